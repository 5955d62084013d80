/** A thousand people who ask within a minute, by one of the ways there are, with seats for all of them or for a few. */
import type { Sandbox } from '../create-sandbox'
import { createSandbox } from '../create-sandbox'
import type { Person } from '../company/person'
import { createRandom } from '../random'
import { createAsking, openTrigger } from './asking'
import type { Asking, Path } from './asking'
import type { BenchCase } from './bench-case'

const HOLDERS = 895
const RESERVE = 5
/** Above the reserve there are 101 seats. */
const FEW = 105
const ASKING = 1_000
const STORM_MS = 60_000
const LASTS_MS = 15 * 60_000
/** A provider tells the same sign-in up to three times, and somebody at work acts as often. */
const DELIVERIES_MAX = 3
const DAY_MS = 86_400_000
/** When the storm begins: everybody has an account, and nothing else happens. */
const BEGINS_AFTER = '5h'

interface Storm {
  readonly people: readonly Person[]
  readonly asking: Asking
}

/** What happened in a sandbox, until it is described. */
const storms = new WeakMap<Sandbox, Storm>()

interface StormOptions {
  readonly name: string
  readonly path: Path
  /** Free seats; as many as there are people who ask, and the reserve, unless told. */
  readonly free?: number
  /** Seats that another administrator takes, so long after the storm began. */
  readonly taken?: number
  readonly takenAfterMs?: number
  readonly people?: number
  readonly holders?: number
  /** Within so long all of them ask; 0: in the same millisecond. */
  readonly stormMs?: number
  /** People whom the directory has just been told of, and whom a full run links meanwhile, while a sweep looks at the holders. */
  readonly newcomers?: number
}

export function createStorm(options: StormOptions): BenchCase {
  const { name, path, people = ASKING, taken = 0, takenAfterMs = 2_000 } = options
  const { free = people + RESERVE, stormMs = STORM_MS, newcomers = 0, holders = HOLDERS } = options
  return {
    name,
    isFixed: true,
    meaning: `${people.toLocaleString('en')} people ask within ${stormMs === 0 ? 'a millisecond' : 'a minute'} (${path}), ${free.toLocaleString('en')} seats are free and ${RESERVE} are kept${taken === 0 ? '' : `; another administrator takes ${taken} meanwhile`}${newcomers === 0 ? '' : `; a full run links ${newcomers.toLocaleString('en')} newcomers meanwhile, and a sweep goes on`}`,
    prepare: async ({ bundle, guesses = {}, log }) => {
      const sandbox = await createSandbox({
        seats: holders + free,
        seatReserve: RESERVE,
        guesses,
        log,
        ...(bundle === undefined ? {} : { bundle }),
      })
      const { company, startsAt, administrator } = sandbox
      for (let index = 0; index < holders; index += 1) {
        const past = { addedAt: startsAt - 500 * DAY_MS, lastActiveAt: startsAt - 3 * DAY_MS }
        company.person(`Holder ${index}`, { seat: true, ...past })
      }
      const askers = Array.from({ length: people }, (_, index) => company.person(`Asker ${index}`))
      await sandbox.complete(administrator.setUp({ seatReserve: RESERVE, signals: { signIn: false } }))
      await openTrigger(sandbox)
      await sandbox.runFor(BEGINS_AFTER)
      for (let index = 0; index < newcomers; index += 1) company.person(`Newcomer ${index}`)
      storms.set(sandbox, { people: askers, asking: createAsking(sandbox, path, 'storm') })
      return sandbox
    },
    measures: 'work',
    run: async (sandbox) => {
      const storm = storms.get(sandbox)!
      storm.asking.start(LASTS_MS)
      if (newcomers > 0) await beginRuns(sandbox)
      brew(sandbox, path, storm, stormMs)
      if (taken > 0) sandbox.clock.after(takenAfterMs, () => takeSeats(sandbox, taken))
      await sandbox.runFor(LASTS_MS)
    },
    endedAt: (sandbox) => storms.get(sandbox)!.asking.endedAt(),
    count: (sandbox) => {
      const { grants, grantsBelowReserve, lostRaces } = sandbox.report.read()
      return { grants, grantsBelowReserve, lostRaces }
    },
    describe: async (sandbox) => {
      const { people: askers, asking } = storms.get(sandbox)!
      const told = asking.tell()
      const overview = await sandbox.complete(sandbox.administrator.call('getOverview'))
      return {
        ...told,
        waiting: await countWaiting(sandbox, askers),
        reportedLostRaces: lostRacesOf(overview),
      }
    },
  }
}

export const storm = createStorm({ name: 'storm', path: 'web-trigger', free: FEW })
/** The same with seats that somebody else takes. */
export const contestedStorm = createStorm({ name: 'storm-contested', path: 'web-trigger', free: FEW, taken: 12 })
export const triggerStorm = createStorm({ name: 'storm-trigger', path: 'web-trigger' })
export const portalStorm = createStorm({ name: 'storm-portal', path: 'portal' })
export const scarceStorm = createStorm({ name: 'storm-portal-scarce', path: 'portal', free: FEW })
/** All at once, and beside everything else that the app does at night. */
export const instantStorm = createStorm({ name: 'storm-portal-instant', path: 'portal', stormMs: 0 })
export const busyStorm = createStorm({ name: 'storm-portal-busy', path: 'portal', newcomers: 5_000 })
export const eventStorm = createStorm({ name: 'storm-events', path: 'events' })

/** Every delivery at a random instant of the minute, in random order; the first one is when the person asked. */
function brew({ clock }: Sandbox, path: Path, { people, asking }: Storm, stormMs: number): void {
  const random = createRandom('storm')
  const began = clock.now()
  for (const person of people) {
    const deliveries = path === 'portal' ? 1 : random.int(1, DELIVERIES_MAX)
    for (let delivery = 0; delivery < deliveries; delivery += 1)
      asking.ask(person, began + random.int(0, Math.max(0, stormMs - 1)))
  }
}

async function beginRuns({ administrator, complete }: Sandbox): Promise<void> {
  for (const job of ['provision', 'sweep']) await complete(administrator.call('runNow', { job }))
}

function takeSeats({ site, company }: Sandbox, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const email = `contractor-${index}@partner.example`
    const { accountId } = site.addAccount({ email, displayName: `Contractor ${index}`, by: 'admin' })
    site.setMember(accountId, company.accessGroupId, true, 'admin')
  }
}

/** How many of them are told on the portal that they wait. */
async function countWaiting({ host, company, complete }: Sandbox, asking: readonly Person[]): Promise<number> {
  let waiting = 0
  for (const person of asking) {
    const caller = { accountId: company.accountOf(person).accountId }
    const status = (await complete(host.invokeResolver('portal-page', 'status', {}, caller))) as { state: string }
    if (status.state === 'waiting') waiting += 1
  }
  return waiting
}

function lostRacesOf(overview: unknown): number {
  const { lastRuns } = overview as { lastRuns: { grant: { counts: Record<string, number> } | null } }
  return lastRuns.grant?.counts['lostRaces'] ?? 0
}
