import { createHmac, createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Person } from './people'

/** 96 bits, base64url: short enough to keep per person, long enough that two texts never share one. */
const DIGEST_LENGTH = 16

/** A digest that says nothing about the text to whoever lacks the installation's key (design rule 11). */
export function keyedDigest(key: string, text: string): string {
  return createHmac('sha256', toKey(key)).update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}

/** Parts of the 16 characters: 24 bits tell one domain from another, 36 one address, and the rest, from what it was before. */
const DOMAIN_LENGTH = 4
const ADDRESS_LENGTH = 6

/**
 * Digest of everything that is written to the SCIM directory about a person: it changes exactly when a write is needed, and
 * the part of it that changes says what of.
 */
export function attributeDigest(key: string, person: Person): string {
  const { email, displayName, givenName, familyName } = person
  const rest = keyedDigest(key, [displayName, givenName, familyName].join('\n'))
  return (addressDigest(key, email) + rest).slice(0, DIGEST_LENGTH)
}

/** The beginning of an attribute digest, where of an account only its address is known. @param email lower case */
export function addressDigest(key: string, email: string): string {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return keyedDigest(key, domain).slice(0, DOMAIN_LENGTH) + keyedDigest(key, email).slice(0, ADDRESS_LENGTH)
}

/** @param digest of attributes. @returns the address digest that it begins with */
export function addressPartOf(digest: string): string {
  return digest.slice(0, DOMAIN_LENGTH + ADDRESS_LENGTH)
}

/**
 * What has changed between two attribute digests; 'rest': names only.
 * @param before may be an address digest. Where not even the address is known, '', the change may be of any kind: it is
 * taken to be one to another domain, so that no mass rename hides behind it
 */
export function changeOf(before: string, after: string): 'none' | 'rest' | 'address' | 'domain' {
  if (before === after) return 'none'
  const isSame = (length: number): boolean => before !== '' && before.slice(0, length) === after.slice(0, length)
  if (isSame(DOMAIN_LENGTH + ADDRESS_LENGTH)) return 'rest'
  return isSame(DOMAIN_LENGTH) ? 'address' : 'domain'
}

/** Importing the key costs as much as a digest, and a run makes tens of thousands with one key. */
let imported: { readonly key: string; readonly object: KeyObject } | null = null

function toKey(key: string): KeyObject {
  if (imported?.key !== key) imported = { key, object: createSecretKey(key, 'utf8') }
  return imported.object
}
