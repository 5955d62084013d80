import * as v from 'valibot'
import { AppError } from '../core/errors'
import type { ErrorCode } from '../core/errors'
import type { HttpReply } from './http'

/**
 * Parses a successful reply. @throws AppError `bad-response` for HTML, truncated JSON or a missing field;
 * `sign-in-refused` for 401, `permission-missing` for 403, `bad-response` for any other status
 */
export function parseReply<T>(schema: v.GenericSchema<unknown, T>, reply: HttpReply, what: string): T {
  if (reply.status >= 400) throw describeStatus(reply, what)
  const parsed = v.safeParse(schema, parseJson(reply.text, what))
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new AppError(
    'bad-response',
    `${what}: expected ${issue.expected ?? 'another value'} at ${v.getDotPath(issue) ?? 'the top'}, got ${issue.received}.`,
  )
}

/** For calls whose success has no body. */
export function expectSuccess(reply: HttpReply, what: string): void {
  if (reply.status >= 300) throw describeStatus(reply, what)
}

export function describeStatus(reply: HttpReply, what: string): AppError {
  const { status } = reply
  if (status === 401)
    return new AppError(
      'sign-in-refused',
      `${what}: the credential was refused (401). Enter a valid one on the Universal Access page.`,
    )
  if (status === 403)
    return new AppError(
      'permission-missing',
      `${what}: the credential may not do this (403). Give it the permission named in the administrator guide.`,
    )
  return new AppError(REFUSALS.get(status) ?? 'bad-response', `${what}: expected success, got status ${status}.`)
}

/** The service has understood the call, and will not carry it out: it would say the same again at once. */
const REFUSALS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'refused'],
  [404, 'not-found'],
  [409, 'conflict'],
  [410, 'not-found'],
  [422, 'refused'],
])

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The body itself may hold personal data: say what kind of thing it is, not what is in it.
    const kind = text.trimStart().startsWith('<') ? 'an HTML page' : `${text.length} characters that are no JSON`
    throw new AppError('bad-response', `${what}: expected JSON, got ${kind}.`, { cause: error })
  }
}
