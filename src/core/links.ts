import { groupBy } from './group-by'

/**
 * Links are kept in shards, so that a run reads 42,000 of them in 41 calls and a change rewrites one small value.
 * 1,024 shards of ≤ 240 KiB (the limit of one KVS value) carry about 1.8 million people at ~130 bytes each.
 */
export const SHARD_COUNT = 1_024

/** @returns the shard ('000' … '3ff') of an id; FNV-1a, since ids of some directories share a prefix */
export function shardOf(id: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  // Fold, since the low bits alone of FNV-1a are weak for short ids.
  return nameOf((hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SHARD_COUNT - 1))
}

export function allShards(): string[] {
  return Array.from({ length: SHARD_COUNT }, (_, index) => nameOf(index))
}

function nameOf(index: number): string {
  return index.toString(16).padStart(3, '0')
}

/** @returns the ids by shard, each shard once */
export function groupByShard(ids: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  return groupBy(ids, shardOf)
}
