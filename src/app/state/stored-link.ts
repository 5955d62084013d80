import type { Link } from '../../core/people'

/** A link at rest: tens of thousands are read and written by the shard, so each field has one letter. */
export interface StoredLink {
  /** accountId */
  readonly a: string
  /** scimId */
  readonly s?: string
  /** holds */
  readonly h?: 1
  /** left: 1 disabled, 2 without groups, 3 without access */
  readonly x?: 1 | 2 | 3
  /** wasInScope */
  readonly i?: 1
  /** digest */
  readonly d?: string
  /** proof */
  readonly p?: string
}

const LEFT_AS = { 1: 'disabled', 2: 'without-groups', 3: 'without-access' } as const
const MARKS = { disabled: 1, 'without-groups': 2, 'without-access': 3 } as const

export function toLink({ a, s, h, x, i, d, p }: StoredLink): Link {
  return {
    accountId: a,
    ...(s === undefined ? {} : { scimId: s }),
    ...(h === undefined ? {} : { holds: true }),
    ...(x === undefined ? {} : { left: LEFT_AS[x] }),
    ...(i === undefined ? {} : { wasInScope: true }),
    ...(d === undefined ? {} : { digest: d }),
    ...(p === undefined ? {} : { proof: p }),
  }
}

export function toStoredLink({ accountId, scimId, holds, left, wasInScope, digest, proof }: Link): StoredLink {
  return {
    a: accountId,
    ...(scimId === undefined ? {} : { s: scimId }),
    ...(holds === undefined ? {} : { h: 1 }),
    ...(left === undefined ? {} : { x: MARKS[left] }),
    ...(wasInScope === undefined ? {} : { i: 1 }),
    ...(digest === undefined ? {} : { d: digest }),
    ...(proof === undefined ? {} : { p: proof }),
  }
}
