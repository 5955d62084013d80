import { isTimeCome } from '../../core/back-off'
import { codeOf, messageOf } from '../../core/errors'
import { SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { AccessRequest, Ports } from '../../ports'
import { readGuarded } from './guard'
import { forgetWake } from '../state/marks'
import { armedNow } from '../read/licence'
import { takeLease } from '../state/lease'
import { findProduct } from '../read/products'
import { readReport, saveReport } from '../state/run-report'
import { readCurrent } from './retries'
import { serveRequests } from './serve-requests'
import type { Turn } from './serve-requests'
import { serveUndos } from './serve-undos'
import { SLICE_REQUESTS, countAffordable } from './slice-budget'
import { readSettings } from '../state/settings'
import { byPlace, findExpired, readWaiting } from './waiting-list'

/** How long a query may take to show a request that was just written. Undocumented; we allow three seconds. */
const QUERY_LAG_MS = 3 * SECOND_MS
const LEASE_SECONDS = 60

/** Seconds after which somebody who failed for the first time is tried again; the tick sees to all others. */
const AGAIN_SECONDS = 60

/** 'more' = wake again at once; 'busy' = somebody else drains, look again in a few seconds; 'empty' = nothing can be done now. */
export type DrainResult = 'empty' | 'more' | 'busy'

/** Drains one slice of the inbox under its lease: first come, first served, those who wait before those who ask now. */
export async function drainInbox(ports: Ports, owner: string, hint: string | null): Promise<DrainResult> {
  const lease = await takeLease(ports, 'inbox', owner, LEASE_SECONDS)
  if (lease === null) return 'busy'
  try {
    // From here on a new signal wakes the drain again.
    await forgetWake(ports.store)
    return await drainSlice(ports, hint)
  } finally {
    await lease.release()
  }
}

async function drainSlice(ports: Ports, hint: string | null): Promise<DrainResult> {
  const { store, clock } = ports
  const settings = await readSettings(store)
  let open = await readOpen(ports, hint)
  if (open.length === 0) {
    await clock.sleep(QUERY_LAG_MS)
    open = await readOpen(ports, null)
  }
  if (!armedNow(ports, settings).grant) {
    await reportDryRun(ports, open)
    return (await serveUndos(ports, settings, false)) ? 'more' : 'empty'
  }
  const wanted = await dropUnwanted(ports, settings, open)
  const { turns, isCut } = await openTurns(ports, settings, wanted)
  const served = await attempt(ports, () => serveRequests(ports, settings, turns))
  if (served?.isPutOff === true) await ports.inbox.wake(null, AGAIN_SECONDS)
  // Whoever was decided may free a place of the slice. Where nobody was, the next slice would find the same: the tick, then.
  if (served === null || served.isStopped) return 'empty'
  const isChanged = wanted.length < open.length || served.changed > 0
  const isMoreWaiting = turns.some(({ product, isWaitingCut }) => isWaitingCut && served.granted.get(product.key)! > 0)
  if (isChanged && (isCut || open.length >= SLICE_REQUESTS || served.isMore || isMoreWaiting)) return 'more'
  // Giving back comes after everybody who asks.
  if (await serveUndos(ports, settings, true)) return 'more'
  if (!isChanged) return 'empty'
  await clock.sleep(QUERY_LAG_MS)
  return (await readOpen(ports, null)).length > 0 ? 'more' : 'empty'
}
interface BegunTurn extends Turn {
  /** More wait than there seem to be seats for. */
  readonly isWaitingCut: boolean
}

/** What each product has to decide, cut to what this invocation can do: who asks for the first time goes before who failed. */
async function openTurns(
  ports: Ports,
  settings: Settings,
  open: readonly AccessRequest[],
): Promise<{ readonly turns: readonly BegunTurn[]; readonly isCut: boolean }> {
  const begun: BegunTurn[] = []
  for (const product of settings.products.filter(({ grant }) => grant)) {
    const ofProduct = open.filter(({ productKey }) => productKey === product.key)
    const turn = await attempt(ports, () => openTurn(ports, settings, product, ofProduct))
    if (turn !== null && turn.requests.length > 0) begun.push(turn)
  }
  const all = begun.flatMap(({ requests }) => requests).sort(byTurn)
  const slice = new Set(all.slice(0, countAffordable(ports, settings)))
  const turns = begun.map((turn) => ({ ...turn, requests: turn.requests.filter((one) => slice.has(one)).sort(byTurn) }))
  return { turns: turns.filter(({ requests }) => requests.length > 0), isCut: slice.size < all.length }
}

/** @returns null when nobody wants the product */
async function openTurn(
  ports: Ports,
  settings: Settings,
  product: ProductSettings,
  open: readonly AccessRequest[],
): Promise<BegunTurn | null> {
  const waiting = await readUnexpired(ports, settings, product)
  if (open.length + waiting.length === 0) return null
  const read = await readGuarded(ports, settings, product)
  // Those who wait are looked at only as far as there are seats for them.
  const servable = waiting.slice(0, countServable(read.free, product))
  return { product, read, requests: [...servable, ...open], isWaitingCut: servable.length < waiting.length }
}

function byTurn(a: AccessRequest, b: AccessRequest): number {
  return Number(a.nextAt !== undefined) - Number(b.nextAt !== undefined) || byPlace(a, b)
}

/**
 * A service that cannot be read stops what needs it and nothing else; what was not done stays for the next tick. Thrown, it
 * would come back from the platform beside the ticks, again and again.
 */
async function attempt<T>({ log }: Pick<Ports, 'log'>, part: () => Promise<T>): Promise<T | null> {
  try {
    return await part()
  } catch (error) {
    if (codeOf(error) === null) throw error
    log.warn('part of a drain failed', { because: codeOf(error), detail: messageOf(error) })
    return null
  }
}

/** Those who wait, first the one who is next; who has waited too long is taken off the list. */
async function readUnexpired(
  { requests, clock, log }: Pick<Ports, 'requests' | 'clock' | 'log'>,
  settings: Settings,
  product: ProductSettings,
): Promise<readonly AccessRequest[]> {
  const waiting = await readWaiting(requests, product.key, SLICE_REQUESTS)
  const expired = findExpired(waiting, settings, clock.now())
  if (expired.length === 0) return waiting
  await requests.remove(expired.map(({ key }) => key))
  log.info('waiting too long: taken off the list', { productKey: product.key, count: expired.length })
  return waiting.filter((request) => !expired.includes(request))
}

/**
 * Requests for a product that is no longer managed, or whose seats are no longer given, end here, and those that were tried
 * for too long. @returns the others
 */
async function dropUnwanted(
  { requests, clock }: Pick<Ports, 'requests' | 'clock'>,
  settings: Settings,
  open: readonly AccessRequest[],
): Promise<readonly AccessRequest[]> {
  const retries = open.filter(({ nextAt }) => nextAt !== undefined)
  const expired = new Set(findExpired(retries, settings, clock.now()))
  const isWanted = (one: AccessRequest): boolean =>
    findProduct(settings, one.productKey)?.grant === true && !expired.has(one)
  const unwanted = open.filter((one) => !isWanted(one))
  if (unwanted.length > 0) await requests.remove(unwanted.map(({ key }) => key))
  return open.filter(isWanted)
}

/** A few more than there are seats, so that one request that cannot be served does not hold up the rest. */
function countServable(free: number, { seatReserve }: ProductSettings): number {
  const grantable = free - Math.max(seatReserve, 1) + 1
  return grantable <= 0 ? 0 : Math.min(SLICE_REQUESTS, grantable + 10)
}

/** Open requests whose time has come, as they are now: a query may still show what was decided a moment ago. */
async function readOpen(
  { requests, clock }: Pick<Ports, 'requests' | 'clock'>,
  hint: string | null,
): Promise<readonly AccessRequest[]> {
  const now = clock.now()
  const listed = (await requests.list('open', SLICE_REQUESTS)).filter((one) => isTimeCome(one, now))
  const keysOfOpen = new Set(listed.map(({ key }) => key))
  if (hint !== null) keysOfOpen.add(hint)
  const current = await readCurrent(requests, [...keysOfOpen])
  return current.filter((one) => one.state === 'open' && isTimeCome(one, now))
}

/** A dry run ends at the plan: what would have been decided is counted, nothing is granted and nobody waits. */
async function reportDryRun(
  ports: Pick<Ports, 'requests' | 'store' | 'clock'>,
  open: readonly AccessRequest[],
): Promise<void> {
  if (open.length === 0) return
  await ports.requests.remove(open.map((request) => request.key))
  const now = ports.clock.now().toISOString()
  const before = await readReport(ports.store, 'grant')
  const asked = (before?.outcome === 'dry-run' ? (before.counts['asked'] ?? 0) : 0) + open.length
  await saveReport(ports.store, 'grant', {
    runId: 'dry-run',
    outcome: 'dry-run',
    startedAt: before?.outcome === 'dry-run' ? before.startedAt : now,
    endedAt: now,
    counts: { asked },
    skips: {},
    because: null,
  })
}
