import * as v from 'valibot'
import { AppError } from '../core/errors'
import type { ErrorCode } from '../core/errors'
import type { HttpReply } from './http'

/** Parses a successful reply. @throws AppError as `describeStatus` says; `bad-response` for HTML, truncated JSON, a missing field */
export function parseReply<T>(schema: v.GenericSchema<unknown, T>, reply: HttpReply, what: string): T {
  if (reply.status >= 300) throw describeStatus(reply, what)
  const parsed = v.safeParse(schema, parseJson(reply.text, what))
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  // A text may be somebody's name: only that there was one is told.
  const got = issue.received.startsWith('"') ? 'a text' : issue.received
  throw new AppError(
    'bad-response',
    `${what}: expected ${issue.expected ?? 'another value'} at ${v.getDotPath(issue) ?? 'the top'}, got ${got}.`,
  )
}

/**
 * For a write whose success has no body: only the documented status says that it was done. A page of HTML with status 200,
 * as a proxy in between shows it, says nothing; and what refuses the second attempt says nothing of the first.
 */
export function expectStatus(documented: number, reply: HttpReply, what: string): void {
  if (reply.status === documented) return
  if (reply.isRepeated !== true) throw describeStatus(reply, what, documented)
  throw new AppError(
    'unavailable',
    `${what}: expected status ${documented}, got no answer and then status ${reply.status}. It may have been done and will be looked at again.`,
  )
}

/** What every service means by a status (docs/architecture.md, Answers); a call that means something else by one says so itself. */
const MEANINGS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'refused'],
  [401, 'sign-in-refused'],
  [403, 'permission-missing'],
  [404, 'not-found'],
  [408, 'unavailable'],
  [409, 'conflict'],
  [410, 'not-found'],
  [422, 'refused'],
  [429, 'throttled'],
])

export function describeStatus({ status, waitMs }: HttpReply, what: string, expected?: number): AppError {
  const code = MEANINGS.get(status) ?? (status >= 500 ? 'unavailable' : 'bad-response')
  const advice = ADVICE[code] ?? `expected ${expected ?? 'success'}, got status ${status}.`
  return new AppError(code, `${what}: ${advice}`, waitMs === undefined ? {} : { waitMs })
}

const ADVICE: Partial<Readonly<Record<ErrorCode, string>>> = {
  'sign-in-refused': 'the credential was refused (401). Enter a valid one on the Universal Access page.',
  'permission-missing':
    'the credential may not do this (403). Give it the permission named in the administrator guide.',
  throttled: 'too many requests (429). It will be tried again later.',
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The body itself may hold personal data: say what kind of thing it is, not what is in it.
    const kind = text.trimStart().startsWith('<') ? 'an HTML page' : `${text.length} characters that are no JSON`
    throw new AppError('bad-response', `${what}: expected JSON, got ${kind}.`, { cause: error })
  }
}
