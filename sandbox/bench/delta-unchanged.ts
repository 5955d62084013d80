/** One leaver run in which Entra has nothing new to tell. */
import type { BenchCase } from './bench-case'
import { createConnectedCompany, readLastRun, untilProvisioned } from './prepared-company'

/** Longer than the period of the leaver runs, so that the next tick finds one due. */
const UNTIL_DUE_MS = 16 * 60_000

export const deltaUnchanged: BenchCase = {
  name: 'delta-unchanged',
  meaning: 'one leaver run without news: from the delivery of its event to its end',
  prepare: async (options) => {
    // Without the sign-in log, which is polled by the tick and not by the run.
    const sandbox = await createConnectedCompany(options, () => ({ signals: { signIn: false } }))
    await untilProvisioned(sandbox, options.log)
    sandbox.host.pauseSchedules()
    await sandbox.clock.runUntil(sandbox.clock.now() + UNTIL_DUE_MS)
    // The tick pushes the event and ends before the queue delivers it.
    await sandbox.complete(sandbox.host.fireSchedule('tick-five-minutes'))
    return sandbox
  },
  measures: 'work',
  run: (sandbox) => sandbox.settle(),
  describe: async (sandbox) => ({ outcome: await readLastRun(sandbox, 'leavers') }),
}
