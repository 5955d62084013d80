import { codeOf } from '../../core/errors'
import { renderRefusal } from '../../core/grant'
import { shardOf } from '../../core/links'
import type { Settings } from '../../core/settings'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { ask, newRequest, requestKey, wakeOnce } from './ask'
import type { KnownWake } from './ask'
import type { ColleagueAnswer } from './colleague'
import { linkKeyOf, readPeopleOfAccounts } from '../state/link-store'
import { readSeatRecord, seatKeyOf } from '../state/seat-records'
import { isLicenceLapsed } from '../read/licence'
import { QUEUE, WAKE, isCrowded, readWake } from '../state/marks'
import type { Queue } from '../state/marks'
import { knowing } from '../state/record'
import { SETTINGS_KEYS, readSettings, recallSettings, rememberSettings } from '../state/settings'
import type { SignalSource } from './source'
import { admit, isCaller } from './strangers'
import { allowanceOf, isRefused, spend, spendBeside } from '../state/allowances'

/** Whom the storage cannot take in comes back after so long, and up to twice of it. */
const COME_BACK_SECONDS = 10
/** Who is far behind looks that often all the same. */
const QUEUE_SECONDS_MAX = 60
/** A request is looked at within a minute; after that somebody has to wake the drain. */
const FORGOTTEN_MS = MINUTE_MS

/** The person asks on the service-desk portal. */
export const PORTAL: SignalSource = { name: 'portal', setting: 'portal', byHand: 'own' }

/** What a person is told about the own seat. */
export type PortalAnswer =
  /** No account that could ever hold a seat: not signed in, or a customer account of the portal. */
  | { readonly state: 'cannot-ask' }
  /** Asking on the portal is switched off. */
  | { readonly state: 'off' }
  /** So often within so short a time that nothing is looked at. */
  | { readonly state: 'too-often' }
  | { readonly state: 'none' }
  /** On its way; a look before so many seconds are over would tell nothing new. */
  | { readonly state: 'asked'; readonly askedAt: string; readonly againInSeconds?: number }
  /** The storage takes in no more within this minute: nothing was done, and it is worth trying again in so many seconds. */
  | { readonly state: 'busy'; readonly againInSeconds: number }
  /** It could not be done, for another reason than seats, and is tried again. */
  | { readonly state: 'delayed'; readonly askedAt: string; readonly because: string }
  /** On the waiting list, with the text that the administrator chose. */
  | { readonly state: 'waiting'; readonly askedAt: string; readonly message: string }
  | { readonly state: 'refused'; readonly because: string }
  /** Who has access may ask for a colleague, unless that is switched off. */
  | { readonly state: 'granted'; readonly isColleagueOff?: true }

/**
 * What the page may ask. `status` and `request` take nothing from the page: both act on the caller, and on nobody else.
 * `requestForColleague` names somebody else, and is only for those who hold access themselves.
 */
export type PortalDefinitions = {
  status: () => PortalAnswer
  request: () => PortalAnswer
  requestForColleague: (question: { accountId: string }) => ColleagueAnswer
}

/** What one call has read about its caller, all at once. */
interface Visit {
  /** Of whoever knows them already, the records are not read again. */
  readonly ports: Ports
  readonly accountId: string
  readonly settings: Settings
  readonly request: AccessRequest | undefined
  readonly isHolder: boolean
  readonly wake: KnownWake
  readonly queue: Queue | null
}

/** How the caller stands. Costs no remote call. */
export async function readPortalStatus(ports: Ports, accountId: string | null): Promise<PortalAnswer> {
  if (!isCaller(accountId)) return { state: 'cannot-ask' }
  return orComeBack(accountId, async () => {
    const visit = await openVisit(ports, accountId, recallSettings(ports))
    if (visit === null || (await spend(visit.ports, accountId, 'calls')) === 0) return { state: 'too-often' }
    if (isForgotten(visit)) await wakeOnce(visit.ports, visit.request!.key, visit.wake)
    return describe(visit)
  })
}

/**
 * The caller asks for a seat of the first product, and for nobody else. Asking twice is asking once. The request is stored
 * and the drain woken at once; of whom no own record knows, which may be customers of the portal, as often as the site may.
 */
export async function requestOnPortal(ports: Ports, accountId: string | null): Promise<PortalAnswer> {
  if (!isCaller(accountId)) return { state: 'cannot-ask' }
  return orComeBack(accountId, async () => {
    const visit = await openVisit(ports, accountId, null)
    if (visit === null) return { state: 'too-often' }
    const before = describe(visit)
    const isAsking =
      visit.settings.signals.portal &&
      (before.state === 'none' || before.state === 'refused' || before.state === 'granted')
    return isAsking ? askFor(ports, visit) : tellAgain(visit, before)
  })
}

