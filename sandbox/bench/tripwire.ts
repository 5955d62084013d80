/** The first full provision run where every new account gets a seat by itself: how many seats that costs. */
import type { BenchCase } from './bench-case'
import { createConnectedCompany } from './prepared-company'

export const tripwire: BenchCase = {
  name: 'tripwire',
  meaning: 'the first provisioning where new accounts get access by themselves: it stops after a few',
  prepare: async (options) => {
    const guesses = { 'new-accounts-join': 'at-once', ...options.guesses } as const
    const sandbox = await createConnectedCompany({ ...options, guesses }, () => ({ signals: { signIn: false } }))
    sandbox.host.pauseSchedules()
    await sandbox.complete(sandbox.administrator.call('runNow', { job: 'provision' }))
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    await sandbox.settle()
  },
  describe: (sandbox) => {
    const { grantsByProvisioning, enabled, provisioned } = sandbox.report.read()
    if (grantsByProvisioning === 0 || provisioned === enabled) throw new Error('Expected the run to stop.')
    return Promise.resolve({ grantsByProvisioning, enabled, provisioned })
  },
}
