import type { Link } from './people'

/**
 * Links are kept in shards, so that a run reads 42,000 of them in eleven calls and a change rewrites one small value.
 * 256 shards of ≤ 240 KiB (the limit of one KVS value) carry about 450,000 people at ~130 bytes each.
 */
export const SHARD_COUNT = 256

/** A shard of links: objectId → link. */
export type LinkShard = Readonly<Record<string, Link>>

/** @returns the shard ('00' … 'ff') of an id; FNV-1a, since ids of some directories share a prefix */
export function shardOf(id: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  // Fold, since the low byte alone of FNV-1a is weak for short ids.
  const folded = (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 0xff
  return folded.toString(16).padStart(2, '0')
}

export function allShards(): string[] {
  return Array.from({ length: SHARD_COUNT }, (_, index) => index.toString(16).padStart(2, '0'))
}

/** @returns the ids by shard, each shard once */
export function groupByShard(ids: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const id of ids) {
    const shard = shardOf(id)
    const group = groups.get(shard)
    if (group === undefined) groups.set(shard, [id])
    else group.push(id)
  }
  return groups
}
