import type { ForgeAnswers } from '../guesses'

/**
 * A refused KVS request. @forge/kvs turns its body `{code, message, context}` into a ForgeKvsAPIError with `code` and
 * `responseDetails.status`.
 *
 * Codes named in Forge's documentation: KEY_NOT_FOUND, KEY_TOO_LONG, INVALID_KEY, MAX_SIZE, MAX_DEPTH, RATE_LIMIT_EXCEEDED.
 * The rest are the sandbox's own words for undocumented ones: an app should look at the status there.
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
  RATE_LIMIT_EXCEEDED: 429,
  NOT_SUPPORTED: 501,
}

/** The status of a refused request; that of a lost race is documented nowhere. */
export function statusOf(code: KvsCode, answers: ForgeAnswers): number {
  if (code === 'CONDITION_FAILED') return Number(answers['kvs-lost-condition-status'])
  if (code === 'KEY_ALREADY_EXISTS') return Number(answers['kvs-existing-key-status'])
  return STATUS[code] ?? 400
}

export class KvsFailure extends Error {
  readonly code: KvsCode

  constructor(code: KvsCode, message: string) {
    super(message)
    this.name = 'KvsFailure'
    this.code = code
  }
}
