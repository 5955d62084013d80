import { toAddress } from '../../core/addresses'
import type { SeatRecord } from '../../core/people'
import { isWithinWindow, parseJson, parseSignalCall } from '../../core/signal-call'
import type { SignalCall, SignalPerson } from '../../core/signal-call'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import { completeSettings } from '../../core/settings'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { admit } from './strangers'
import { allowanceOf, isRefused, sitePartOf, spend } from '../state/allowances'
import { SIGNAL_SECRET } from '../state/secrets'
import { settingsRecord } from '../state/settings'
import { WAKE, nonceOf, useNonce } from '../state/marks'
import { readAhead } from '../state/record'
import { seatKeyOf } from '../state/seat-records'
import { readLinks } from '../state/link-store'
import { findProduct } from '../read/products'
import { receiveDelivery } from './receive-delivery'
import { PUT_OFF, REFUSED } from './signal-reply'
import type { SignalReply } from './signal-reply'
import type { SignalSecret } from './signal-secret'
import type { SignalSource } from './source'

/** The identity provider, or a script, calls an address. */
export const WEB_TRIGGER: SignalSource = { name: 'web-trigger', setting: 'webTrigger' }

export interface SignalRequest {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** A delivery of a hundred events. */
const BODY_MAX_CHARS = 262_144
/** Longer than the window on both sides: a call that is remembered no more is too old by then. */
const NONCE_TTL_SECONDS = (15 * MINUTE_MS) / SECOND_MS

/**
 * One call from outside. Whatever is not a well-formed call, made now, proven by the secret and never seen before is 401
 * and changes nothing: malformed, oversized and late ones cost no read; forged and replayed ones cost one and two the first
 * time in a minute, as far as this instance knows, and then none. Deliveries of a log may be late and come again. A sign-in
 * that a provider holds up goes on, whoever asks, and that costs nothing.
 */
export async function receiveSignal(ports: Ports, request: SignalRequest): Promise<SignalReply> {
  const reply = await answer(ports, request)
  if (reply.status === 401) ports.log.warn('web trigger call refused')
  return reply
}

async function answer(ports: Ports, { method, headers, body }: SignalRequest): Promise<SignalReply> {
  if (method === 'GET') return answerChallenge(ports, headers)
  if (method !== 'POST' || body.length > BODY_MAX_CHARS) return REFUSED
  const json = parseJson(body)
  const goOn = ports.directories.answerCallout(json)
  if (goOn !== null) return { status: 200, body: goOn }
  const call = parseSignalCall(json)
  if (call !== null) return hear(ports, call, headers, body)
  const delivery = ports.directories.parseDelivery(json) ?? ports.audit.parseDelivery(json)
  if (delivery === null || (await prove(ports, headers, body)) === null) return REFUSED
  return receiveDelivery(ports, delivery)
}

async function hear(
  ports: Ports,
  call: SignalCall,
  headers: SignalRequest['headers'],
  body: string,
): Promise<SignalReply> {
  if (!isWithinWindow(call, ports.clock.now())) return REFUSED
  const part = sitePartOf(call.nonce)
  const replay = `replay ${call.nonce}`
  if (ports.memory.read(replay) !== null) return REFUSED
  if (isRefused(ports, part, 'triggers')) return PUT_OFF
  const secret = await prove(ports, headers, body)
  if (secret === null) return REFUSED
  const nonce = ports.signatures.sign(secret, call.nonce)
  const named = pick(call.people, ({ accountId }) => accountId)
  const keys = [nonceOf(nonce), settingsRecord.key, allowanceOf(part), WAKE, ...named.map(seatKeyOf)]
  const store = await readAhead(ports.store, keys)
  const readAt = ports.clock.now()
  const saved = await store.readMany<unknown>(keys)
  if (saved.has(nonceOf(nonce))) {
    ports.memory.keep(replay, true)
    return REFUSED
  }
  const settings = completeSettings(saved.get(settingsRecord.key)?.value)
  if (!settings.signals.webTrigger) return REFUSED
  const wanted = call.people.length
  if ((await spend({ ...ports, store }, part, 'triggers', wanted)) < wanted) return PUT_OFF
  const holds = (id: string): boolean => (saved.get(seatKeyOf(id))?.value as SeatRecord | undefined)?.holds === true
  const without = await findNamed(ports, [...new Set(named.filter((id) => !holds(id)))], part)
  const found = await withoutHolders(ports, await findAccounts(ports, call.people, part))
  const wake = { wokenAt: (saved.get(WAKE)?.value as string | undefined) ?? null, readAt }
  await ask(ports, [...new Set([...without, ...found])], productsOf(settings, call.productKey), WEB_TRIGGER, wake)
  // Last: whoever calls again because we failed half-way is heard again, and asking twice is asking once.
  await useNonce(ports.store, nonce, NONCE_TTL_SECONDS)
  return { status: 202, body: '' }
}

/**
 * The first forged call of a minute reads the secret, and the others are held against that one: a new secret may be refused
 * for so long. @returns the secret, where the call is proven by the one in force
 */
async function prove(ports: Ports, headers: SignalRequest['headers'], body: string): Promise<string | null> {
  const known = ports.memory.read<{ readonly secret: SignalSecret | null }>(SIGNAL_SECRET)
  const isGood = (secret: SignalSecret | null): boolean => secret !== null && isProven(ports, secret, headers, body)
  if (known !== null && !isGood(known.secret)) return null
  const secret = await ports.secrets.read<SignalSecret>(SIGNAL_SECRET)
  if (isGood(secret)) return secret!.secret
  ports.memory.keep(SIGNAL_SECRET, { secret })
  return null
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

/** A provider asks once, before it sends anything. */
async function answerChallenge(ports: Ports, headers: SignalRequest['headers']): Promise<SignalReply> {
  const body = ports.directories.answerChallenge(headers)
  if (body === null || (await ports.secrets.read(SIGNAL_SECRET)) === null) return REFUSED
  return { status: 200, body }
}

function isProven(
  { signatures }: Pick<Ports, 'signatures'>,
  { kind, secret }: SignalSecret,
  headers: SignalRequest['headers'],
  body: string,
): boolean {
  if (kind === 'shared') return signatures.isSame((headers['authorization'] ?? '').replace(/^Bearer /, ''), secret)
  return signatures.isSame((headers['x-signature'] ?? '').replace(/^sha256=/, ''), signatures.sign(secret, body))
}

function productsOf(settings: Pick<Settings, 'products'>, productKey: string | null): readonly string[] {
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
