/** Seeded randomness: every source of chance in the sandbox has its own named stream, so that one does not disturb another. */
import { createHash } from 'node:crypto'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** A stream of its own, fixed by this stream's seed and `name` alone. */
  fork(name: string): Random
}

/** @param seed any text; the same text gives the same stream on every machine */
export function createRandom(seed: string): Random {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32LE(0))
  const next = (): number => (generator.next() >>> 0) / 0x1_0000_0000
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new Error('Expected at least one item to pick from, got none.')
      return items[int(0, items.length - 1)]!
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}
