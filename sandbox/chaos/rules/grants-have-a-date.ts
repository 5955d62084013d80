/** Rule 4: whoever has asked and holds access has a date since when, whoever gave it: unused access counts from there. */
import { requestsAtRest } from './requests-at-rest'
import type { Rule } from './rule'
import { when } from './rule'

/** A slice decides and records; one that was killed is done again with the next tick. */
const RECORDED_WITHIN_MS = 15 * 60_000

export const grantsHaveADate: Rule = {
  name: 'grants-have-a-date',
  watch: (world) => () => {
    const { truth, sandbox } = world
    const now = sandbox.clock.now()
    const kept = world.kept()
    const asking = new Set(requestsAtRest(world).map(({ accountId }) => accountId))
    return truth.askings.flatMap(({ at, userId, how }) => {
      const accountId = sandbox.identities.accountOf(userId)?.accountId ?? ''
      const since = truth.heldSince(accountId)
      if (since === null || since < truth.installedAt() || asking.has(accountId)) return []
      if (now - Math.max(since, at) < RECORDED_WITHIN_MS) return []
      const record = kept[`seat:${accountId}`] as { holds?: boolean; grantedAt?: string } | undefined
      return record?.holds === true && record.grantedAt === undefined
        ? [`${accountId} asked (${how}) at ${when(at)}, holds a seat since ${when(since)}, and has no date at rest.`]
        : []
    })
  },
}
