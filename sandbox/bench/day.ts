/** An ordinary working day, from midnight to midnight. */
import type { BenchCase } from './bench-case'
import { createConnectedCompany } from './prepared-company'

const DAY_MS = 86_400_000
/** Monday provisions everybody, Tuesday carries out the first large sweep: Wednesday is the first ordinary day. */
const ORDINARY_DAY = 2

export const day: BenchCase = {
  name: 'day',
  meaning: 'an ordinary working day (a Wednesday): every tick, poll, run, event and request of 24 hours',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options)
    sandbox.administrator.lookDaily()
    for (let passed = 1; passed <= ORDINARY_DAY; passed += 1) {
      await sandbox.advanceWithTicksTo(sandbox.startsAt + passed * DAY_MS)
      options.log(`Day ${passed} of ${ORDINARY_DAY} before the measured one has passed.`)
    }
    return sandbox
  },
  measures: 'period',
  run: (sandbox) => sandbox.runFor('24h'),
  count: (sandbox) => {
    const { grants, refusals, revocations, leaversHandled, leaversMissed } = sandbox.report.read()
    const { kvsReadMb, kvsWriteMb, logMb, throttled } = sandbox.meters.read()
    const work = { grants, refusals, revocations, leaversHandled, leaversMissed }
    return { ...work, kvsReadMb, kvsWriteMb, logMb, throttled }
  },
}
