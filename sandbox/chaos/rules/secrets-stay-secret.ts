/** Rule 11: secrets are in the secret store only: not elsewhere at rest, in no queue, log line or answer. */
import { SIGNAL_SECRET } from '../world'
import { textsAtRest } from './nothing-personal-at-rest'
import type { Rule } from './rule'

export const secretsStaySecret: Rule = {
  name: 'secrets-stay-secret',
  watch: (world) => {
    const { site, tenant, host } = world.sandbox
    const secrets = [tenant.clientSecret, site.orgApiKey, site.scimApiKey, SIGNAL_SECRET]
    const isLeaked = (text: string): boolean => secrets.some((secret) => text.includes(secret))
    return () => [
      ...textsAtRest(world).flatMap(([where, text]) => (isLeaked(text) ? [`A secret lies in ${where}.`] : [])),
      ...(world.queueBodies.some(isLeaked) ? ['A secret was pushed to a queue.'] : []),
      ...(world.answers.some(isLeaked) ? ['A secret was in an answer.'] : []),
      ...(host.log.some(({ text }) => isLeaked(text)) ? ['A secret is in the log.'] : []),
    ]
  },
}
