import { HOUR_MS } from '../core/time'
import type { SeatRecord } from '../core/people'
import type { Settings } from '../core/settings'
import type { AccessRequest, Ports, SignalSource } from '../ports'
import { keys } from './keys'

/** A wake-up marker that a killed drain left behind is ignored after this long; the tick drains meanwhile. */
const WAKE_TTL_SECONDS = 60
/** Whoever was refused is not looked at again by every further sign-in or act of the same day. */
const REFUSED_AGAIN_MS = 24 * HOUR_MS
/** Somebody presses a button: that is always looked at. */
const BY_HAND: ReadonlySet<SignalSource> = new Set(['portal', 'admin', 'colleague'])

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
): Promise<void> {
  const askedAt = ports.clock.now().toISOString()
  for (const accountId of accountIds) {
    for (const productKey of productKeys) {
      const key = requestKey(productKey, accountId)
      const isNew = await open(ports, { key, accountId, productKey, state: 'open', askedAt, source })
      if (isNew) await wakeOnce(ports, key)
    }
  }
}

/** An administrator gives access back: a request of its own beside one the person may have, served after all of those. */
export async function askBack(
  { requests, clock }: Pick<Ports, 'requests' | 'clock'>,
  accountId: string,
  productKey: string,
  groupIds: readonly string[],
): Promise<void> {
  const key = `undo:${requestKey(productKey, accountId)}`
  const askedAt = clock.now().toISOString()
  await requests.add({ key, accountId, productKey, state: 'undo', askedAt, source: 'undo', groupIds })
}

/** Wakes the drain unless it has been woken already. */
export async function wakeOnce({ store, inbox }: Pick<Ports, 'store' | 'inbox'>, key: string): Promise<void> {
  if (await store.create(keys.wake, key, WAKE_TTL_SECONDS)) await inbox.wake(key)
}

export function requestKey(productKey: string, accountId: string): string {
  return `${productKey}:${accountId}`
}

/** @returns false when the person asks or waits already, or was refused a short while ago */
async function open({ requests, clock }: AskPorts, request: AccessRequest): Promise<boolean> {
  if (await requests.add(request)) return true
  const [known] = await requests.getMany([request.key])
  if (known?.state !== 'refused') return false
  const refusedAt = Date.parse(known.refusal?.at ?? known.askedAt)
  if (!BY_HAND.has(request.source) && clock.now().getTime() - refusedAt < REFUSED_AGAIN_MS) return false
  await requests.update(request)
  return true
}

/** Products that a signal asks for which names none. */
export function productsOfSignals(settings: Settings): readonly string[] {
  return settings.products.filter(({ grant, signals }) => grant && signals).map(({ key }) => key)
}

/** Those of them who are not known to hold access. */
export async function withoutHolders(
  { store }: Pick<Ports, 'store'>,
  accountIds: readonly string[],
): Promise<readonly string[]> {
  const seats = await store.getMany<SeatRecord>(accountIds.map(keys.seat))
  return accountIds.filter((accountId) => seats.get(keys.seat(accountId))?.holds !== true)
}
