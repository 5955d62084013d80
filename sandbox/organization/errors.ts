/** Error bodies of the Organizations API: the v2 shape {errors: […]}, and the gateway's {code, message}. */
import { ErrorReply, jsonReply } from '../reply'
import type { ServiceRequest } from '../service'

/** @param code as in the API's list of error codes */
export function apiError(status: number, code: string, title: string, detail: string): ErrorReply {
  const id = `${status}-${code}`
  return new ErrorReply(jsonReply(status, { errors: [{ id, status: String(status), code, title, detail }] }))
}

/** v1 calls are refused by the gateway, v2 calls by the API. */
export function unauthorized(request: ServiceRequest): ErrorReply {
  if (request.url.pathname.startsWith('/admin/v1/')) {
    return new ErrorReply(jsonReply(401, { code: 401, message: 'Unauthorized' }))
  }
  return apiError(401, 'ADMIN-401-2', 'Unauthorized', 'The API key is missing, wrong or expired.')
}

/**
 * A key made with scopes, for a call that states none. That it is refused with 403 was measured by others (documentation of
 * jira.js); the words are not published.
 */
export function scopedKey(): ErrorReply {
  return apiError(403, 'ADMIN-403-1', 'Forbidden', 'The API key lacks the scope manage:org.')
}

export function badRequest(detail: string): ErrorReply {
  return apiError(400, 'ADMIN-400-24', 'Bad Request', detail)
}

/** One address of an invitation is none. Codes of that call begin with ADMIN-UAM; the words are not published. */
export function notAnAddress(): ErrorReply {
  return apiError(400, 'ADMIN-UAM-400-1', 'Bad Request', 'emails: expected e-mail addresses.')
}

export function invalidCursor(): ErrorReply {
  return apiError(400, 'ADMIN-400-1', 'Invalid page cursor', 'The cursor does not belong to this query.')
}

export function orgNotFound(): ErrorReply {
  return apiError(
    404,
    'ADMIN-404-2',
    'Not Found',
    'The organization or directory does not exist, or you have no access to it.',
  )
}

export function userNotFound(): ErrorReply {
  return apiError(404, 'ADMIN-404-8', 'Not Found', 'The user was not found in this directory.')
}

export function groupNotFound(): ErrorReply {
  return apiError(404, 'ADMIN-404-10', 'Not Found', 'The group was not found in this directory.')
}

/** "You can't add a user to a group synced from an identity provider"; that the status is 403 is likely, not verified. */
export function syncedGroup(): ErrorReply {
  return apiError(
    403,
    'ADMIN-403-5',
    'Forbidden',
    'The group is synced from an identity provider and cannot be changed here.',
  )
}

/** The word "already" tells this 409 from the one below. */
export function alreadyMember(): ErrorReply {
  return apiError(409, 'ADMIN-409-28', 'Conflict', 'The user is already a member of the group.')
}

export function licenceExceeded(productKeys: readonly string[]): ErrorReply {
  const detail = `licenceExceeded: the user limit is reached for ${productKeys.join(', ')}.`
  return apiError(409, 'ADMIN-409-3', 'License limit exceeded', detail)
}

export function unsupportedMediaType(): ErrorReply {
  return apiError(415, 'ADMIN-UAM-415-1', 'Unsupported Media Type', 'Expected a JSON body.')
}

/** @param retryAfterMs until the limit's window ends */
export function tooManyRequests(limit: number, retryAfterMs: number, now: number): ErrorReply {
  return new ErrorReply(
    jsonReply(
      429,
      { code: 429, message: 'Rate limit exceeded' },
      {
        'retry-after': String(Math.ceil(retryAfterMs / 1000)),
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': new Date(now + retryAfterMs).toISOString(),
      },
    ),
  )
}

/** An organization without Guard Standard has no audit log. That the answer is a 403 of the gateway is our assumption. */
export function noAuditLog(): ErrorReply {
  return new ErrorReply(jsonReply(403, { code: 403, message: 'Forbidden' }))
}
