import { EMPTY_GUARD, addFreed } from '../../core/seats'
import { countFreed } from '../../core/products'
import type { Regrouped } from '../../core/products'
import type { GuardState, Seats } from '../../core/seats'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** What the licence guard remembers of each product: its own grants that no read has shown yet. */
const guards = defineRecords<GuardState>((productKey) => `guard:${productKey}`)

/** For who reads ahead. */
export const guardKeyOf = guards.keyOf

/** @returns by product key; of a product of which nothing is remembered, the empty state */
export async function readGuardStates(
  store: Store,
  productKeys: readonly string[],
): Promise<ReadonlyMap<string, GuardState>> {
  const found = await guards.readMany(store, productKeys)
  return new Map(productKeys.map((key) => [key, found.get(key) ?? EMPTY_GUARD]))
}

export async function changeGuardStates(
  store: Store,
  productKeys: readonly string[],
  next: (state: GuardState, productKey: string) => GuardState,
): Promise<void> {
  await guards.changeMany(store, productKeys, (state, productKey) => next(state ?? EMPTY_GUARD, productKey))
}

/**
 * Notes the seats that are free once people have left groups, so that they are not taken for somebody else's doing.
 * @param products as just read
 */
export async function noteFreed(
  store: Store,
  people: Iterable<Regrouped>,
  products: readonly { readonly seats: Seats }[],
  at: Date,
): Promise<void> {
  const freed = countFreed(
    people,
    products.map(({ seats }) => seats),
  )
  if (freed.size === 0) return
  await changeGuardStates(store, [...freed.keys()], (state, key) => addFreed(state, freed.get(key)!, at.toISOString()))
}
