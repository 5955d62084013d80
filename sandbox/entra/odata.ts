/** Pieces of OData that every list has: page size, skip token, next link, count. */
import { joinPage, jsonTextReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { parseJson } from '../strict-routes'
import { badRequest, unsupportedQuery } from './errors'
import { PAGE_DEFAULT } from './limits'

export function readTop(call: Call, max: number, fallback = PAGE_DEFAULT): number {
  const text = call.query.get('$top')
  if (text === null) return Math.min(fallback, max)
  const top = Number(text)
  if (Number.isInteger(top) && top >= 1 && top <= max) return top
  throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${max} inclusive.`)
}

/** The position at which this page begins; `$skiptoken` is opaque to everybody else. */
export function readSkipToken(call: Call): readonly number[] | null {
  const token = call.query.get('$skiptoken')
  if (token === null) return null
  const value = parseJson(Buffer.from(token, 'base64url').toString())
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value as number[]
  throw badRequest('The skip token is invalid.')
}

export function writeSkipToken(values: readonly number[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The same query, continued. Graph sends absolute links that are to be followed verbatim. */
export function nextLink(call: Call, skipToken: string): string {
  const query = [...call.query].filter(([name]) => name !== '$skiptoken')
  const text = [
    ...query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`),
    `$skiptoken=${skipToken}`,
  ].join('&')
  return `${call.request.url.origin}${call.request.url.pathname}?${text}`
}

/** `$count=true` is an advanced query: it needs `ConsistencyLevel: eventual`. @returns whether a count is asked for */
export function readCount(call: Call): boolean {
  const count = call.query.get('$count') === 'true'
  if (count && call.request.headers['consistencylevel'] !== 'eventual') {
    throw unsupportedQuery("Request with $count needs the header 'ConsistencyLevel: eventual'.")
  }
  return count
}

export interface Page {
  /** After the `#` of `@odata.context`. */
  readonly context: string
  /** Items as JSON texts; used up. */
  readonly items: string[]
  readonly count?: number | undefined
  readonly next?: string | undefined
  readonly delta?: string | undefined
}

export function pageReply(
  call: Call,
  { context, items, count, next, delta }: Page,
  headers?: Readonly<Record<string, string>>,
): ServiceReply {
  const parts = [`"@odata.context":${JSON.stringify(`${call.request.url.origin}/v1.0/$metadata#${context}`)}`]
  if (count !== undefined) parts.push(`"@odata.count":${count}`)
  if (next !== undefined) parts.push(`"@odata.nextLink":${JSON.stringify(next)}`)
  if (delta !== undefined) parts.push(`"@odata.deltaLink":${JSON.stringify(delta)}`)
  return jsonTextReply(200, joinPage(`{${parts.join(',')},"value":[`, items, ']}'), headers)
}

/** One object with its context in front. @param text a JSON object that is not empty */
export function objectReply(
  call: Call,
  context: string,
  text: string,
  headers?: Readonly<Record<string, string>>,
): ServiceReply {
  const link = JSON.stringify(`${call.request.url.origin}/v1.0/$metadata#${context}`)
  return jsonTextReply(200, `{"@odata.context":${link},${text.slice(1)}`, headers)
}
