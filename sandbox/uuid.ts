import type { Random } from './random'

const bytes = Buffer.alloc(16)

/** A version 4 UUID from a seeded stream. `join` makes one flat text of it: ids are kept by the hundred thousand. */
export function makeUuid(random: Random): string {
  for (let offset = 0; offset < 16; offset += 4) bytes.writeUInt32BE(Math.floor(random.next() * 0x1_0000_0000), offset)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
