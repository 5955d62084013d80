/** The first full provision run of a company: everybody needs an account. */
import type { BenchCase } from './bench-case'
import { createConnectedCompany, readLastRun } from './prepared-company'

/** No limit is published; this is the one that the customer's estimate assumes. */
const SCIM_REQUESTS_PER_SECOND = 10
const LOOKS_EVERY_MS = 60_000
const ENDS_WITHIN_MS = 12 * 3_600_000

export const firstProvisioning: BenchCase = {
  name: 'first-provisioning',
  meaning:
    'an account for everybody who has none, against a SCIM limit of 10 requests a second: from the event to the end',
  prepare: async (options) => {
    const limit = { scimRequestsPerSecond: SCIM_REQUESTS_PER_SECOND }
    const sandbox = await createConnectedCompany(options, () => ({ signals: { signIn: false } }), limit)
    sandbox.host.pauseSchedules()
    await sandbox.complete(sandbox.administrator.call('runNow', { job: 'provision' }))
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    const limit = sandbox.clock.now() + ENDS_WITHIN_MS
    while (sandbox.clock.now() < limit) {
      await sandbox.clock.runUntil(sandbox.clock.now() + LOOKS_EVERY_MS)
      const { enabled, provisioned } = sandbox.report.read()
      if (provisioned === enabled) break
    }
    await sandbox.settle()
  },
  count: (sandbox) => ({ throttled: sandbox.meters.read().throttled }),
  describe: async (sandbox) => {
    const { enabled, provisioned } = sandbox.report.read()
    return { outcome: await readLastRun(sandbox, 'provision'), enabled, provisioned }
  },
}
