/** Error bodies of Okta's APIs (developer.okta.com/docs/reference/error-codes). */
import { ErrorReply, jsonReply } from '../reply'

/** @param code as in the `errorCode` of the real service */
export function oktaError(
  status: number,
  code: string,
  summary: string,
  headers?: Readonly<Record<string, string>>,
  causes: readonly string[] = [],
): ErrorReply {
  const errorCauses = causes.map((errorSummary) => ({ errorSummary }))
  const body = { errorCode: code, errorSummary: summary, errorLink: code, errorId: `oae${code}`, errorCauses }
  return new ErrorReply(jsonReply(status, body, headers))
}

export function invalidToken(): ErrorReply {
  return oktaError(401, 'E0000011', 'Invalid token provided')
}

export function notPermitted(): ErrorReply {
  return oktaError(403, 'E0000006', 'You do not have permission to perform the requested action')
}

/** @param kind e.g. `User` */
export function notFound(id: string, kind: string): ErrorReply {
  return oktaError(404, 'E0000007', `Not found: Resource not found: ${id} (${kind})`)
}

export function invalidSearch(cause: string): ErrorReply {
  return oktaError(400, 'E0000031', 'Invalid search criteria.', undefined, [cause])
}

export function invalidParameter(name: string, cause: string): ErrorReply {
  return oktaError(400, 'E0000001', `Api validation failed: ${name}`, undefined, [cause])
}

export function tooManyRequests(headers: Readonly<Record<string, string>>): ErrorReply {
  return oktaError(429, 'E0000047', 'API call exceeded rate limit due to too many requests.', headers)
}

/** Of the token endpoint (RFC 6749). */
export function tokenError(status: number, error: string, description: string): ErrorReply {
  return new ErrorReply(jsonReply(status, { error, error_description: description }))
}
