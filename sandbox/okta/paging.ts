/** Lists: a page, and in the header `Link` the way to the next one, with an opaque cursor. */
import { jsonTextReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { parseJson } from '../strict-routes'
import { invalidParameter } from './errors'

/** @param next the place at which the next page begins; undefined on the last page */
export function listReply(
  call: Call,
  items: readonly string[],
  next: readonly number[] | undefined,
  headers: Readonly<Record<string, string>>,
): ServiceReply {
  const self = call.request.url.href
  const links = [`<${self}>; rel="self"`]
  if (next !== undefined) {
    const url = new URL(self)
    url.searchParams.set('after', Buffer.from(JSON.stringify(next)).toString('base64url'))
    links.push(`<${url.href}>; rel="next"`)
  }
  return jsonTextReply(200, `[${items.join(',')}]`, { ...headers, link: links.join(', ') })
}

/** @returns the numbers that `listReply` was given, or null on the first page */
export function readAfter({ query }: Call): readonly number[] | null {
  const after = query.get('after')
  if (after === null) return null
  const value = parseJson(Buffer.from(after, 'base64url').toString())
  if (Array.isArray(value) && value.every((part) => typeof part === 'number')) return value as number[]
  throw invalidParameter('after', 'The cursor is not one of this list.')
}

export function readLimit({ query }: Call, max: number, standard = max): number {
  const text = query.get('limit')
  if (text === null) return standard
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= max) return limit
  throw invalidParameter('limit', `The limit must be from 1 to ${max}.`)
}
