import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports, RequestBox } from '../../ports'
import { parseInput } from '../../core/input'
import { BY_ADMIN, ask, requestKey, wakeOnce } from '../signals/ask'
import { checkLicence } from '../read/licence'
import { findProduct } from '../read/products'
import { readCurrent } from './retries'
import { readSettings } from '../state/settings'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const entrySchema = v.strictObject({ accountId: id, productKey: id }, 'Expected an account id and a product.')
const moveSchema = v.strictObject(
  { accountId: id, productKey: id, before: v.nullable(id) },
  'Expected an account id, a product, and the account before which to put it (null = the end).',
)
/** The longest list that can be put in order by hand. */
const LIST_MAX = 100

export interface WaitingPlace {
  readonly accountId: string
  readonly productKey: string
}

/** Where somebody stands among those who wait for the same product, in seconds since 1970. */
export function placeOf(request: Pick<AccessRequest, 'place' | 'askedAt'>): number {
  return request.place ?? Math.floor(Date.parse(request.askedAt) / SECOND_MS)
}

/** Those who wait for a product as they are now, in order: a query alone may still show what was changed a moment ago. */
export async function readWaiting(
  requests: Pick<RequestBox, 'listWaiting' | 'getMany'>,
  productKey: string,
  limit: number,
): Promise<readonly AccessRequest[]> {
  const listed = await requests.listWaiting(productKey, limit)
  if (listed.length === 0) return []
  const current = await readCurrent(
    requests,
    listed.map(({ key }) => key),
  )
  return current.filter(({ state }) => state === 'waiting').sort(byPlace)
}

/** Those who could not be served for a reason of their own, first who is tried next; behind many who ask now some are missing. */
export async function readPutOff(
  requests: Pick<RequestBox, 'list' | 'getMany'>,
  limit: number,
): Promise<readonly AccessRequest[]> {
  const listed = (await requests.list('open', limit)).filter(isPutOff)
  return listed.length === 0 ? [] : (await requests.getMany(listed.map(({ key }) => key))).filter(isPutOff)
}

/** It has failed for another reason than seats. */
export function isPutOff({ state, nextAt }: Pick<AccessRequest, 'state' | 'nextAt'>): boolean {
  return state === 'open' && nextAt !== undefined
}

export function byPlace(a: AccessRequest, b: AccessRequest): number {
  return placeOf(a) - placeOf(b) || a.askedAt.localeCompare(b.askedAt) || a.key.localeCompare(b.key)
}

/**
 * Puts somebody before somebody else on the waiting list, or at its end.
 * @throws AppError `invalid-input` when one of them no longer waits
 */
export async function moveWaiting(ports: Ports, input: unknown): Promise<WaitingPlace> {
  const { accountId, productKey, before } = parseInput(moveSchema, input)
  const list = await readWaiting(ports.requests, productKey, LIST_MAX)
  const moved = list.find((one) => one.accountId === accountId)
  const rest = list.filter((one) => one !== moved)
  const index = before === null ? rest.length : rest.findIndex((one) => one.accountId === before)
  if (moved === undefined || index === -1) throw notWaiting(moved === undefined ? accountId : before)
  const after = rest[index - 1]
  const next = rest[index]
  // Between two of the same second the one that asked first stays first: the moved one then goes before both.
  const place = next === undefined ? placeOf(after ?? moved) + 1 : Math.max(0, placeOf(next) - 1)
  await ports.requests.update([{ ...moved, place }])
  await pushAhead(ports, rest.slice(0, index), place)
  return { accountId, productKey }
}

/** Whoever stands before a place must have a smaller one: those that are too close move with it. */
async function pushAhead(ports: Ports, ahead: readonly AccessRequest[], place: number): Promise<void> {
  let limit = place
  for (const request of [...ahead].reverse()) {
    if (placeOf(request) < limit) return
    limit -= 1
    await ports.requests.update([{ ...request, place: limit }])
  }
}

/** Takes somebody off the list; a new request can be made at any time. */
export async function dropWaiting(ports: Ports, input: unknown): Promise<WaitingPlace> {
  const { accountId, productKey } = parseInput(entrySchema, input)
  await ports.requests.remove([requestKey(productKey, accountId)])
  return { accountId, productKey }
}

/**
 * Asks for somebody, ahead of all who wait. The guard decides as always: its answer is on the waiting list within seconds.
 * @throws AppError `invalid-input` for a product whose seats are not given
 */
export async function grantNow(ports: Ports, input: unknown): Promise<WaitingPlace> {
  const { accountId, productKey } = parseInput(entrySchema, input)
  checkLicence(ports)
  checkGiven(await readSettings(ports.store), productKey)
  await ask(ports, [accountId], [productKey], BY_ADMIN)
  const key = requestKey(productKey, accountId)
  const [request] = await ports.requests.getMany([key])
  if (request !== undefined) {
    const [first] = await readWaiting(ports.requests, productKey, 1)
    const place = first === undefined ? placeOf(request) : Math.min(placeOf(request), placeOf(first) - 1)
    // At once, also where a try has failed a moment ago.
    const { nextAt: _nextAt, ...now } = request
    await ports.requests.update([{ ...now, state: 'open', place }])
    await wakeOnce(ports, key)
  }
  return { accountId, productKey }
}

/** @returns those of them who have waited too long */
export function findExpired(
  waiting: readonly AccessRequest[],
  settings: Settings,
  now: Date,
): readonly AccessRequest[] {
  const oldest = now.getTime() - settings.waitingDays * DAY_MS
  return waiting.filter(({ askedAt }) => Date.parse(askedAt) <= oldest)
}

export function checkGiven(settings: Settings, productKey: string): void {
  if (findProduct(settings, productKey)?.grant === true) return
  throw new AppError('invalid-input', `Expected a product whose seats are given, got "${productKey}".`)
}

function notWaiting(accountId: string | null): AppError {
  return new AppError(
    'invalid-input',
    `Expected somebody who waits, got "${accountId}". The list has changed: load the page again.`,
  )
}
