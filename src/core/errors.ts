/** Everything the app throws on purpose. The message says what was expected, what came, and what to do. */
export type ErrorCode =
  | 'not-connected' //       a connection (Entra, organization, SCIM) has not been set up
  | 'sign-in-refused' //     a remote service refuses our credential (401, AADSTS…)
  | 'permission-missing' //  403
  | 'no-premium' //          403: the tenant has neither Entra ID P1 nor P2
  | 'bad-response' //        not what the contract says: HTML, truncated JSON, a missing field
  | 'incomplete-read' //     a source could not be read whole
  | 'cursor-expired' //      a delta token or page cursor is no longer accepted
  | 'unavailable' //         5xx, time-out, broken connection, after retries
  | 'throttled' //           429, after retries
  | 'invalid-input' //       what a person typed
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

/** @returns the code of an AppError, or null for anything else (a bug) */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof AppError ? error.code : null
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
