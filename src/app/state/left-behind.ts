import type { Store } from '../../ports'
import { defineRecords } from './record'

/** What an account had when its person left, so that exactly that can come back. Ids only. */
export interface LeftBehind {
  /** Groups that were taken, without those that give the product. */
  readonly groupIds: readonly string[]
  /** Groups that gave a product: it comes back only as a request through the guard (design rule 14). */
  readonly accessGroupIds: readonly string[]
}

const left = defineRecords<LeftBehind>((accountId) => `left:${accountId}`)

export function readLeft(store: Store, accountId: string): Promise<LeftBehind | null> {
  return left.read(store, accountId)
}

/** Adds what is about to be taken to what is remembered already. */
export async function addLeft(store: Store, accountId: string, taken: LeftBehind): Promise<void> {
  await left.change(store, accountId, (before) => ({
    groupIds: [...new Set([...(before?.groupIds ?? []), ...taken.groupIds])],
    accessGroupIds: [...new Set([...(before?.accessGroupIds ?? []), ...taken.accessGroupIds])],
  }))
}

/** Of accounts that pass to the same person made anew: that one asks for access like anybody, and gets back the rest. */
export async function forgetLeftAccess(store: Store, accountIds: readonly string[]): Promise<void> {
  await left.changeMany(store, accountIds, (before) =>
    before === null || before.accessGroupIds.length === 0 ? before : { ...before, accessGroupIds: [] },
  )
}

export async function forgetLeft(store: Store, accountIds: readonly string[]): Promise<void> {
  await store.deleteMany(accountIds.map(left.keyOf))
}
