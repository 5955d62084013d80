/** One person asks on the portal in a quiet hour: everything that a grant costs. */
import type { Person } from '../company/person'
import type { Sandbox } from '../create-sandbox'
import type { BenchCase } from './bench-case'
import { createConnectedCompany, untilProvisioned } from './prepared-company'

const asking = new WeakMap<Sandbox, Person>()

export const oneGrant: BenchCase = {
  name: 'one-grant',
  meaning: 'one person asks on the portal in a quiet hour, and gets a seat',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options)
    await untilProvisioned(sandbox, options.log)
    sandbox.host.pauseSchedules()
    await sandbox.settle()
    // Settling goes on with the schedules when it is done.
    sandbox.host.pauseSchedules()
    const { company } = sandbox
    const person = company.people.find((one) => company.isEmployed(one) && !company.holdsSeat(one))
    if (person === undefined) throw new Error('Expected somebody without a seat.')
    asking.set(sandbox, person)
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    const { accountId } = sandbox.company.accountOf(asking.get(sandbox)!)
    await sandbox.complete(sandbox.host.invokeResolver('portal-page', 'request', {}, { accountId }))
    await sandbox.settle()
  },
  describe: (sandbox) => {
    if (!sandbox.company.holdsSeat(asking.get(sandbox)!)) throw new Error('Expected the person to have a seat.')
    return Promise.resolve({ granted: 1 })
  },
}
