import { growthExponent } from '../../../sandbox/bench/growth'

const points = (of: (people: number) => number) =>
  [1_000, 10_000, 42_000, 200_000].map((people) => ({ people, value: of(people) }))

describe('growthExponent', () => {
  it.each([
    ['the same at every size', () => 7, 0],
    ['in proportion', (people: number) => 3 * people, 1],
    ['with the square', (people: number) => people ** 2, 2],
    ['with the root', (people: number) => Math.sqrt(people), 0.5],
  ])('of what grows %s', (_, of, expected) => {
    expect(growthExponent(points(of))).toBeCloseTo(expected, 6)
  })

  it.each([
    ['one size', [{ people: 1_000, value: 5 }]],
    ['a zero', points((people) => (people === 1_000 ? 0 : people))],
    ['the same size twice', [5, 6].map((value) => ({ people: 1_000, value }))],
  ])('says nothing of %s', (_, given) => {
    expect(growthExponent(given)).toBeNull()
  })
})
