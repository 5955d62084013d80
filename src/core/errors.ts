/** Everything the app throws on purpose. The message says what was expected, what came, and what to do. */
export type ErrorCode =
  | 'not-connected' //       a connection (directory, organization, SCIM) has not been set up
  | 'sign-in-refused' //     a remote service refuses our credential (401, or its token endpoint's error)
  | 'permission-missing' //  403
  | 'no-premium' //          403: the directory tells it to a higher plan only
  | 'refused' //             the service will not do this one thing: 400, 422, a 409 that it does not explain
  | 'not-found' //           404: what was asked about is not there
  | 'not-linked' //          a record of the SCIM directory that belongs to no account (yet)
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
  /** `throttled`: how long the service wants to be left alone, where it said so. */
  readonly waitMs?: number
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; waitMs?: number }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    if (options?.waitMs !== undefined) this.waitMs = options.waitMs
  }
}

/**
 * What a service answers about one person is that person's outcome, and nobody else's (design rule 15). These codes are: the
 * service has answered, and said no.
 */
const ANSWERED = ['refused', 'not-found', 'not-linked', 'conflict', 'invalid-input', 'incomplete-read'] as const
/**
 * These are one person's as long as others are answered: a service that is down, a reply that nobody can read, or a 403, which
 * may be about the person or about our credential. Three people in a row are everybody's.
 */
const UNCLEAR = ['unavailable', 'bad-response', 'permission-missing'] as const
export type UnclearCode = (typeof UNCLEAR)[number]
export type PersonalCode = (typeof ANSWERED)[number] | UnclearCode

/** @returns null for what concerns everybody: our credential, throttling, our own time, and a bug */
export function personalCodeOf(error: unknown): PersonalCode | null {
  const code = codeOf(error)
  return ANSWERED.find((one) => one === code) ?? unclearCodeOf(code)
}

/** @param because a code, or the reason of an outcome */
export function unclearCodeOf(because: string | null | undefined): UnclearCode | null {
  return UNCLEAR.find((one) => one === because) ?? null
}

/** @returns the code of an AppError, or null for anything else (a bug) */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof AppError ? error.code : null
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
