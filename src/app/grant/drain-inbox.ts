import { codeOf, messageOf } from '../../core/errors'
import { SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { AccessRequest, Ports, RequestBox } from '../../ports'
import { lookUpEach } from '../look-up-each'
import { readGuarded } from './guard'
import { forgetWake } from '../state/marks'
import { armedNow } from '../read/licence'
import { takeLease } from '../state/lease'
import { findProduct } from '../read/products'
import { readReport, saveReport } from '../state/run-report'
import { serveRequests } from './serve-requests'
import { serveUndos } from './serve-undos'
import { readSettings } from '../state/settings'
import { byPlace, findExpired, readWaiting } from './waiting-list'

/** One slice serves at most this many requests. */
export const SLICE_REQUESTS = 50
/** How long a query may take to show a request that was just written. Undocumented; we allow three seconds. */
const QUERY_LAG_MS = 3 * SECOND_MS
const LEASE_SECONDS = 60

/** 'more' = wake again at once; 'busy' = somebody else drains, look again in a few seconds. */
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
  const { requests, store, clock } = ports
  const settings = await readSettings(store)
  let open = await readOpen(requests, hint)
  if (open.length === 0) {
    await clock.sleep(QUERY_LAG_MS)
    open = await readOpen(requests, null)
  }
  if (!armedNow(ports, settings).grant) {
    await reportDryRun(ports, open)
    return (await serveUndos(ports, settings, false)) ? 'more' : 'empty'
  }
  await dropUnwanted(ports, settings, open)
  let isMore = open.length >= SLICE_REQUESTS
  for (const product of settings.products.filter(({ grant }) => grant)) {
    const ofProduct = open.filter(({ productKey }) => productKey === product.key)
    isMore = (await drainProduct(ports, settings, product, ofProduct)) || isMore
  }
  if (isMore) return 'more'
  // Giving back comes after everybody who asks.
  if (await serveUndos(ports, settings, true)) return 'more'
  if (open.length === 0) return 'empty'
  await clock.sleep(QUERY_LAG_MS)
  return (await readOpen(requests, null)).length > 0 ? 'more' : 'empty'
}

/** @returns true when there is more to do for this product at once */
async function drainProduct(
  ports: Ports,
  settings: Settings,
  product: ProductSettings,
  open: readonly AccessRequest[],
): Promise<boolean> {
  const waiting = await readUnexpired(ports, settings, product)
  if (open.length + waiting.length === 0) return false
  try {
    // Those who wait are looked at only as far as there are seats for them.
    const read = await readGuarded(ports, settings, product)
    const servable = waiting.slice(0, countServable(read.free, product))
    const slice = [...servable, ...open].sort(byPlace).slice(0, SLICE_REQUESTS)
    if (slice.length === 0) return false
    const served = await serveRequests(ports, settings, product, read, slice)
    const isMoreWaiting = served.granted > 0 && waiting.length > servable.length
    return served.unserved > 0 || servable.length + open.length > slice.length || isMoreWaiting
  } catch (error) {
    // One product that cannot be read must not keep the others from being served; its requests stay for the next tick.
    if (settings.products.length === 1 || codeOf(error) === null) throw error
    ports.log.warn('product not served', { productKey: product.key, because: codeOf(error), detail: messageOf(error) })
    return false
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

/** Requests for a product that is no longer managed, or whose seats are no longer given, end here. */
async function dropUnwanted(ports: Ports, settings: Settings, open: readonly AccessRequest[]): Promise<void> {
  const unwanted = open.filter(({ productKey }) => findProduct(settings, productKey)?.grant !== true)
  if (unwanted.length > 0) await ports.requests.remove(unwanted.map(({ key }) => key))
}

/** A few more than there are seats, so that one request that cannot be served does not hold up the rest. */
function countServable(free: number, { seatReserve }: ProductSettings): number {
  const grantable = free - Math.max(seatReserve, 1) + 1
  return grantable <= 0 ? 0 : Math.min(SLICE_REQUESTS, grantable + 10)
}

/** Open requests as they are now: a query may still show what was decided a moment ago. One that cannot be read waits. */
async function readOpen(requests: RequestBox, hint: string | null): Promise<AccessRequest[]> {
  const listed = await requests.list('open', SLICE_REQUESTS)
  const keysOfOpen = new Set(listed.map((request) => request.key))
  if (hint !== null) keysOfOpen.add(hint)
  const { found } = await lookUpEach([...keysOfOpen], async (some) => {
    const current = await requests.getMany(some)
    return new Map(current.map((request) => [request.key, request]))
  })
  return [...found.values()].filter((request) => request.state === 'open')
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