/** One write, where nobody else asks for the caller at the same moment; else each part of it for itself. */
async function askFor(ports: Ports, { ports: ahead, accountId, settings, ...visit }: Visit): Promise<PortalAnswer> {
  const [product] = settings.products
  const at = ports.clock.now()
  const asked = toAsked(at.toISOString(), visit.queue, at)
  if (visit.request === undefined && (await readPeopleOfAccounts(ahead.store, [accountId])).has(accountId)) {
    const request = newRequest(accountId, product.key, PORTAL, at.toISOString())
    const counted = (['calls', 'asking'] as const).map((kind) => ({ kind, wanted: 1 }))
    if (await spendBeside(ahead, accountId, counted, (changes) => ports.requests.addBeside([request], changes))) {
      await wakeOnce(ports, request.key, visit.wake)
      return asked
    }
  }
  for (const kind of ['calls', 'asking'] as const)
    if ((await spend(ports, accountId, kind)) === 0) return { state: 'too-often' }
  const { known: people, strangers } = await admit(ports, [accountId])
  if (people.length + strangers.length === 0) return { state: 'too-often' }
  await ask(ports, [accountId], [product.key], PORTAL, { wake: visit.wake, strangers })
  return asked
}

/** Who has asked already; the first time may have been cut off before the drain was woken. */
async function tellAgain({ ports, accountId, request, wake }: Visit, before: PortalAnswer): Promise<PortalAnswer> {
  if ((await spend(ports, accountId, 'calls')) === 0) return { state: 'too-often' }
  if (before.state === 'asked') await wakeOnce(ports, request!.key, wake)
  return before
}

/**
 * Everything that a call needs to know of its caller is read in one call of the storage, once this instance knows which
 * product is the first.
 * @param recalled settings that are young enough for this call; null: they are read, too
 * @returns null: refused within this minute
 */
async function openVisit(ports: Ports, accountId: string, recalled: Settings | null): Promise<Visit | null> {
  if (isRefused(ports, accountId, 'calls')) return null
  const readAt = ports.clock.now()
  const of = [seatKeyOf(accountId), allowanceOf(accountId), WAKE, QUEUE]
  const keys = recalled === null ? [...SETTINGS_KEYS, linkKeyOf(accountId), ...of] : of
  const guess = recallSettings(ports)?.products[0].key
  const guessed = guess === undefined ? [] : [requestKey(guess, accountId)]
  const { requests, records } = await ports.requests.readBeside(guessed, keys)
  const store = knowing(ports.store, keys, records)
  const settings = recalled ?? (await readSettings(store))
  if (recalled === null) rememberSettings(ports, settings)
  const product = settings.products[0].key
  const found = product === guess ? requests : await ports.requests.getMany([requestKey(product, accountId)])
  return {
    ports: { ...ports, store },
    accountId,
    settings,
    request: found[0],
    isHolder: (await readSeatRecord(store, accountId))?.holds === true,
    wake: { wokenAt: await readWake(store), readAt },
    queue: (records.get(QUEUE)?.value as Queue | undefined) ?? null,
  }
}

/** Nobody is lost whom the storage cannot take in now: the page comes back by itself, not everybody at once. */
async function orComeBack(accountId: string, work: () => Promise<PortalAnswer>): Promise<PortalAnswer> {
  try {
    return await work()
  } catch (error) {
    if (codeOf(error) !== 'throttled') throw error
    return {
      state: 'busy',
      againInSeconds: COME_BACK_SECONDS + (Number.parseInt(shardOf(accountId), 16) % COME_BACK_SECONDS),
    }
  }
}

/** The drain should have been here: what woke it, or the drain itself, is lost. The next look need not wait for the tick. */
function isForgotten({ ports, request, queue }: Visit): boolean {
  const now = ports.clock.now().getTime()
  const isRecent = (at: string | undefined): boolean => now - Date.parse(at ?? '') < FORGOTTEN_MS
  return request?.state === 'open' && request.nextAt === undefined && !isRecent(request.askedAt) && !isRecent(queue?.at)
}

function describe({ ports, settings, request, isHolder, queue }: Visit): PortalAnswer {
  if (isLicenceLapsed(ports)) return { state: 'off' }
  const { portal, colleague } = settings.signals
  // Who has access can still ask for others.
  if (!portal) return colleague && isHolder ? { state: 'granted' } : { state: 'off' }
  if (request !== undefined) return describeRequest(request, settings, queue, ports.clock.now())
  if (!isHolder) return { state: 'none' }
  return colleague ? { state: 'granted' } : { state: 'granted', isColleagueOff: true }
}

/**
 * Behind those who are served now it takes about twice as long as they asked earlier: while there is such a queue, people ask
 * about twice as fast as they are served.
 */
function toAsked(askedAt: string, queue: Queue | null, now: Date): PortalAnswer {
  const behindSeconds = isCrowded(queue, now) ? (Date.parse(askedAt) - Date.parse(queue.to)) / SECOND_MS : 0
  if (behindSeconds <= 0) return { state: 'asked', askedAt }
  const againInSeconds = Math.round(Math.min(Math.max(2 * behindSeconds, COME_BACK_SECONDS), QUEUE_SECONDS_MAX))
  return { state: 'asked', askedAt, againInSeconds }
}

function describeRequest(
  { state, askedAt, refusal }: AccessRequest,
  settings: Settings,
  queue: Queue | null,
  now: Date,
): PortalAnswer {
  if (state === 'open')
    return refusal === undefined
      ? toAsked(askedAt, queue, now)
      : { state: 'delayed', askedAt, because: refusal.because }
  if (state === 'refused') return { state: 'refused', because: refusal?.because ?? 'not-in-scope' }
  return { state: 'waiting', askedAt, message: renderRefusal(settings.refusalMessage, refusal?.free ?? 0) }
}
