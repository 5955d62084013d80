/** A thousand people who ask within a minute for a hundred and one seats, each told to the app one to three times. */
import type { Sandbox } from '../create-sandbox'
import { createSandbox } from '../create-sandbox'
import type { Person } from '../company/person'
import { createRandom } from '../random'
import type { BenchCase } from './bench-case'

const SEATS = 1_000
const FREE = 105
const ASKING = 1_000
const STORM_MS = 60_000
const DELIVERIES_MAX = 3
/** Storage takes 4,000 writes a minute: the last of the minute are told to come again. */
const RETRIES = 4
const RETRY_MS = 30_000
const RESERVE = 5
const DAY_MS = 86_400_000
/** When the storm begins: everybody has an account, and nothing else happens. */
const BEGINS_AFTER = '5h'
const SECRET = 'the-secret-of-the-storm-of-requests'
const TRIGGER = 'signal-webtrigger'

interface Storm {
  readonly asking: readonly Person[]
  /** Instants in epoch ms, by account id. */
  readonly askedAt: Map<string, number>
  readonly grantedAt: Map<string, number>
}

/** What happened in a sandbox, until it is described. */
const storms = new WeakMap<Sandbox, Storm>()

/**
 * @param taken seats that another administrator takes
 * @param takenAfterMs … so long after the storm began
 */
export function createStorm(name: string, taken: number, takenAfterMs = 2_000): BenchCase {
  return {
    name,
    isFixed: true,
    meaning: `1,000 people ask within a minute, ${FREE} seats are free and ${RESERVE} are kept${taken === 0 ? '' : `; another administrator takes ${taken} meanwhile`}`,
    prepare: async ({ bundle, guesses = {}, log }) => {
      const sandbox = await createSandbox({
        seats: SEATS,
        seatReserve: RESERVE,
        guesses,
        log,
        ...(bundle === undefined ? {} : { bundle }),
      })
      const { company, startsAt, administrator } = sandbox
      for (let index = 0; index < SEATS - FREE; index += 1) {
        const past = { addedAt: startsAt - 500 * DAY_MS, lastActiveAt: startsAt - 3 * DAY_MS }
        company.person(`Holder ${index}`, { seat: true, ...past })
      }
      const asking = Array.from({ length: ASKING }, (_, index) => company.person(`Asker ${index}`))
      await sandbox.complete(administrator.setUp({ seatReserve: RESERVE, signals: { signIn: false } }))
      await sandbox.complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
      await sandbox.runFor(BEGINS_AFTER)
      storms.set(sandbox, watch(sandbox, asking))
      return sandbox
    },
    measures: 'work',
    run: async (sandbox) => {
      brew(sandbox, storms.get(sandbox)!)
      if (taken > 0) sandbox.clock.after(takenAfterMs, () => takeSeats(sandbox, taken))
      await sandbox.runFor('10m')
    },
    count: (sandbox) => {
      const { grants, grantsBelowReserve, lostRaces } = sandbox.report.read()
      return { grants, grantsBelowReserve, lostRaces }
    },
    describe: async (sandbox) => {
      const { asking, askedAt, grantedAt } = storms.get(sandbox)!
      const overview = await sandbox.complete(sandbox.administrator.call('getOverview'))
      const seconds = [...grantedAt].map(([id, at]) => (at - askedAt.get(id)!) / 1_000).sort((a, b) => a - b)
      return {
        waiting: await countWaiting(sandbox, asking),
        reportedLostRaces: lostRacesOf(overview),
        medianSeconds: percentile(seconds, 0.5),
        p99Seconds: percentile(seconds, 0.99),
      }
    },
  }
}

export const storm = createStorm('storm', 0)
/** The same with seats that somebody else takes. */
export const contestedStorm = createStorm('storm-contested', 12)

/** Every delivery at a random instant of the minute, in random order; the first one is when the person asked. */
function brew(sandbox: Sandbox, { asking, askedAt }: Storm): void {
  const { clock, company } = sandbox
  const random = createRandom('storm')
  const began = clock.now()
  for (const [index, person] of asking.entries()) {
    const { accountId } = company.accountOf(person)
    const deliveries = random.int(1, DELIVERIES_MAX)
    for (let delivery = 0; delivery < deliveries; delivery += 1) {
      const at = began + random.int(0, STORM_MS - 1)
      askedAt.set(accountId, Math.min(at, askedAt.get(accountId) ?? Infinity))
      clock.at(at, () => void deliver(sandbox, `storm-${index}-${delivery}`, accountId))
    }
  }
}

/** As a provider does: what is not answered with success is sent again after a while. */
async function deliver({ clock, host }: Sandbox, nonce: string, accountId: string): Promise<void> {
  const body = JSON.stringify({ nonce, at: new Date(clock.now()).toISOString(), people: [{ accountId }] })
  for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
    const request = { method: 'POST', path: '/', headers: { authorization: [SECRET] }, body }
    if ((await host.invokeWebTrigger(TRIGGER, request)).statusCode < 300) return
    await clock.sleep(RETRY_MS)
  }
}

function watch({ site, company }: Sandbox, asking: readonly Person[]): Storm {
  const grantedAt = new Map<string, number>()
  site.onChange((change) => {
    if (change.kind !== 'seat' || !change.held || change.by !== 'app' || change.productKey !== company.productKey)
      return
    if (grantedAt.has(change.accountId)) throw new Error(`Expected one seat for ${change.accountId}, got a second one.`)
    grantedAt.set(change.accountId, change.at)
  })
  return { asking, askedAt: new Map(), grantedAt }
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

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
