/** People who ask by one of the ways there are, and what became of each. */
import { makeIssueEvent } from '../company/product-events'
import type { Person } from '../company/person'
import type { Sandbox } from '../create-sandbox'
import { visitPortal } from '../portal-visitor'
import type { Visit } from '../portal-visitor'
import { createRandom } from '../random'
import type { OwnKeys } from './bench-case'

export type Path = 'portal' | 'web-trigger' | 'events'
export const PATHS: readonly Path[] = ['portal', 'web-trigger', 'events']

const SECRET = 'the-secret-of-those-who-ask-for-a-seat'
const TRIGGER = 'signal-webtrigger'
/** As a provider does: what is not answered with success is sent again after a while. */
const RETRIES = 4
const RETRY_MS = 30_000
/** What tells somebody on the page how the matter stands. */
const OUTCOMES = new Set(['granted', 'waiting', 'refused', 'delayed'])
const SECOND_MS = 1_000
const MINUTE_MS = 60_000

/** The web trigger has a secret from now on. */
export async function openTrigger({ complete, administrator }: Sandbox): Promise<void> {
  await complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
}

export interface Asking {
  /** Epoch ms by account id: the button, the first call or the first act that reached the app. */
  readonly askedAt: ReadonlyMap<string, number>
  readonly seatAt: ReadonlyMap<string, number>
  readonly visits: ReadonlyMap<string, Visit>
  /** Somebody asks at an instant; doing so twice is telling the app twice, but for the portal. */
  ask(person: Person, at: number): void
  /** Counts from now on, the store's units for so long. */
  start(forMs: number): void
  /** When the last seat was given, or the last request decided. */
  endedAt(): number
  tell(): OwnKeys
}

/** Has to be made before anybody asks. */
export function createAsking(sandbox: Sandbox, path: Path, seed: string): Asking {
  const { clock, host, site, company } = sandbox
  const random = createRandom(seed)
  const askedAt = new Map<string, number>()
  const seatAt = new Map<string, number>()
  const visits = new Map<string, Visit>()
  const came = new Set<string>()
  let worst = { reads: 0, writes: 0 }
  let workers = 0
  let endedAt = clock.now()

  site.onChange((change) => {
    if (change.kind !== 'seat' || !change.held || change.by !== 'app' || change.productKey !== company.productKey)
      return
    if (seatAt.has(change.accountId)) throw new Error(`Expected one seat for ${change.accountId}, got a second one.`)
    seatAt.set(change.accountId, change.at)
    endedAt = change.at
  })
  host.onInvocation(({ functionKey }) => {
    if (functionKey === 'inbox-worker') workers += 1
  })
  host.onPlatformMessage(({ kind, path: of, body, functionKey }) => {
    const isDrain = kind === 'kvs' && functionKey === 'inbox-worker'
    if (isDrain && /batch\/(set|delete)$/.test(of) && body.includes('"request"')) endedAt = clock.now()
  })
  host.onEventDelivered(({ event }) => {
    const { atlassianId } = event as { atlassianId?: string }
    if (path === 'events' && atlassianId !== undefined && !askedAt.has(atlassianId))
      askedAt.set(atlassianId, clock.now())
  })

  return {
    askedAt,
    seatAt,
    visits,
    ask: (person, at) => {
      const account = company.accountOf(person)
      const { accountId } = account
      came.add(accountId)
      if (path === 'portal') {
        // The page is opened a little earlier than the button is pressed.
        const visit = visitPortal(sandbox, accountId, random.fork(accountId), at)
        void visit.then((one) => {
          visits.set(accountId, one)
          if (one.askedAt !== null) askedAt.set(accountId, one.askedAt)
        })
        return
      }
      if (path === 'events') {
        clock.at(at, () => host.emit(makeIssueEvent(account, at, random)))
        return
      }
      clock.at(at, () => {
        askedAt.set(accountId, Math.min(at, askedAt.get(accountId) ?? Infinity))
        void callTrigger(sandbox, `${seed}-${accountId.slice(-12)}-${at}`, accountId)
      })
    },
    start: (forMs) => {
      workers = 0
      endedAt = clock.now()
      sampleUnits(clock.now() + forMs)
    },
    endedAt: () => endedAt,
    tell: () => {
      const seconds = [...seatAt].flatMap(([id, at]) => (askedAt.has(id) ? (at - askedAt.get(id)!) / SECOND_MS : []))
      seconds.sort((a, b) => a - b)
      const requests = Object.values(host.inspectStorage().entities['request'] ?? {}) as {
        data: { accountId: string }
      }[]
      const waiting = new Set(requests.map(({ data }) => data.accountId))
      const lost = [...came].filter((id) => !seatAt.has(id) && !waiting.has(id)).length
      const told = [...visits.values()].filter(({ toldAt, state }) => toldAt !== null && OUTCOMES.has(state ?? ''))
      const failures = [...visits.values()].reduce((sum, visit) => sum + visit.failures, 0)
      return {
        came: came.size,
        lost,
        medianSeconds: percentile(seconds, 0.5),
        p99Seconds: percentile(seconds, 0.99),
        ...(path === 'portal' ? { told: told.length, pageFailures: failures } : {}),
        workerInvocations: workers,
        worstMinuteReadUnits: worst.reads,
        worstMinuteWriteUnits: worst.writes,
      }
    },
  }

  /** Each second, the units of the minute before it. */
  function sampleUnits(until: number): void {
    const samples: { at: number; reads: number; writes: number }[] = []
    const take = (): void => {
      const now = { at: clock.now(), reads: host.counts.kvsReadUnits, writes: host.counts.kvsWriteUnits }
      samples.push(now)
      while (now.at - samples[0]!.at > MINUTE_MS) samples.shift()
      worst = {
        reads: Math.max(worst.reads, now.reads - samples[0]!.reads),
        writes: Math.max(worst.writes, now.writes - samples[0]!.writes),
      }
      if (now.at < until) clock.after(SECOND_MS, take)
    }
    take()
  }
}

async function callTrigger({ clock, host }: Sandbox, nonce: string, accountId: string): Promise<void> {
  const body = JSON.stringify({ nonce, at: new Date(clock.now()).toISOString(), people: [{ accountId }] })
  for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
    const request = { method: 'POST', path: '/', headers: { authorization: [SECRET] }, body }
    if ((await host.invokeWebTrigger(TRIGGER, request)).statusCode < 300) return
    await clock.sleep(RETRY_MS)
  }
}

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  return value === undefined ? null : Math.round(value * SECOND_MS) / SECOND_MS
}
