/** The weekly report of accounts to Atlassian. */
import type { BenchCase } from './bench-case'
import { createConnectedCompany, untilProvisioned } from './prepared-company'

const WEEK_MS = 7 * 86_400_000
const ONCE_A_YEAR = '0 4 1 1 *'

export const personalData: BenchCase = {
  name: 'personal-data',
  meaning: 'the weekly report of every account about which something is kept, and one leaver run that begins anew',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options, () => ({ signals: { signIn: false } }))
    await untilProvisioned(sandbox, options.log)
    const schedules = { provision: ONCE_A_YEAR, sweep: ONCE_A_YEAR }
    await sandbox.complete(sandbox.administrator.saveSettings({ schedules }))
    // A week after the last look at the directory, however long the company took: the cursor is too old to be used.
    await sandbox.advanceTo(sandbox.clock.now() + WEEK_MS)
    sandbox.host.pauseSchedules()
    await sandbox.complete(sandbox.host.fireSchedule('tick-five-minutes'))
    return sandbox
  },
  measures: 'work',
  run: (sandbox) => sandbox.settle(),
  describe: (sandbox) => {
    const reported = sandbox.host.personalData.reported.length
    if (reported < sandbox.report.read().provisioned * 0.9)
      throw new Error(`Expected everybody to be reported, got ${reported}.`)
    return Promise.resolve({ reported })
  },
}
