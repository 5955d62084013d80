/** Error bodies of the Organizations API: the v2 shape {errors: […]}, and the gateway's {code, message}. */
import { ErrorReply, jsonReply } from '../reply'
import type { ServiceRequest } from '../service'
import type { OrganizationAnswers } from './guesses'

/** @param code as in the API's list of error codes */
export function apiError(status: number, code: string, title: string, detail: string): ErrorReply {
  const id = `${status}-${code}`
  return new ErrorReply(jsonReply(status, { errors: [{ id, status: String(status), code, title, detail }] }))
}

const isV1 = ({ url }: ServiceRequest): boolean => url.pathname.startsWith('/admin/v1/')

/** v1 calls are refused by the gateway, v2 calls by the API. */
export function unauthorized(request: ServiceRequest): ErrorReply {
  if (isV1(request)) {
    return new ErrorReply(jsonReply(401, { code: 401, message: 'Unauthorized' }))
  }
  return apiError(401, 'ADMIN-401-2', 'Unauthorized', 'The API key is missing, wrong or expired.')
}

/** A key made with scopes, for a call that states none. The words are not published. */
export function scopedKey(answers: OrganizationAnswers): ErrorReply {
  const detail = 'The API key lacks the scope manage:org.'
  return answers['org-scoped-key-status'] === '403'
    ? apiError(403, 'ADMIN-403-1', 'Forbidden', detail)
    : apiError(401, 'ADMIN-401-2', 'Unauthorized', detail)
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

/** "You can't add a user to a group synced from an identity provider". */
export function syncedGroup(answers: OrganizationAnswers): ErrorReply {
  const detail = 'The group is synced from an identity provider and cannot be changed here.'
  return answers['org-synced-group-status'] === '403'
    ? apiError(403, 'ADMIN-403-5', 'Forbidden', detail)
    : apiError(400, 'ADMIN-403-5', 'Bad Request', detail)
}

/** The word "already" tells this 409 from that of a full licence. @returns null: the answer is that of a new membership */
export function alreadyMember(answers: OrganizationAnswers): ErrorReply | null {
  switch (answers['org-already-member-reply']) {
    case '409-already':
      return apiError(409, 'ADMIN-409-28', 'Conflict', 'The user is already a member of the group.')
    case '409-other-words':
      return apiError(409, 'ADMIN-409-28', 'Conflict', 'The membership exists.')
    case '204':
      return null
  }
}

/** @returns null: the answer is that of a membership that has ended */
export function notAMember(answers: OrganizationAnswers, groupId: string): ErrorReply | null {
  if (answers['org-not-a-member-reply'] === '204') return null
  return apiError(404, 'ADMIN-404-8', 'Not Found', `The user is not a member of the group ${groupId}.`)
}

export function licenceExceeded(answers: OrganizationAnswers, productKeys: readonly string[]): ErrorReply {
  const keys = productKeys.join(', ')
  switch (answers['org-licence-exceeded-reply']) {
    case '409-licence':
      return apiError(
        409,
        'ADMIN-409-3',
        'License limit exceeded',
        `licenceExceeded: the user limit is reached for ${keys}.`,
      )
    case '409-user-limit':
      return apiError(409, 'ADMIN-409-1', 'Conflict', `You have reached the user limit for ${keys}.`)
    case '409-other-words':
      return apiError(409, 'ADMIN-409-1', 'Conflict', `Nobody else can be added to ${keys}.`)
    case '400-licence':
      return apiError(400, 'ADMIN-400-3', 'Bad Request', `Licence exceeded: LicenceCheckHardLimitFailure [${keys}]`)
  }
}

export function unsupportedMediaType(): ErrorReply {
  return apiError(415, 'ADMIN-UAM-415-1', 'Unsupported Media Type', 'Expected a JSON body.')
}

/** @param retryAfterMs until the limit's window ends */
export function tooManyRequests(
  answers: OrganizationAnswers,
  request: ServiceRequest,
  { limit, retryAfterMs, now }: { readonly limit: number; readonly retryAfterMs: number; readonly now: number },
): ErrorReply {
  const form = answers['org-throttle-headers']
  const seconds = String(Math.ceil(retryAfterMs / 1000))
  const reset = {
    'retry-after': new Date(now + retryAfterMs).toISOString(),
    'reset-date': new Date(now + retryAfterMs).toISOString(),
    'reset-seconds': seconds,
    'reset-epoch': String(Math.ceil((now + retryAfterMs) / 1000)),
  }[form]
  const headers = {
    ...(form === 'retry-after' ? { 'retry-after': seconds } : {}),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': reset,
  }
  if (isV1(request)) return new ErrorReply(jsonReply(429, { code: 429, message: 'Rate limit exceeded' }, headers))
  const { reply } = apiError(429, 'ADMIN-429-1', 'Too Many Requests', 'The rate limit is exceeded.')
  return new ErrorReply({ ...reply, headers: { ...reply.headers, ...headers } })
}

/** An organization without Guard Standard has no audit log. That the answer is a 403 of the gateway is our assumption. */
export function noAuditLog(): ErrorReply {
  return new ErrorReply(jsonReply(403, { code: 403, message: 'Forbidden' }))
}
