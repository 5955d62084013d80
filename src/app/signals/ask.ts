import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports } from '../../ports'
import { noteAgain, noteWake, readAgain, readWake } from '../state/marks'
import { readWholeIndex } from '../state/people-index'
import { readSeatRecords } from '../state/seat-records'
import type { SignalSource } from './source'

/** A wake-up marker that a killed drain left behind is ignored after this long; the tick drains meanwhile. */
const WAKE_MAX_AGE_MS = MINUTE_MS
/** A refusal is kept for a day: so long a further sign-in or act of the same person costs one attempted write. */
const REFUSED_MAX_AGE_MS = 24 * HOUR_MS
const REFUSED_AT_ONCE = 100
/** So long somebody who was refused waits for the next look; with the look itself it stays below a minute. */
const AGAIN_SECONDS = 45

/** An administrator grants now. */
export const BY_ADMIN: SignalSource = { name: 'admin', setting: null, byHand: 'other' }

/** The wake-up marker as it was read together with something else, and when. */
export interface KnownWake {
  readonly wokenAt: string | null
  readonly readAt: Date
}
/** A marker read longer ago may be of a drain that has ended since, without having seen the request. */
const KNOWN_MAX_AGE_MS = SECOND_MS

/** When each person did what asks for a seat. */
export type ActedAt = ReadonlyMap<string /* accountId */, string /* ISO */>

/** What is known of those who ask. */
export interface Told {
  /** The wake-up marker, where it has just been read together with something else. */
  readonly wake?: KnownWake
  /** When each person acted, where that was not now. */
  readonly actedAt?: ActedAt | undefined
  /** Those of them whom no own record knows. */
  readonly strangers?: readonly string[]
}

type AskPorts = Pick<Ports, 'requests' | 'store' | 'inbox' | 'clock'>

/**
 * A few people ask for one or more products: one request per person and product; the drain is woken once for all who ask
 * at about the same time.
 */
export async function ask(
  ports: AskPorts,
  accountIds: readonly string[],
  productKeys: readonly string[],
  source: SignalSource,
  { wake, actedAt, strangers = [] }: Told = {},
): Promise<void> {
  const askedAt = ports.clock.now().toISOString()
  for (const accountId of accountIds) {
    const acted = actedAt?.get(accountId)
    // A clock that is ahead of ours says nothing.
    const isEarlier = acted !== undefined && Date.parse(acted) < Date.parse(askedAt)
    const act = isEarlier ? { actedAt: acted } : {}
    const who = strangers.includes(accountId) ? ({ isStranger: true } as const) : {}
    for (const productKey of productKeys) {
      const key = requestKey(productKey, accountId)
      const request = { ...newRequest(accountId, productKey, source, askedAt), ...act, ...who }
      const opened = await open(ports, request, source)
      if (opened === 'new') await wakeOnce(ports, key, wake)
      if (opened === 'again') await wakeSoon(ports)
    }
  }
}

export function newRequest(
  accountId: string,
  productKey: string,
  { name: source }: SignalSource,
  askedAt: string,
): AccessRequest {
  return { key: requestKey(productKey, accountId), accountId, productKey, state: 'open', askedAt, source }
}

/**
 * Access is to be given back: a request of its own beside one the person may have, served after all of those.
 * @param source 'undo': an administrator wants it, whether or not seats are given by themselves; 'return': the person, who
 * had left, is back
 */
export async function askBack(
  { requests, clock }: Pick<Ports, 'requests' | 'clock'>,
  accountId: string,
  productKey: string,
  groupIds: readonly string[],
  source: 'undo' | 'return',
): Promise<void> {
  const key = undoKey(productKey, accountId)
  const askedAt = clock.now().toISOString()
  const request = { key, accountId, productKey, state: 'undo', askedAt, source, groupIds } as const
  if (await requests.add(request)) return
  if (await requests.askAgain(request)) return
  const [known] = await requests.getMany([key])
  if (source === 'return' || known?.source !== 'return') return
  await requests.update([{ ...request, groupIds: [...new Set([...(known.groupIds ?? []), ...groupIds])] }])
}

/**
 * Wakes the drain unless it has been woken a moment ago. Two who ask at the same instant may both wake it, which its lease
 * makes harmless; reading first spares all the others a write.
 */
