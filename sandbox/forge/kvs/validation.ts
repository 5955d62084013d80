/** Checks of keys, values and options, each with the error Forge gives. */
import { KVS } from '../limits'
import { KvsFailure } from './failure'

export interface SetOptions {
  readonly ttl?: { readonly value: number; readonly unit: 'SECONDS' | 'MINUTES' | 'HOURS' | 'DAYS' }
  readonly keyPolicy?: 'OVERRIDE' | 'FAIL_IF_EXISTS'
  readonly returnValue?: 'PREVIOUS' | 'LATEST'
  readonly returnMetadataFields?: readonly string[]
}

const KNOWN_OPTIONS = new Set(['ttl', 'keyPolicy', 'returnValue', 'returnMetadataFields'])
const UNIT_MS = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const

export function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || !KVS.keyPattern.test(key)) {
    throw new KvsFailure(
      'INVALID_KEY',
      `Expected a key that matches ${KVS.keyPattern.source}, got ${JSON.stringify(key)}.`,
    )
  }
  if (key.length > KVS.keyChars) {
    throw new KvsFailure('KEY_TOO_LONG', `Expected a key of at most ${KVS.keyChars} characters, got ${key.length}.`)
  }
}

/** @param text the value as JSON */
export function checkValue(value: unknown, text: string, maxBytes: number): void {
  if (value === undefined || value === null) throw new KvsFailure('BAD_REQUEST', `Expected a value, got ${text}.`)
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) {
    throw new KvsFailure('MAX_SIZE', `Expected a value of at most ${maxBytes} bytes, got ${bytes}.`)
  }
  // A value this short cannot be nested too deeply, and most are.
  if (text.length > 2 * KVS.depth && depthOf(value) > KVS.depth) {
    throw new KvsFailure('MAX_DEPTH', `Expected a value nested at most ${KVS.depth} deep.`)
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let deepest = 0
  for (const part of Object.values(value)) {
    if (typeof part === 'object') deepest = Math.max(deepest, depthOf(part))
  }
  return deepest + 1
}

/** @returns the instant of expiry in epoch ms, or null without a ttl */
export function readExpiry(options: SetOptions | undefined, now: number): number | null {
  if (options === undefined) return null
  for (const name of Object.keys(options)) {
    if (!KNOWN_OPTIONS.has(name)) throw new KvsFailure('BAD_REQUEST', `Unknown option "${name}".`)
  }
  if (options.ttl === undefined) return null
  const { value, unit } = options.ttl
  const unitMs = UNIT_MS[unit]
  const ttlMs = value * unitMs
  if (unitMs === undefined || !Number.isInteger(value) || !(ttlMs > 0 && ttlMs <= KVS.maxTtlMs)) {
    throw new KvsFailure(
      'BAD_REQUEST',
      `Expected a ttl above zero and of at most a year, got ${JSON.stringify(options.ttl)}.`,
    )
  }
  return now + ttlMs
}
