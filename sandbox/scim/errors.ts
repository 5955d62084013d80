/** Error bodies: SCIM's own (RFC 7644 section 3.12), and the gateway's {error, traceId}. */
import { ErrorReply, jsonReply } from '../reply'

export type ScimType =
  'invalidFilter' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue'

const HEADERS = { 'content-type': 'application/scim+json' }

export function scimError(status: number, detail: string, scimType?: ScimType): ErrorReply {
  const value = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  }
  return new ErrorReply(jsonReply(status, value, HEADERS))
}

export function unauthorized(): ErrorReply {
  return new ErrorReply(jsonReply(401, { error: 'Unauthorized', traceId: '0' }, HEADERS))
}

export function notFound(id: string): ErrorReply {
  return scimError(404, `Resource ${id} not found.`)
}

/** The gateway's 429; its shape is that of the other gateway errors. @param retryAfterMs until the window ends */
export function tooManyRequests(retryAfterMs: number): ErrorReply {
  const headers = { ...HEADERS, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return new ErrorReply(jsonReply(429, { error: 'Too Many Requests', traceId: '0' }, headers))
}