export async function wakeOnce(
  { store, inbox, clock }: Pick<Ports, 'store' | 'inbox' | 'clock'>,
  key: string,
  known?: KnownWake,
): Promise<void> {
  const now = clock.now()
  const isFresh = known !== undefined && now.getTime() - known.readAt.getTime() <= KNOWN_MAX_AGE_MS
  const wokenAt = isFresh ? known.wokenAt : await readWake(store)
  if (wokenAt !== null && now.getTime() - Date.parse(wokenAt) < WAKE_MAX_AGE_MS) return
  // The mark comes last: one without its event would keep others from waking the drain.
  await inbox.wake(key)
  await noteWake(store, now.toISOString())
}

export function requestKey(productKey: string, accountId: string): string {
  return `${productKey}:${accountId}`
}

/** Of a request that gives back what was taken. */
export function undoKey(productKey: string, accountId: string): string {
  return `undo:${requestKey(productKey, accountId)}`
}

/** @returns null when the person asks or waits already, or was refused within a day and has not asked by hand */
async function open(
  { requests }: AskPorts,
  request: AccessRequest,
  { byHand }: SignalSource,
): Promise<'new' | 'again' | null> {
  if (await requests.add(request)) return 'new'
  if (byHand === undefined) return null
  return (await requests.askAgain(request)) ? 'again' : null
}

/**
 * Whoever was refused and asks again is looked at together with all who do so in the same while: each look reads the seats
 * of the site, whose quota all customers of the app share.
 */
async function wakeSoon({ store, inbox, clock }: Pick<Ports, 'store' | 'inbox' | 'clock'>): Promise<void> {
  const now = clock.now()
  const noted = await readAgain(store)
  if (noted !== null && now.getTime() - Date.parse(noted) < AGAIN_SECONDS * SECOND_MS) return
  await noteAgain(store, now.toISOString())
  await inbox.wake(null, AGAIN_SECONDS)
}

/** Forgets refusals of yesterday, so that the next signal is looked at again. */
export async function forgetOldRefusals({ requests, clock }: Pick<Ports, 'requests' | 'clock'>): Promise<void> {
  const refused = await requests.list('refused', REFUSED_AT_ONCE)
  const oldest = clock.now().getTime() - REFUSED_MAX_AGE_MS
  const old = refused.filter(({ askedAt, refusal }) => Date.parse(refusal?.at ?? askedAt) < oldest)
  if (old.length > 0) await requests.remove(old.map(({ key }) => key))
}

/** Products that a signal asks for which names none. */
export function productsOfSignals(settings: Pick<Settings, 'products'>): readonly string[] {
  return settings.products.filter(({ grant, signals }) => grant && signals).map(({ key }) => key)
}

/** Those of them who are not known to hold access. */
export async function withoutHolders(
  { store }: Pick<Ports, 'store'>,
  accountIds: readonly string[],
): Promise<readonly string[]> {
  const seats = await readSeatRecords(
    { store },
    accountIds.map((accountId) => ({ accountId })),
  )
  return accountIds.filter((accountId) => seats.get(accountId)?.holds !== true)
}

/**
 * Those of them who hold no access as far as is known, and neither ask nor wait, nor were refused within a day. Of whom there
 * is no record the last sweep has told: through a group that only the identity provider can change, too.
 */
export async function withoutAnswer(
  { store, requests }: Pick<Ports, 'store' | 'requests'>,
  settings: Pick<Settings, 'products'>,
  accountIds: readonly string[],
): Promise<readonly string[]> {
  if (accountIds.length === 0) return []
  const seats = await readSeatRecords(
    { store },
    accountIds.map((accountId) => ({ accountId })),
  )
  const holders = new Set((await readWholeIndex(store, 'access')).map(({ accountId }) => accountId))
  const without = accountIds.filter((id) => !(seats.get(id)?.holds ?? holders.has(id)))
  const keys = productsOfSignals(settings).flatMap((product) => without.map((id) => requestKey(product, id)))
  const asking = new Set((await requests.getMany(keys)).map(({ accountId }) => accountId))
  return without.filter((accountId) => !asking.has(accountId))
}
