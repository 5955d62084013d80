/** An ordinary working day, from midnight to midnight; and a whole month from the installation on. */
import type { Sandbox } from '../create-sandbox'
import type { BenchCase } from './bench-case'
import { createOrdinaryCompany } from './ordinary-days'
import { createConnectedCompany } from './prepared-company'

function countWork(sandbox: Sandbox): Readonly<Record<string, number>> {
  const { grants, refusals, revocations, leaversHandled, leaversMissed } = sandbox.report.read()
  const { logMb, throttled } = sandbox.meters.read()
  return { grants, refusals, revocations, leaversHandled, leaversMissed, logMb, throttled }
}

export const day: BenchCase = {
  name: 'day',
  meaning: 'an ordinary working day (a Wednesday): every tick, poll, run, event and request of 24 hours',
  prepare: createOrdinaryCompany,
  measures: 'period',
  run: (sandbox) => sandbox.runFor('24h'),
  count: countWork,
}

export const month: BenchCase = {
  name: 'month',
  meaning: 'the first 30 days: everybody is provisioned, the first large sweep, and four weeks of ordinary life',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options)
    sandbox.administrator.lookDaily()
    return sandbox
  },
  measures: 'period',
  run: (sandbox) => sandbox.runFor('30d'),
  count: countWork,
  describe: (sandbox) => Promise.resolve({ provisioned: sandbox.report.read().provisioned }),
}
