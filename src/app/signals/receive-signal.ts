import { toAddress } from '../../core/addresses'
import type { SeatRecord } from '../../core/people'
import { isWithinWindow, parseSignalCall } from '../../core/signal-call'
import type { SignalPerson } from '../../core/signal-call'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import { completeSettings } from '../../core/settings'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { SIGNAL_SECRET } from '../state/secrets'
import { settingsRecord } from '../state/settings'
import { WAKE, nonceOf, useNonce } from '../state/marks'
import { seatKeyOf } from '../state/seat-records'
import { readLinks } from '../state/link-store'
import { findProduct } from '../read/products'
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

export interface SignalReply {
  readonly status: 200 | 202 | 401
  readonly body: string
}

const BODY_MAX_CHARS = 16_384
/** Longer than the window on both sides: a call that is remembered no more is too old by then. */
const NONCE_TTL_SECONDS = (15 * MINUTE_MS) / SECOND_MS
const REFUSED: SignalReply = { status: 401, body: '' }

/**
 * One call from outside. Whatever is not a well-formed call, made now, proven by the secret and never seen before is 401
 * and changes nothing: malformed, oversized and late ones cost no read, forged ones one, replayed ones two.
 */
export async function receiveSignal(ports: Ports, request: SignalRequest): Promise<SignalReply> {
  const reply = await answer(ports, request)
  if (reply.status === 401) ports.log.warn('web trigger call refused')
  return reply
}

async function answer(ports: Ports, { method, headers, body }: SignalRequest): Promise<SignalReply> {
  if (method === 'GET') return answerChallenge(ports, headers)
  if (method !== 'POST' || body.length > BODY_MAX_CHARS) return REFUSED
  const call = parseSignalCall(body, ports.directories.parseCall)
  if (call === null || !isWithinWindow(call, ports.clock.now())) return REFUSED
  const secret = await ports.secrets.read<SignalSecret>(SIGNAL_SECRET)
  if (secret === null || !isProven(ports, secret, headers, body)) return REFUSED
  const nonce = ports.signatures.sign(secret.secret, call.nonce)
  const named = pick(call.people, ({ accountId }) => accountId)
  const saved = await ports.store.getMany<unknown>([nonceOf(nonce), settingsRecord.key, WAKE, ...named.map(seatKeyOf)])
  if (saved.has(nonceOf(nonce))) return REFUSED

  const settings = completeSettings(saved.get(settingsRecord.key))
  if (!settings.signals.webTrigger) return REFUSED
  const holds = (id: string): boolean => (saved.get(seatKeyOf(id)) as SeatRecord | undefined)?.holds === true
  const found = await withoutHolders(ports, await findAccounts(ports, call.people))
  const accountIds = [...new Set([...named.filter((id) => !holds(id)), ...found])]
  const wokenAt = (saved.get(WAKE) as string | undefined) ?? null
  await ask(ports, accountIds, productsOf(settings, call.productKey), WEB_TRIGGER, wokenAt)
  // Last: whoever calls again because we failed half-way is heard again, and asking twice is asking once.
  await useNonce(ports.store, nonce, NONCE_TTL_SECONDS)
  return { status: 202, body: '' }
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
async function findAccounts(ports: Ports, people: readonly SignalPerson[]): Promise<readonly string[]> {
  const links = await readLinks(
    ports.store,
    pick(people, ({ objectId }) => objectId),
  )
  const linked = [...links.values()].filter(({ left }) => left !== 'disabled').map(({ accountId }) => accountId)
  const byEmail = await ports.accounts.findByEmail(pick(people, ({ email }) => toAddress(email) || undefined))
  // Nobody asks for an account that does not tell its own address.
  const sure = byEmail.filter(({ isActive, gaps }) => isActive && gaps?.missing?.includes('email') !== true)
  return [...linked, ...sure.map(({ accountId }) => accountId)]
}

function pick(people: readonly SignalPerson[], id: (person: SignalPerson) => string | undefined): string[] {
  return people.flatMap((person) => id(person) ?? [])
}
