import { keyedDigest } from './digest'
import type { Proofs } from './people'

/** 48 bits of each: of 42,000 people no two share one by chance, and only among those whose object is gone does it decide. */
const LENGTH = 8
const KINDS = ['employee', 'immutable'] as const satisfies readonly (keyof Proofs)[]
const NONE = '-'.repeat(LENGTH)

/** What is kept of the proofs of a person, in 16 characters, one half for each kind; undefined where there is none. */
export function proofDigest(key: string, proofs: Proofs = {}): string | undefined {
  const digest = KINDS.map((kind) => {
    const value = proofs[kind]
    return value === undefined ? NONE : keyedDigest(key, `${kind} ${value}`).slice(0, LENGTH)
  }).join('')
  return digest === NONE.repeat(KINDS.length) ? undefined : digest
}

/** The proofs one by one, each with its kind. @param digest as of `proofDigest` */
export function proofsOf(digest: string | undefined): readonly string[] {
  if (digest === undefined) return []
  return KINDS.flatMap((kind, index) => {
    const part = digest.slice(index * LENGTH, (index + 1) * LENGTH)
    return part === NONE ? [] : [`${kind} ${part}`]
  })
}
