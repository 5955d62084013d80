/** One person asks on the portal in a quiet hour: everything that a grant costs; and how soon others get theirs by each way. */
import type { Person } from '../company/person'
import type { Sandbox } from '../create-sandbox'
import { PATHS, createAsking, openTrigger } from './asking'
import type { BenchCase } from './bench-case'
import { createConnectedCompany, untilProvisioned } from './prepared-company'

/** By each way, a minute apart. */
const MORE = 10
const MINUTE_MS = 60_000

const quiet = new WeakMap<Sandbox, { readonly first: Person; readonly others: readonly Person[]; endedAt: number }>()

export const oneGrant: BenchCase = {
  name: 'one-grant',
  meaning: `one person asks on the portal in a quiet hour, and gets a seat; then ${MORE} by each way, a minute apart`,
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options)
    await openTrigger(sandbox)
    await untilProvisioned(sandbox, options.log)
    sandbox.host.pauseSchedules()
    await sandbox.settle()
    // Settling goes on with the schedules when it is done.
    sandbox.host.pauseSchedules()
    const { company, site } = sandbox
    const people = company.people.filter((one) => company.isEmployed(one) && !company.holdsSeat(one))
    const [first, ...others] = people.slice(0, 1 + PATHS.length * MORE)
    if (first === undefined || others.length < PATHS.length * MORE)
      throw new Error(`Expected ${1 + PATHS.length * MORE} people without a seat, got ${people.length}.`)
    const asking = { first, others, endedAt: 0 }
    quiet.set(sandbox, asking)
    const { accountId } = company.accountOf(first)
    site.onChange((change) => {
      if (change.kind === 'seat' && change.accountId === accountId) asking.endedAt = change.at
    })
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    const { accountId } = sandbox.company.accountOf(quiet.get(sandbox)!.first)
    await sandbox.complete(sandbox.host.invokeResolver('portal-page', 'request', {}, { accountId }))
    await sandbox.settle()
    sandbox.host.pauseSchedules()
  },
  endedAt: (sandbox) => quiet.get(sandbox)!.endedAt,
  describe: async (sandbox) => {
    const { first, others } = quiet.get(sandbox)!
    if (!sandbox.company.holdsSeat(first)) throw new Error('Expected the person to have a seat.')
    const told: Record<string, string | number | boolean | null> = { granted: 1 }
    for (const [turn, path] of PATHS.entries()) {
      const asking = createAsking(sandbox, path, `quiet ${path}`)
      const now = sandbox.clock.now()
      for (const [index, person] of others.slice(turn * MORE, (turn + 1) * MORE).entries())
        asking.ask(person, now + index * MINUTE_MS)
      await sandbox.advanceTo(now + (MORE + 5) * MINUTE_MS)
      const { medianSeconds, p99Seconds, lost } = asking.tell()
      Object.assign(told, { [`${path} p50`]: medianSeconds, [`${path} p99`]: p99Seconds, [`${path} lost`]: lost })
    }
    return told
  },
}
