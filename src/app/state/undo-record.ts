import type { Store } from '../../ports'
import { defineRecords } from './record'

/** Taking back what a plan did. Access itself comes back through the guard, after everybody who asks. */
export interface Undo {
  readonly undoId: string
  readonly planId: string
  /** Plans of the same run whose turn comes after that one. */
  readonly then?: readonly string[]
  /** null = everybody. */
  readonly accountIds: readonly string[] | null
  readonly by: string
  readonly at: string
  readonly status: 'running' | 'done'
  /** Index of the next batch of the journal. */
  readonly next: number
  /** People for whom access was asked back, and accounts made usable again. */
  readonly asked: number
  readonly restored: number
}

const undos = defineRecords<Undo>((undoId) => undoId)

export function readUndo(store: Store, undoId: string): Promise<Undo | null> {
  return undos.read(store, undoId)
}

/** @returns by id */
export function readUndos(store: Store, undoIds: readonly string[]): Promise<ReadonlyMap<string, Undo>> {
  return undos.readMany(store, undoIds)
}

/** By whom it is begun, or carried out under its lease. */
export async function saveUndo(store: Store, undo: Undo, ttlSeconds: number): Promise<void> {
  await undos.change(store, undo.undoId, () => undo, ttlSeconds)
}
