/** POST /$batch: up to 20 requests in one, each judged, throttled and answered on its own, in any order. */
import { jsonTextReply } from '../reply'
import type { ServiceReply, ServiceRequest } from '../service'
import type { Call } from '../strict-routes'
import { badRequest, graphError } from './errors'
import { BATCH_MAX } from './limits'
import type { EntraWorld } from './world'

const BATCH_PROPERTIES: ReadonlySet<string> = new Set(['requests'])
const ITEM_PROPERTIES: ReadonlySet<string> = new Set(['id', 'method', 'url', 'headers', 'body', 'dependsOn'])

interface Item {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly dependsOn?: readonly string[]
}

/** @param answer answers a request to Graph as if it had come alone */
export function runBatch(
  world: EntraWorld,
  call: Call,
  answer: (request: ServiceRequest) => ServiceReply,
): ServiceReply {
  const items = readItems(world, call)
  const replies = new Map<string, ServiceReply>()
  for (const item of items) {
    const isBlocked = item.dependsOn?.some((id) => (replies.get(id)?.status ?? 424) >= 400) ?? false
    replies.set(item.id, isBlocked ? failedDependency() : answer(toRequest(call.request, item)))
  }
  const texts = [...replies].map(([id, reply]) => writeItem(id, reply))
  shuffle(world, texts)
  return jsonTextReply(200, `{"responses":[${texts.join(',')}]}`)
}

function readItems({ strictness }: EntraWorld, call: Call): readonly Item[] {
  const requests = strictness.readObject(call.request, BATCH_PROPERTIES)?.['requests']
  if (!Array.isArray(requests) || requests.length < 1 || requests.length > BATCH_MAX) {
    throw badRequest(`Number of batch request steps must be from 1 to ${BATCH_MAX}.`)
  }
  const items = requests as Item[]
  for (const item of items) {
    const unknown = Object.keys(item).find((name) => !ITEM_PROPERTIES.has(name))
    if (unknown !== undefined) throw strictness.unsupported(`$batch: unknown property "${unknown}" of a request`)
    if (typeof item.id !== 'string' || typeof item.method !== 'string' || typeof item.url !== 'string') {
      throw badRequest('Each batch request needs id, method and url.')
    }
    if (item.body !== undefined && !hasContentType(item))
      throw graphError(400, 'BadRequest', `Write request id : ${item.id} does not contain Content-Type header or body.`)
    if (/^https?:/.test(item.url)) throw badRequest('The url of a batch request is relative.')
  }
  if (new Set(items.map(({ id }) => id)).size !== items.length)
    throw badRequest('The ids of batch requests must be unique.')
  return items
}

/** https://learn.microsoft.com/graph/json-batching: "If a body is supplied, headers must include a Content-Type". */
function hasContentType({ headers = {} }: Item): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
}

/** Headers of the batch itself do not carry over, except the authorization. */
function toRequest(outer: ServiceRequest, { method, url, headers = {}, body }: Item): ServiceRequest {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    ...outer,
    method,
    url: new URL(`${outer.url.origin}/v1.0${url.startsWith('/') ? '' : '/'}${url}`),
    headers: { ...own, authorization: outer.headers['authorization'] ?? '' },
    body: body === undefined ? null : JSON.stringify(body),
  }
}

/** @param reply its body is JSON text */
export function writeItem(id: string, { status, headers = {}, body }: ServiceReply): string {
  const tail = body === '' ? '' : `,"body":${body}`
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [writtenName(name), value]))
  return `{"id":${JSON.stringify(id)},"status":${status},"headers":${JSON.stringify(named)}${tail}}`
}

/** Inside a batch names are data, and Microsoft's own client looks for "Content-Type" exactly; x-ms-… stay small. */
function writtenName(name: string): string {
  return name.startsWith('x-') ? name : name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

function failedDependency(): ServiceReply {
  return graphError(424, 'FailedDependency', 'A request that this one depends on has failed.').reply
}

function shuffle({ random }: EntraWorld, items: string[]): void {
  for (let index = items.length - 1; index > 0; index--) {
    const other = random.int(0, index)
    const item = items[index]!
    items[index] = items[other]!
    items[other] = item
  }
}
