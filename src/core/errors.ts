/** Everything the app throws on purpose. The message says what was expected, what came, and what to do. */
export type ErrorCode =
  | 'not-connected' //       a connection (directory, organization, SCIM) has not been set up
  | 'sign-in-refused' //     a remote service refuses our credential (401, or its token endpoint's error)
  | 'permission-missing' //  403
  | 'no-premium' //          403: the directory tells it to a higher plan only
  | 'bad-response' //        not what the contract says: HTML, truncated JSON, a missing field
  | 'incomplete-read' //     a source could not be read whole
  | 'cursor-expired' //      a delta token or page cursor is no longer accepted
  | 'unavailable' //         5xx, time-out, broken connection, after retries
  | 'throttled' //           429, after retries
  | 'invalid-input' //       what a person typed
  | 'conflict' //           somebody else has changed it meanwhile
  | 'forbidden' //           the caller may not do this
  | 'licence-lapsed' //      the app's own licence
  | 'budget-spent' //        this invocation has no time or requests left

export class AppError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}

/**
 * What a service may answer about one person: that person's outcome, and nobody else's (design rule 15). Every other code is
 * about our credential or licence, throttling, an outage or our own time: the next person would fare no better.
 */
const PERSONAL = ['bad-response', 'incomplete-read', 'invalid-input'] as const
export type PersonalCode = (typeof PERSONAL)[number]

/** @returns null for what concerns everybody, and for a bug */
export function personalCodeOf(error: unknown): PersonalCode | null {
  return PERSONAL.find((code) => code === codeOf(error)) ?? null
}

/** @returns the code of an AppError, or null for anything else (a bug) */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof AppError ? error.code : null
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
