/** Work that finds nothing to do: it must cost the same in a small and in a large company. */
import type { Sandbox } from '../create-sandbox'
import type { BenchCase } from './bench-case'
import { createOrdinaryCompany } from './ordinary-days'
import { createConnectedCompany, untilProvisioned } from './prepared-company'

const QUARTER_MS = 15 * 60_000
/** The directory's token lives for an hour: whether it ends just now says nothing of the company's size. */
const TOKEN_LIVES_MS = 60 * 60_000
const AFTER_QUARTER_MS = 60_000
/** The sweep of the night is over, and nobody works before 08:00. */
const NIGHT_IS_OVER = '5h'
const TICK = 'tick-five-minutes'

/** Lets what is due be done, a new token for the directory too, so that the next tick within the quarter of an hour finds nothing. */
async function untilNothingIsDue(sandbox: Sandbox): Promise<void> {
  const { clock, host } = sandbox
  host.pauseSchedules()
  const tokenIsOver = clock.now() + TOKEN_LIVES_MS
  await clock.runUntil((Math.floor(tokenIsOver / QUARTER_MS) + 1) * QUARTER_MS + AFTER_QUARTER_MS)
  await sandbox.complete(host.fireSchedule(TICK))
  await sandbox.settle()
  // Settling goes on with the schedules when it is done.
  host.pauseSchedules()
}

export const quietTick: BenchCase = {
  name: 'quiet-tick',
  meaning: 'one five-minute tick in the night when nothing is due, with a look at the sign-in log',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options)
    await untilProvisioned(sandbox, options.log)
    await untilNothingIsDue(sandbox)
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    await sandbox.complete(sandbox.host.fireSchedule(TICK))
    await sandbox.settle()
  },
}

export const sweepUnchanged: BenchCase = {
  name: 'sweep-unchanged',
  meaning: 'one sweep a day after the first one: it reads every holder and finds hardly anybody',
  prepare: async (options) => {
    const sandbox = await createOrdinaryCompany(options)
    await sandbox.runFor(NIGHT_IS_OVER)
    sandbox.host.pauseSchedules()
    await sandbox.complete(sandbox.administrator.call('runNow', { job: 'sweep' }))
    return sandbox
  },
  measures: 'work',
  run: (sandbox) => sandbox.settle(),
  describe: async (sandbox) => {
    const { lastRuns } = (await sandbox.complete(sandbox.administrator.call('getOverview'))) as {
      lastRuns: { sweep: { outcome: string; because: string | null; counts: Record<string, number> } | null }
    }
    const sweep = lastRuns.sweep
    // A handful of removals a day after the first large sweep are above the limit of 24 hours: then they wait, which costs the same.
    if (sweep === null || !['done', 'held'].includes(sweep.outcome)) {
      throw new Error(`Expected the sweep to be planned, got ${sweep?.outcome ?? 'none'}: ${sweep?.because ?? ''}`)
    }
    return { outcome: sweep.outcome }
  },
}
