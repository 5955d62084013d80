import { addRef } from '../../core/journal'
import type { JournalRef } from '../../core/people'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/**
 * Where the journal tells in which groups without access we put an account, or from which we took it: newest last. It lies
 * apart from the record of access, since most of these people have none.
 */
interface Regrouped {
  readonly decisions: readonly JournalRef[]
}

const regrouped = defineRecords<Regrouped>((accountId) => `regrouped:${accountId}`)

export async function addRegrouped(
  store: Store,
  accountIds: readonly string[],
  ref: JournalRef,
  ttlSeconds: number,
): Promise<void> {
  const add = (known: Regrouped | null): Regrouped => ({ decisions: addRef(known?.decisions, ref) })
  await regrouped.changeMany(store, new Set(accountIds), add, ttlSeconds)
}

export async function readRegrouped(store: Store, accountId: string): Promise<readonly JournalRef[]> {
  return (await regrouped.read(store, accountId))?.decisions ?? []
}

export async function forgetRegrouped(store: Store, accountIds: readonly string[]): Promise<void> {
  await store.deleteMany(accountIds.map(regrouped.keyOf))
}
