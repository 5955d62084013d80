import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Signatures } from '../ports'

export const signatures: Signatures = {
  // Digests of equal length: what is compared tells nothing about the length of the secret either.
  isSame: (given, expected) => timingSafeEqual(digest(given), digest(expected)),
  sign: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
