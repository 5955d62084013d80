import { createBitSet, listPositions, uniteBitSets } from '../../sandbox/bit-set'
import type { Positions } from '../../sandbox/bit-set'

function walk(positions: Positions): readonly number[] {
  const found: number[] = []
  for (let position = positions.next(0); position !== -1; position = positions.next(position + 1)) found.push(position)
  return found
}

describe('createBitSet', () => {
  it('walks its members in ascending order, across words and growth', () => {
    const set = createBitSet()
    for (const position of [70_000, 0, 31, 32, 63, 255, 256]) set.add(position)

    expect(walk(set)).toEqual([0, 31, 32, 63, 255, 256, 70_000])
    expect(set.next(33)).toBe(63)
    expect(set.next(70_001)).toBe(-1)
  })

  it('counts what is in it, whatever is repeated', () => {
    const set = createBitSet()

    const changes = [set.add(5), set.add(5), set.delete(5), set.delete(5), set.add(9)]

    expect(changes).toEqual([true, false, true, false, true])
    expect([set.size, set.has(5), set.has(9), set.has(99_999)]).toEqual([1, false, true, false])
  })
})

describe('uniteBitSets', () => {
  it('holds what is in any of them', () => {
    const [a, b] = [createBitSet(), createBitSet()]
    a.add(1)
    b.add(40)

    expect(walk(uniteBitSets([a, b]))).toEqual([1, 40])
    expect(walk(uniteBitSets([]))).toEqual([])
  })
})

describe('listPositions', () => {
  it('walks a few positions in ascending order', () => {
    expect(walk(listPositions([9, 2, 40]))).toEqual([2, 9, 40])
  })
})
