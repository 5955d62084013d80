import { isTimeCome } from '../../core/back-off'
import { askedWaitOf, codeOf, messageOf } from '../../core/errors'
import { SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { AccessRequest, Ports } from '../../ports'
import { settleAll } from '../settle-all'
import { readGuarded } from './guard'
import { judgePeople } from './judge'
import type { Judged } from './judge'
import { forgetWake, noteQueue, noteWake, readWake } from '../state/marks'
import { armedNow } from '../read/licence'
import { takeLease } from '../state/lease'
import { openGroup } from '../read/group-gate'
import { findProduct } from '../read/products'
import { readReport, saveReport } from '../state/run-report'
import { refuseStrangers } from './refuse-strangers'
import { putOff, readCurrent } from './retries'
import { serveRequests } from './serve-requests'
import type { Turn } from './serve-requests'
import { serveUndos } from './serve-undos'
import { SLICE_REQUESTS, countAffordable, hasRoom } from './slice-budget'
import { readSettings } from '../state/settings'
import { byPlace, findExpired, readWaiting } from './waiting-list'

/** The last slice's people may still be listed, and are in nobody's place: the largest page of a query. */
const LISTED = 100
/** How long a query may take to show a request that was just written. Undocumented; we allow three seconds. */
const QUERY_LAG_MS = 3 * SECOND_MS
/** Longer than an invocation of the worker lives. */
export const LEASE_SECONDS = 60

/** Seconds after which somebody who failed for the first time is tried again; the tick sees to all others. */
const AGAIN_SECONDS = 60

/** 'more' = wake again at once; 'busy' = somebody else drains, and sees to what is new; 'empty' = nothing can be done now. */
export type DrainResult = 'empty' | 'more' | 'busy'

/** 'idle' = nobody was there; 'stuck' = nobody could be decided; 'stopped' = a service wants a rest, or is down. */
type Slice = 'more' | 'done' | 'idle' | 'stuck' | 'stopped'

/**
 * Drains the inbox under its lease, slice by slice while there is time for another: first come, first served, those who wait
 * before those who ask now. Whoever finds the lease taken leaves a mark, which its holder looks at before ending; a lease
 * whose holder died runs out.
 */
export async function drainInbox(ports: Ports, owner: string, hint: string | null): Promise<DrainResult> {
  const { store, clock } = ports
  let first = hint
  for (let turn = 0; ; turn += 1) {
    const lease = await takeLease(ports, 'inbox', owner, LEASE_SECONDS)
    if (lease === null) {
      // Who has drained already has nothing to tell: the other one looks for itself before it ends.
      if (turn === 0) await noteWake(store, clock.now().toISOString())
      return turn === 0 ? 'busy' : 'empty'
    }
    let slice: Slice
    try {
      do {
        slice = await drainSlice(ports, first)
        first = null
      } while (slice === 'more' && hasRoom(ports))
    } finally {
      await lease.release()
    }
    if (slice === 'stopped') return 'empty'
    if (slice !== 'more' && !(await isAskedMeanwhile(ports, slice, turn))) return 'empty'
    if (slice === 'more' || !hasRoom(ports)) return 'more'
  }
}

/** Somebody asked whom the last slice did not see: their event found the lease taken, or the query did not show them yet. */
async function isAskedMeanwhile(ports: Ports, slice: Slice, turn: number): Promise<boolean> {
  const { store, clock, requests } = ports
  if ((await readWake(store)) !== null) return true
  await clock.sleep(QUERY_LAG_MS)
  const [wokenAt, open, undos] = await Promise.all([
    readWake(store),
    slice === 'stuck' ? [] : readOpen(ports, null),
    // Those whose time has not come are shown, too: once is enough.
    slice === 'idle' && turn === 0 ? requests.list('undo', 1) : [],
  ])
  return wokenAt !== null || open.length > 0 || undos.length > 0
}

/** One slice: settings, armed and stop are read anew for each. */
async function drainSlice(ports: Ports, hint: string | null): Promise<Slice> {
  const { store } = ports
  // From here on a new signal wakes the drain again.
  const [settings] = await Promise.all([readSettings(store), forgetWake(store)])
  const open = await readOpen(ports, hint)
  if (!armedNow(ports, settings).grant) {
    await reportDryRun(ports, open)
    return toSlice(await serveUndos(ports, settings, false), open.length > 0, open)
  }
  const asked = await dropUnwanted(ports, settings, open)
  const rest: Rest = { waitMs: 0 }
  // Who cannot be looked up now is judged with all others, and is nobody else's trouble.
  const wanted = (await attempt(ports, () => refuseStrangers(ports, asked), rest)) ?? asked
  // Whoever is nobody has woken the drain for nobody else: those who wait have their turn with the tick.
  if (hint !== null && asked.length > 0 && wanted.length === 0) return open.length < SLICE_REQUESTS ? 'done' : 'more'
  const [{ turns, judged, isCut }] = await settleAll([
    openTurns(ports, settings, wanted, rest),
    noteBacklog(ports, wanted),
  ])
  const served =
    judged === null ? null : await attempt(ports, () => serveRequests(ports, settings, turns, judged), rest)
  await putOffAll(ports, wanted, Math.max(rest.waitMs, served?.waitMs ?? 0))
  if (served?.isPutOff === true) await ports.inbox.wake(null, AGAIN_SECONDS)
  // Whoever was decided may free a place of the slice. Where nobody was, the next slice would find the same: the tick, then.
  if (served === null || served.isStopped) return 'stopped'
  const isChanged = wanted.length < open.length || served.changed > 0
  const isMoreWaiting = turns.some(({ product, isWaitingCut }) => isWaitingCut && served.granted.get(product.key)! > 0)
  if (isChanged && (isCut || open.length >= SLICE_REQUESTS || served.isMore || isMoreWaiting)) return 'more'
  // Giving back comes after everybody who asks.
  return toSlice(await serveUndos(ports, settings, true), isChanged, open)
}

/** How long a service that the slice needs wants to be left alone. */
interface Rest {
  waitMs: number
}

/** Whoever could not be decided waits for as long as the service asks for: the next tick would ask it again. */
async function putOffAll(
  { requests, clock }: Pick<Ports, 'requests' | 'clock'>,
  wanted: readonly AccessRequest[],
  waitMs: number,
): Promise<void> {
  if (waitMs === 0) return
  const now = clock.now()
  const current = await readCurrent(
    requests,
    wanted.map(({ key }) => key),
  )
  const undecided = current.filter((one) => one.state === 'open' && isTimeCome(one, now))
  await requests.update(undecided.map((one) => putOff(one, 'throttled', false, now, waitMs)))
}

/** @param isMoreToUndo as `serveUndos` */
function toSlice(isMoreToUndo: boolean | null, isChanged: boolean, open: readonly AccessRequest[]): Slice {
  if (isMoreToUndo === true) return 'more'
  if (isChanged) return 'done'
  if (open.length > 0) return 'stuck'
  return isMoreToUndo === null ? 'idle' : 'done'
}

/** For those who look meanwhile: how far this slice reaches. */
async function noteBacklog({ store, clock }: Ports, open: readonly AccessRequest[]): Promise<void> {
  if (open.length < SLICE_REQUESTS) return
  const to = open.reduce((latest, { askedAt }) => (askedAt > latest ? askedAt : latest), '')
  await noteQueue(store, { at: clock.now().toISOString(), to })
}

interface BegunTurn extends Turn {
  /** More wait than there seem to be seats for. */
  readonly isWaitingCut: boolean
}

interface Waiting {
  readonly product: ProductSettings
  readonly waiting: readonly AccessRequest[]
  readonly open: readonly AccessRequest[]
}

/**
 * What each product has to decide, cut to what this invocation can do: who asks for the first time goes before who failed.
 * While nobody waits, the seats do not decide who is served: then people are looked up beside them.
 * @returns `judged` null where nobody could be looked up
 */
async function openTurns(
  ports: Ports,
  settings: Settings,
  open: readonly AccessRequest[],
  rest: Rest,
): Promise<{ readonly turns: readonly BegunTurn[]; readonly judged: Judged | null; readonly isCut: boolean }> {
  const given = settings.products.filter(({ grant }) => grant)
  const wanted = (await Promise.all(given.map((product) => readWanted(ports, settings, product, open)))).filter(
    (one) => one !== null && one.open.length + one.waiting.length > 0,
  ) as readonly Waiting[]
  const judge = (some: readonly AccessRequest[]): Promise<Judged | null> =>
    attempt(ports, () => judgePeople(ports, settings, [...new Set(some.map(({ accountId }) => accountId))]), rest)
  const cut = (all: readonly AccessRequest[]): readonly AccessRequest[] =>
    [...all].sort(byTurn).slice(0, countAffordable(ports, settings))
  const chosen = wanted.some(({ waiting }) => waiting.length > 0) ? null : cut(wanted.flatMap((one) => one.open))
  const [begun, early] = await settleAll([
    Promise.all(wanted.map((one) => attempt(ports, () => openTurn(ports, settings, one), rest))),
    chosen === null ? null : judge(chosen),
  ])
  const read = begun.filter((turn) => turn !== null)
  const all = read.flatMap(({ requests }) => requests)
  const slice = new Set(chosen ?? cut(all))
  const turns = read
    .map((turn) => ({ ...turn, requests: turn.requests.filter((one) => slice.has(one)).sort(byTurn) }))
    .filter(({ requests }) => requests.length > 0)
  return { turns, judged: chosen === null ? await judge([...slice]) : early, isCut: slice.size < all.length }
}

async function readWanted(
  ports: Ports,
  settings: Settings,
  product: ProductSettings,
  open: readonly AccessRequest[],
): Promise<Waiting | null> {
  const waiting = await attempt(ports, () => readUnexpired(ports, settings, product))
  return waiting === null ? null : { product, waiting, open: open.filter((one) => one.productKey === product.key) }
}

async function openTurn(ports: Ports, settings: Settings, { product, waiting, open }: Waiting): Promise<BegunTurn> {
  const read = await readGuarded(ports, settings, product)
  const servable = waiting.slice(0, countServable(read.free, product))
  const opened = countServable(read.free, product) === 0 ? null : await openGroup(ports, read.groupId, 'join')
  // Those who wait are looked at only as far as there are seats for them.
  return { product, read, opened, requests: [...servable, ...open], isWaitingCut: servable.length < waiting.length }
}

function byTurn(a: AccessRequest, b: AccessRequest): number {
  return Number((a.tries ?? 0) > 0) - Number((b.tries ?? 0) > 0) || byPlace(a, b)
}

/**
 * A service that cannot be read stops what needs it and nothing else; what was not done stays for the next tick. Thrown, it
 * would come back from the platform beside the ticks, again and again.
 * @param rest told how long the service wants to be left alone
 */
async function attempt<T>(
  { log }: Pick<Ports, 'log'>,
  part: () => Promise<T>,
  rest: Rest = { waitMs: 0 },
): Promise<T | null> {
  try {
    return await part()
  } catch (error) {
    if (codeOf(error) === null) throw error
    rest.waitMs = Math.max(rest.waitMs, askedWaitOf(error).waitMs ?? 0)
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
  const listed = (await requests.list('open', LISTED)).filter((one) => isTimeCome(one, now))
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
