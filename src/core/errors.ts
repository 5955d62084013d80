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

export interface ErrorOptions {
  /** What lay below, whatever it is; see `Cause` for what is kept of it. */
  readonly cause?: unknown
  readonly waitMs?: number
  /** What the vendor calls it. */
  readonly vendorCode?: string
}

/**
 * What is kept of what lay below. Errors of libraries carry the request with its headers, or a piece of the reply: whoever
 * printed one would print a key or a name. So nothing else gets into an error of ours.
 */
export interface Cause {
  readonly status?: number
  /** Of what was asked, without its query. */
  readonly address?: string
}

export class AppError extends Error {
  readonly code: ErrorCode
  /** How long the service wants to be left alone, where it said so. */
  readonly waitMs?: number
  readonly vendorCode?: string
  declare readonly cause?: Cause
  constructor(code: ErrorCode, message: string, { cause, waitMs, vendorCode }: ErrorOptions = {}) {
    const kept = toCause(cause)
    super(message, kept === null ? {} : { cause: kept })
    this.name = 'AppError'
    this.code = code
    if (waitMs !== undefined) this.waitMs = waitMs
    if (vendorCode !== undefined) this.vendorCode = vendorCode
  }
}

/** Of an error of ours, of one that carries a request or a response, or of one that has a status itself. */
function toCause(below: unknown): Cause | null {
  if (below instanceof AppError) return below.cause ?? null
  const { request, response, status: own } = (below ?? {}) as Below
  const status = response?.status ?? own
  const address = withoutQuery(request?.url ?? response?.url)
  if (typeof status !== 'number' && address === null) return null
  return { ...(typeof status === 'number' && { status }), ...(address !== null && { address }) }
}

interface Below {
  readonly request?: { readonly url?: unknown }
  readonly response?: { readonly status?: unknown; readonly url?: unknown }
  readonly status?: unknown
}

function withoutQuery(url: unknown): string | null {
  if (typeof url !== 'string' || !URL.canParse(url)) return null
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/**
 * What a service answers about one person is that person's outcome, and nobody else's (design rule 15). These codes are: the
 * service has answered, and said no.
 */
const ANSWERED = ['refused', 'not-found', 'not-linked', 'conflict', 'invalid-input', 'incomplete-read'] as const
/**
 * These are one person's as long as others are answered: a service that is down, a reply that nobody can read, a 403, which
 * may be about the person or about our credential, or a 429. Three people in a row are everybody's.
 */
const UNCLEAR = ['unavailable', 'bad-response', 'permission-missing', 'throttled'] as const
export type UnclearCode = (typeof UNCLEAR)[number]
export type PersonalCode = (typeof ANSWERED)[number] | UnclearCode

/** @returns null for what concerns everybody: our credential, our own time, and a bug */
export function personalCodeOf(error: unknown): PersonalCode | null {
  return answerOf(codeOf(error))
}

/** @param because a code, or the reason of an outcome. @returns null for a reason that no service gave */
export function answerOf(because: string | null): PersonalCode | null {
  return ANSWERED.find((one) => one === because) ?? unclearCodeOf(because)
}

/** @param because a code, or the reason of an outcome */
export function unclearCodeOf(because: string | null | undefined): UnclearCode | null {
  return UNCLEAR.find((one) => one === because) ?? null
}

/** @param code why a call failed. @returns whether the service may have done what it was asked for */
export function mayHaveActed(code: string): boolean {
  return code === 'unavailable' || code === 'bad-response'
}

/** To be kept with a result. @param of an error, or a result that keeps it. @returns how long the service wants to be left alone */
export function askedWaitOf(of: unknown): { readonly waitMs?: number } {
  const { waitMs } = (of ?? {}) as { readonly waitMs?: number }
  return waitMs === undefined ? {} : { waitMs }
}

/** @returns the code of an AppError, or null for anything else (a bug) */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof AppError ? error.code : null
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
