import type { Random } from './random'

/** A version 4 UUID from a seeded stream. */
export function makeUuid(random: Random): string {
  const word = (): string =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  const [a, b, c, d] = [word(), word(), word(), word()] as const
  const variant = '89ab'[random.int(0, 3)]!
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}
