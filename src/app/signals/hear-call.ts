import { toAddress } from '../../core/addresses'
import type { SeatRecord } from '../../core/people'
import type { Settings } from '../../core/settings'
import type { SignalCall, SignalPerson } from '../../core/signal-call'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import type { AccessRequest, Ports, Store, Versioned } from '../../ports'
import { findProduct } from '../read/products'
import { allowanceOf, goApart, spend, spendBeside } from '../state/allowances'
import { linkKeyOf, readLinks, readPeopleOfAccounts } from '../state/link-store'
import { WAKE, nonceOf, readWake, useNonce } from '../state/marks'
import { knowing } from '../state/record'
import { seatKeyOf } from '../state/seat-records'
import { SETTINGS_KEYS, readSettings, recallSettings, rememberSettings } from '../state/settings'
import { signalSecretRecord } from '../state/signal-secret-record'
import { ask, newRequest, productsOfSignals, requestKey, wakeOnce, withoutHolders } from './ask'
import type { KnownWake } from './ask'
import { PUT_OFF, REFUSED } from './signal-reply'
import type { SignalReply } from './signal-reply'
import type { SignalSource } from './source'
import { admit } from './strangers'

/** The identity provider, or a script, calls an address. */
export const WEB_TRIGGER: SignalSource = { name: 'web-trigger', setting: 'webTrigger' }

/** Longer than the window on both sides: a call that is remembered no more is too old by then. */
const NONCE_TTL_SECONDS = (15 * MINUTE_MS) / SECOND_MS
/** So often a call is written at once; then each part of it for itself. */
const ATTEMPTS = 6
/** One write takes 25 items (Forge: transactions), of which the call has two. */
const REQUESTS_MAX = 23
/** What is known of so many people, three keys each, fits into one batch of the store beside the keys of the call. */
export const PEOPLE_AT_ONCE = 6
const HEARD: SignalReply = { status: 202, body: '' }

/** What one call has read, all at once. */
interface Found {
  readonly store: Store
  readonly settings: Settings
  readonly requests: readonly AccessRequest[]
  /** Keys of requests that did not fit into the read. */
  readonly unread: readonly string[]
  readonly records: ReadonlyMap<string, Versioned<unknown>>
  readonly wake: KnownWake
}

/**
 * A proven call that was never seen before: one read and one write, where all of its people are known by their account and
 * nobody is faster.
 * @param part on which it counts: two that are the same count on the same, so that one of them is later
 * @param nonce signed
 * @param isInForce whether what proved the call still does, by the record of the secret
 */
export async function hearCall(
  ports: Ports,
  call: SignalCall,
  { part, nonce }: { readonly part: string; readonly nonce: string },
  isInForce: (recorded: { readonly setAt: string } | null) => Promise<boolean>,
): Promise<SignalReply> {
  const counted = [{ kind: 'triggers' as const, wanted: call.people.length }]
  let before: number | undefined
  for (let attempt = 0; ; attempt += 1) {
    const found = await openCall(ports, call, nonce, part)
    const { store, records, settings } = found
    if (records.has(nonceOf(nonce))) {
      ports.memory.keep(replayOf(call), true)
      return REFUSED
    }
    if (!(await isInForce(await signalSecretRecord.read(store))) || !settings.signals.webTrigger) return REFUSED
    const version = records.get(allowanceOf(part))?.version
    // Later than nobody: nothing is counted yet, or the storage takes no such write.
    const isVain = version === before || attempt === ATTEMPTS
    const added = isVain ? null : await findMissing(ports, call, found)
    if (added === null) return hearEach(ports, call, found, part, nonce)
    const used = [nonceOf(nonce), { expected: null, value: 1, ttlSeconds: NONCE_TTL_SECONDS }] as const
    const isHeard = await spendBeside({ ...ports, store }, part, counted, (changes) =>
      ports.requests.addBeside(added, new Map([...changes, used])),
    )
    if (isHeard) {
      if (added[0] !== undefined) await wakeOnce(ports, added[0].key, found.wake)
      return HEARD
    }
    before = version
    await goApart(ports.clock, attempt)
  }
}

/** Of a call that this instance has found to be seen before. */
export const replayOf = ({ nonce }: Pick<SignalCall, 'nonce'>): string => `replay ${nonce}`

async function openCall(ports: Ports, call: SignalCall, nonce: string, part: string): Promise<Found> {
  const named = pick(call.people, ({ accountId }) => accountId)
  const own = [nonceOf(nonce), ...SETTINGS_KEYS, signalSecretRecord.key, allowanceOf(part), WAKE]
  const keys = [...own, ...named.flatMap((id) => [seatKeyOf(id), linkKeyOf(id)])]
  const recalled = recallSettings(ports)
  const wanted = recalled === null || named.length > PEOPLE_AT_ONCE ? [] : requestKeys(recalled, call, named)
  const readAt = ports.clock.now()
  const { requests, records } = await ports.requests.readBeside(wanted, keys)
  const store = knowing(ports.store, keys, records)
  const settings = await readSettings(store)
  rememberSettings(ports, settings)
  const unread = requestKeys(settings, call, named).filter((key) => !wanted.includes(key))
  const wake = { wokenAt: await readWake(store), readAt }
  return { store, settings, records, requests, unread, wake }
}

