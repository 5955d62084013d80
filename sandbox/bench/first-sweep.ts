/** The first sweep of a site of some years: planned, held, approved, carried out, and undone. */
import { createSandbox } from '../create-sandbox'
import type { Sandbox } from '../create-sandbox'
import type { Person } from '../company/person'
import type { BenchCase, OwnKeys } from './bench-case'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SEED = '1'
/** A Wednesday, midnight UTC: what people did on Monday is public, what they did on Tuesday not yet. */
const STARTS_AT = Date.parse('2026-01-07T00:00:00Z')
const MONDAY_NOON = STARTS_AT - 36 * HOUR_MS
/** The reference customer: of 42,000 people 15,000 hold access, and 3,500 of those have not used it for too long. */
const HOLDERS_SHARE = 15_000 / 42_000
const DORMANT_SHARE = 3_500 / 42_000
const DORMANT_DAYS_MIN = 185
const DORMANT_DAYS_SPAN = 400
/** So many of the plan's people come back to life before the administrator approves it. */
const BACK_SHARE = 0.01
/** The reserve, and a few more: an undo must find as many seats as it gave. */
const SPARE_SEATS = 10
const ONCE_A_YEAR = '0 4 1 1 *'

interface Measured extends OwnKeys {
  planned: number
  planningSeconds: number
  planningRequests: number
  removedBeforeApproval: number
  backMeanwhile: number
  removed: number
  wrongRevocations: number
  undone: number
}

const dormantOf = new WeakMap<Sandbox, readonly Person[]>()
const measuredIn = new WeakMap<Sandbox, Measured>()

/** Nothing runs by itself but the tick, so that the measured sweep is the only one. */
const settings = { schedules: { provision: ONCE_A_YEAR, sweep: ONCE_A_YEAR }, signals: { signIn: false } }

function addHolders({ company }: Sandbox, count: number, dormantCount: number): readonly Person[] {
  const dormant: Person[] = []
  for (let index = 0; index < count; index += 1) {
    // Spread over the whole list, because no listing of a real site ends with its idle people.
    const isDormant = Math.floor(((index + 1) * dormantCount) / count) > Math.floor((index * dormantCount) / count)
    const idleDays = DORMANT_DAYS_MIN + (index % DORMANT_DAYS_SPAN)
    const lastActiveAt = isDormant ? STARTS_AT - idleDays * DAY_MS : MONDAY_NOON
    const person = company.person(`Holder ${index}`, { seat: true, addedAt: STARTS_AT - 1_000 * DAY_MS, lastActiveAt })
    if (isDormant) dormant.push(person)
  }
  return dormant
}

async function call<T>(sandbox: Sandbox, method: string, payload: unknown = {}): Promise<T> {
  return (await sandbox.complete(sandbox.administrator.call(method, payload))) as T
}

const countRequests = ({ host }: Sandbox): number =>
  Object.values(host.counts.requests).reduce((sum, count) => sum + count, 0)

async function plan(
  sandbox: Sandbox,
): Promise<{ planId: string; removals: number; seconds: number; requests: number }> {
  const requestsBefore = countRequests(sandbox)
  await call(sandbox, 'runNow', { job: 'sweep' })
  await sandbox.settle()
  const requests = countRequests(sandbox) - requestsBefore
  const { heldPlans, lastRuns } = await call<{
    heldPlans: { planId: string; removals: number }[]
    lastRuns: { sweep: { startedAt: string; endedAt: string; outcome: string; because: string | null } | null }
  }>(sandbox, 'getOverview')
  const [held] = heldPlans
  const { sweep } = lastRuns
  if (held === undefined || sweep === null) {
    throw new Error(`Expected the first sweep to be held, got ${sweep?.outcome ?? 'no run'}: ${sweep?.because ?? ''}`)
  }
  const seconds = (Date.parse(sweep.endedAt) - Date.parse(sweep.startedAt)) / 1_000
  return { ...held, seconds, requests }
}

export const firstSweep: BenchCase = {
  name: 'first-sweep',
  meaning: 'the first sweep of 5/14 of the people as holders, 7/30 of them dormant: planned, held, approved, undone',
  prepare: async ({ people, bundle, guesses = {}, log }) => {
    const holders = Math.round(people * HOLDERS_SHARE)
    const options = { seed: SEED, startsAt: STARTS_AT, seats: holders + SPARE_SEATS, guesses, log }
    const sandbox = await createSandbox({ ...options, ...(bundle === undefined ? {} : { bundle }) })
    dormantOf.set(sandbox, addHolders(sandbox, holders, Math.round(people * DORMANT_SHARE)))
    for (let index = holders; index < people; index += 1) sandbox.company.person(`Person ${index}`, { account: true })
    await sandbox.complete(sandbox.administrator.setUp(settings))
    // The organization lists a membership some seconds after it was made.
    await sandbox.runFor('1m')
    return sandbox
  },
  measures: 'work',
  run: async (sandbox) => {
    const { company } = sandbox
    const dormant = dormantOf.get(sandbox)!
    const isHolding = (person: Person): boolean => company.holdsSeat(person)
    const { planId, removals, seconds, requests } = await plan(sandbox)
    const removedBeforeApproval = dormant.filter((person) => !isHolding(person)).length

    const back = dormant.slice(0, Math.ceil(dormant.length * BACK_SHARE))
    for (const person of back) company.useJira(person)
    await sandbox.runFor('10m')
    await call(sandbox, 'approvePlan', { planId })
    await sandbox.settle()
    const removed = dormant.filter((person) => !isHolding(person))
    const { wrongRevocations, revocations } = sandbox.report.read()
    if (revocations !== removed.length || back.some((person) => !isHolding(person))) {
      throw new Error(`Expected exactly the plan's people to be removed, but those who came back; got ${revocations}.`)
    }

    await call(sandbox, 'undoRun', { planId })
    await sandbox.settle()
    measuredIn.set(sandbox, {
      planned: removals,
      planningSeconds: seconds,
      planningRequests: requests,
      removedBeforeApproval,
      backMeanwhile: back.length,
      removed: removed.length,
      wrongRevocations,
      undone: removed.filter(isHolding).length,
    })
  },
  describe: async (sandbox) => {
    const { seatsUsed } = sandbox.site
    const holders = seatsUsed(sandbox.company.productKey)
    return { holders, ...measuredIn.get(sandbox)! }
  },
}
