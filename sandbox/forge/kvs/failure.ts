/**
 * A refused KVS request. @forge/kvs turns its body `{code, message, context}` into a ForgeKvsAPIError with `code` and
 * `responseDetails.status`.
 *
 * Codes named in Forge's documentation: KEY_NOT_FOUND, KEY_TOO_LONG, INVALID_KEY, MAX_SIZE, MAX_DEPTH, RATE_LIMIT_EXCEEDED.
 * The rest are the sandbox's own words for undocumented ones: an app should look at the status (400, 409) there.
 */
export type KvsCode =
  | 'KEY_NOT_FOUND'
  | 'KEY_TOO_LONG'
  | 'INVALID_KEY'
  | 'MAX_SIZE'
  | 'MAX_DEPTH'
  | 'RATE_LIMIT_EXCEEDED'
  | 'BAD_REQUEST'
  | 'INVALID_ENTITY_VALUE'
  | 'KEY_ALREADY_EXISTS'
  | 'CONDITION_FAILED'
  | 'NOT_SUPPORTED'

const STATUS: Partial<Record<KvsCode, number>> = {
  KEY_NOT_FOUND: 404,
  KEY_ALREADY_EXISTS: 409,
  CONDITION_FAILED: 409,
  RATE_LIMIT_EXCEEDED: 429,
  NOT_SUPPORTED: 501,
}

export class KvsFailure extends Error {
  readonly code: KvsCode
  readonly status: number

  constructor(code: KvsCode, message: string) {
    super(message)
    this.name = 'KvsFailure'
    this.code = code
    this.status = STATUS[code] ?? 400
  }
}
