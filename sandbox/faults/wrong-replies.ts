/** Replies as they come from a service in trouble, or from something in between. */
import type { ServiceReply, ServiceRequest } from '../service'
import type { Wait } from './fault'
import { parseJson } from '../strict-routes'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

/** A gateway's own reply: JSON to who asks too often, a page for the rest. @param now epoch ms */
export function statusReply(status: number, wait: Wait | null, now: number): ServiceReply {
  const limit = wait === null ? {} : waitHeader(wait, now)
  if (status < 500) {
    const body = JSON.stringify({ code: status, message: status === 429 ? 'Rate limit exceeded' : 'Refused' })
    return { status, headers: { 'content-type': 'application/json', ...limit }, body }
  }
  return { status, headers: { ...HTML, ...limit }, body: `<html><body><h1>${status}</h1></body></html>` }
}

function waitHeader({ form, ms }: Wait, now: number): Readonly<Record<string, string>> {
  switch (form) {
    case 'retry-after':
      return { 'retry-after': String(ms / 1_000) }
    case 'reset-date':
      return { 'x-ratelimit-reset': new Date(now + ms).toISOString() }
    case 'reset-seconds':
      return { 'x-ratelimit-reset': String(ms / 1_000) }
    case 'reset-epoch':
      return { 'x-ratelimit-reset': String(Math.ceil((now + ms) / 1_000)) }
  }
}

/** What a captive portal or a maintenance page sends. */
export const HTML_REPLY: ServiceReply = {
  status: 200,
  headers: HTML,
  body: '<!doctype html><html><title>Sign in</title><body>Please sign in.</body></html>',
}

export function truncate(reply: ServiceReply): ServiceReply {
  return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) }
}

/** Where a reply says that the list goes on; null when it is not a page of a list. */
interface Cursors {
  /** With which this page was asked for; null on the first one. */
  readonly own: string | null
  readonly next: string | null
  /** The same page with another cursor behind it. */
  withNext(cursor: string): ServiceReply
}

/** Understands Graph's links and the Organizations API's cursors. */
function readCursors(request: ServiceRequest, reply: ServiceReply): Cursors | null {
  const body = parseJson(reply.body) as Record<string, unknown> | undefined
  if (reply.status !== 200 || body === undefined) return null
  const rewrite = (change: Record<string, unknown>): ServiceReply => ({
    ...reply,
    body: JSON.stringify({ ...body, ...change }),
  })
  if (Array.isArray(body['value'])) {
    const { href, searchParams } = request.url
    return {
      own: searchParams.has('$skiptoken') ? href : null,
      next: (body['@odata.nextLink'] as string | undefined) ?? null,
      withNext: (cursor) => rewrite({ '@odata.nextLink': cursor, '@odata.deltaLink': undefined }),
    }
  }
  const links = body['links'] as { next?: string | null } | undefined
  if (!Array.isArray(body['data']) || links === undefined) return null
  const asked = parseJson(request.body) as { cursor?: string } | undefined
  return {
    own: asked?.cursor ?? null,
    next: links.next ?? null,
    withNext: (cursor) => rewrite({ links: { ...links, next: cursor } }),
  }
}

/** From the second page on, what follows a page is that page again. */
export function repeatCursor(request: ServiceRequest, reply: ServiceReply): ServiceReply {
  const cursors = readCursors(request, reply)
  return cursors === null || cursors.own === null ? reply : cursors.withNext(cursors.own)
}

/** What follows the third page is the second one. */
export function createCycle(): (request: ServiceRequest, reply: ServiceReply) => ServiceReply {
  let second: string | null = null
  let third: string | null = null
  return (request, reply) => {
    const cursors = readCursors(request, reply)
    if (cursors === null) return reply
    if (cursors.own === null) second = cursors.next
    else if (cursors.own === second) third = cursors.next
    else if (cursors.own === third && second !== null) return cursors.withNext(second)
    return reply
  }
}