/** @returns the requests that the call makes; null where somebody has to be looked up, or they are too many for one write */
async function findMissing(
  ports: Pick<Ports, 'clock' | 'requests'>,
  call: SignalCall,
  { store, settings, requests, unread, records }: Found,
): Promise<readonly AccessRequest[] | null> {
  const named = pick(call.people, ({ accountId }) => accountId)
  const without = findWithout(named, records)
  const people = await readPeopleOfAccounts(store, without)
  if (named.length < call.people.length || without.some((id) => !people.has(id))) return null
  const others = unread.length === 0 ? [] : await ports.requests.getMany(unread)
  const known = new Set([...requests, ...others].map(({ key }) => key))
  const at = ports.clock.now().toISOString()
  const missing = without
    .flatMap((id) => productsOf(settings, call).map((product) => newRequest(id, product, WEB_TRIGGER, at)))
    .filter(({ key }) => !known.has(key))
  return missing.length > REQUESTS_MAX ? null : missing
}

/** Who is named by something else, or by an account that is nobody's so far, is looked up. */
async function hearEach(
  ports: Ports,
  call: SignalCall,
  { store, settings, records, wake }: Found,
  part: string,
  nonce: string,
): Promise<SignalReply> {
  const wanted = call.people.length
  if ((await spend({ ...ports, store }, part, 'triggers', wanted)) < wanted) return PUT_OFF
  const named = pick(call.people, ({ accountId }) => accountId)
  const without = await findNamed({ ...ports, store }, findWithout(named, records), part)
  const found = await withoutHolders(ports, await findAccounts(ports, call.people, part))
  await ask(ports, [...new Set([...without, ...found])], productsOf(settings, call), WEB_TRIGGER, { wake })
  // Last: whoever calls again because we failed half-way is heard again, and asking twice is asking once.
  return (await useNonce(ports.store, nonce, NONCE_TTL_SECONDS)) ? HEARD : REFUSED
}

/** Each once, who is not known to hold access. */
function findWithout(
  accountIds: readonly string[],
  records: ReadonlyMap<string, Versioned<unknown>>,
): readonly string[] {
  const holds = (id: string): boolean => (records.get(seatKeyOf(id))?.value as SeatRecord | undefined)?.holds === true
  return [...new Set(accountIds)].filter((id) => !holds(id))
}

/** Of those who are named by their account: whom our own record does not know must be a person of the organization. */
async function findNamed(ports: Ports, accountIds: readonly string[], part: string): Promise<readonly string[]> {
  const { known, strangers } = await admit(ports, accountIds, part)
  if (strangers.length === 0) return known
  const accounts = await ports.accounts.lookUp(strangers)
  const isPerson = (id: string): boolean =>
    accounts.get(id)?.type === 'atlassian' && accounts.get(id)?.isActive === true
  return [...known, ...strangers.filter(isPerson)]
}

function requestKeys(settings: Settings, call: SignalCall, accountIds: readonly string[]): readonly string[] {
  return accountIds.flatMap((id) => productsOf(settings, call).map((product) => requestKey(product, id)))
}

function productsOf(settings: Pick<Settings, 'products'>, { productKey }: SignalCall): readonly string[] {
  if (productKey === null) return productsOfSignals(settings)
  return findProduct(settings, productKey)?.grant === true ? [productKey] : []
}

/** Accounts of those who are named by something else than their account. */
async function findAccounts(ports: Ports, people: readonly SignalPerson[], part: string): Promise<readonly string[]> {
  const links = await readLinks(
    ports.store,
    pick(people, ({ objectId }) => objectId),
  )
  const linked = [...links.values()].filter(({ left }) => left !== 'disabled').map(({ accountId }) => accountId)
  const addresses = pick(people, ({ email }) => toAddress(email) || undefined)
  if (addresses.length === 0) return linked
  const allowed = await spend(ports, part, 'addresses', addresses.length)
  const byEmail = allowed === 0 ? [] : await ports.accounts.findByEmail(addresses.slice(0, allowed))
  // Nobody asks for an account that does not tell its own address.
  const sure = byEmail.filter(({ isActive, gaps }) => isActive && gaps?.missing?.includes('email') !== true)
  return [...linked, ...sure.map(({ accountId }) => accountId)]
}

function pick(people: readonly SignalPerson[], id: (person: SignalPerson) => string | undefined): string[] {
  return people.flatMap((person) => id(person) ?? [])
}
