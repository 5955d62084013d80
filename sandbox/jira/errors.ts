/** Error bodies of Jira's REST API and of the gateway in front of it. */
import { ErrorReply, jsonReply } from '../reply'

export function jiraError(status: number, message: string): ErrorReply {
  return new ErrorReply(jsonReply(status, { errorMessages: [message], errors: {} }))
}

/** What the gateway says to a Forge app whose manifest lacks the scope. */
export function scopeMismatch(): ErrorReply {
  return new ErrorReply(jsonReply(401, { code: 401, message: 'Unauthorized; scope does not match' }))
}

export function notLoggedIn(): ErrorReply {
  return jiraError(401, 'You are not authenticated. Authentication required to perform this operation.')
}

export function forbidden(): ErrorReply {
  return jiraError(403, 'You are not authorized to perform this action. Administrator privileges are required.')
}

export function tooManyRequests(headers: Readonly<Record<string, string>>): ErrorReply {
  return new ErrorReply(jsonReply(429, { errorMessages: ['Rate limit exceeded.'], errors: {} }, headers))
}
