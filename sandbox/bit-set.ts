/** Small whole numbers (positions in a list), walked in ascending order. */
export interface Positions {
  has(position: number): boolean
  /** The smallest one that is at least `from`, or -1. */
  next(from: number): number
}

/** A growing set of positions: 32 of them a word. */
export interface BitSet extends Positions {
  /** How many positions are in the set. */
  readonly size: number
  /** @returns whether the set changed */
  add(position: number): boolean
  /** @returns whether the set changed */
  delete(position: number): boolean
}

export function createBitSet(): BitSet {
  let words = new Uint32Array(8)
  let size = 0

  function has(position: number): boolean {
    return ((words[position >>> 5] ?? 0) & (1 << (position & 31))) !== 0
  }

  return {
    get size() {
      return size
    },
    has,
    add: (position) => {
      if (has(position)) return false
      const word = position >>> 5
      if (word >= words.length) {
        const grown = new Uint32Array(Math.max(word + 1, words.length * 2))
        grown.set(words)
        words = grown
      }
      words[word]! |= 1 << (position & 31)
      size += 1
      return true
    },
    delete: (position) => {
      if (!has(position)) return false
      words[position >>> 5]! &= ~(1 << (position & 31))
      size -= 1
      return true
    },
    next: (from) => {
      let word = from >>> 5
      let bits = (words[word] ?? 0) & (-1 << (from & 31))
      while (bits === 0) {
        word += 1
        if (word >= words.length) return -1
        bits = words[word]!
      }
      return (word << 5) + 31 - Math.clz32(bits & -bits)
    },
  }
}

/** The positions that are in any of `sets`; the set itself when there is one. */
export function uniteBitSets(sets: readonly BitSet[]): BitSet {
  if (sets.length === 1) return sets[0]!
  const united = createBitSet()
  for (const set of sets)
    for (let position = set.next(0); position !== -1; position = set.next(position + 1)) united.add(position)
  return united
}

/** A few positions, from a look-up. */
export function listPositions(positions: readonly number[]): Positions {
  const sorted = [...positions].sort((a, b) => a - b)
  return {
    has: (position) => sorted.includes(position),
    next: (from) => sorted.find((position) => position >= from) ?? -1,
  }
}
