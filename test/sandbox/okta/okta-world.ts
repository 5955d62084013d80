/** One small Okta org and a client for it. */
import { createClock } from '../../../sandbox/clock'
import { createTenant } from '../../../sandbox/entra/create-tenant'
import { oktaKind } from '../../../sandbox/okta/okta-kind'
import { createOktaService } from '../../../sandbox/okta/okta-service'
import { createOktaOrg } from '../../../sandbox/okta/org'
import type { ChosenAnswers } from '../../../sandbox/guesses/guesses'
import { settleAnswers } from '../../../sandbox/guesses/guesses'
import { createRandom } from '../../../sandbox/random'
import { holdToContract } from '../../support/contracts'
import type { Answer } from '../remote-world'
import { START } from '../remote-world'

export function createOktaWorld(guesses: ChosenAnswers = {}) {
  const clock = createClock(START)
  const random = createRandom('test')
  const tenant = createTenant({ clock, random: random.fork('tenant'), kind: oktaKind(settleAnswers(guesses)) })
  const org = createOktaOrg({ clock, tenant, random: random.fork('okta') })
  const okta = holdToContract(createOktaService({ clock, org }))

  /** @param target a path, or a whole link */
  function ask(target: string, authorization = `SSWS ${org.apiToken}`): Answer {
    const url = new URL(target, `https://${org.host}`)
    const origin = { functionKey: 'worker', invocationId: 1 }
    const headers = { authorization }
    const reply = okta.handle({ method: 'GET', url, headers, body: null, caller: { kind: 'external' }, origin })
    return { status: reply.status, headers: reply.headers ?? {}, body: JSON.parse(reply.body) }
  }

  return {
    ...{ clock, tenant, org, okta, ask },
    colleague: (name: string) => {
      const address = `${name.toLowerCase()}@example.com`
      const names = { displayName: name, givenName: name, surname: 'X' }
      return tenant.addUser({ ...names, userPrincipalName: address, mail: address })
    },
  }
}
