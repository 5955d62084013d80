/** Replies of the remote services: how they are made, and how one is thrown from deep inside an operation. */
import type { ServiceReply } from './service'

/** Ends the handling of a request with `reply`; the service's `handle` catches it. */
export class ErrorReply extends Error {
  readonly reply: ServiceReply

  constructor(reply: ServiceReply) {
    super(`${reply.status} ${reply.body}`)
    this.name = 'ErrorReply'
    this.reply = reply
  }
}

const JSON_HEADERS: Readonly<Record<string, string>> = { 'content-type': 'application/json' }

export function jsonReply(status: number, value: unknown, headers?: Readonly<Record<string, string>>): ServiceReply {
  return jsonTextReply(status, JSON.stringify(value), headers)
}

/** @param text already JSON */
export function jsonTextReply(status: number, text: string, headers?: Readonly<Record<string, string>>): ServiceReply {
  return { status, headers: headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...headers }, body: text }
}

/** One flat text of a long list of JSON texts: joining everything at once copies each of them once. Uses `items` up. */
export function joinPage(head: string, items: string[], tail: string): string {
  if (items.length === 0) return head + tail
  items[0] = head + items[0]!
  items[items.length - 1] += tail
  return items.join(',')
}

export const NO_CONTENT: ServiceReply = { status: 204, body: '' }

/** Runs `answer` and turns a thrown `ErrorReply` into the reply it carries. */
export function catchErrorReply(answer: () => ServiceReply): ServiceReply {
  try {
    return answer()
  } catch (error) {
    if (error instanceof ErrorReply) return error.reply
    throw error
  }
}
