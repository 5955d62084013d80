import { createHmac } from 'node:crypto'
import type { Person } from './people'

/** 96 bits, base64url: short enough to keep per person, long enough that two texts never share one. */
const DIGEST_LENGTH = 16

/** A digest that says nothing about the text to whoever lacks the installation's key (design rule 11). */
export function keyedDigest(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}

/** Digest of everything that is written to the SCIM directory about a person: it changes exactly when a write is needed. */
export function attributeDigest(key: string, person: Person): string {
  const { email, displayName, givenName, familyName } = person
  return keyedDigest(key, [email, displayName, givenName, familyName].join('\n'))
}
