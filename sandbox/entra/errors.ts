/** Error bodies of Microsoft Graph and of the token endpoint. */
import { ErrorReply, jsonReply } from '../reply'

/** @param code as in the `error.code` of the real service */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): ErrorReply {
  return new ErrorReply(jsonReply(status, { error: { code, message } }, headers))
}

export function badRequest(message: string): ErrorReply {
  return graphError(400, 'Request_BadRequest', message)
}

/** An advanced query without `ConsistencyLevel: eventual` and `$count=true`. */
export function unsupportedQuery(message: string): ErrorReply {
  return graphError(400, 'Request_UnsupportedQuery', message)
}

export function resourceNotFound(id: string): ErrorReply {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  return graphError(404, 'Request_ResourceNotFound', message)
}

export function invalidToken(message: string): ErrorReply {
  return graphError(401, 'InvalidAuthenticationToken', message)
}

export function requestDenied(): ErrorReply {
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

export function notPremium(): ErrorReply {
  return graphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  )
}

/** @param location where a full synchronisation starts anew */
export function syncStateNotFound(location: string): ErrorReply {
  return graphError(410, 'syncStateNotFound', 'The sync state generation is not found; please restart the sync.', {
    location,
  })
}

export function tooManyRequests(retryAfterMs: number, scope: string, information: string): ErrorReply {
  return graphError(429, 'TooManyRequests', 'Too many requests.', {
    'retry-after': String(Math.ceil(retryAfterMs / 1000)),
    'x-ms-throttle-scope': scope,
    'x-ms-throttle-information': information,
  })
}

/** @param aadsts number of the AADSTS code */
export function tokenError(status: number, error: string, aadsts: number, text: string): ErrorReply {
  const value = { error, error_description: `AADSTS${aadsts}: ${text}`, error_codes: [aadsts] }
  return new ErrorReply(jsonReply(status, value))
}
