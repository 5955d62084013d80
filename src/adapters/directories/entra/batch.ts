import pLimit from 'p-limit'
import * as v from 'valibot'
import { inChunks } from '../../../core/chunks'
import { OUTAGE } from '../../../core/look-ups'
import type { HttpReply } from '../../http'
import { parseReply } from '../../parse'
import { waitAskedFor } from '../../wait-asked-for'
import type { Graph } from './graph'

/** Requests in one `$batch` (learn.microsoft.com, json-batching). */
const BATCH_MAX = 20
/** Items of a batch are throttled one by one; those are asked again, at most this often, and fewer than three once. */
const ROUNDS_MAX = 5
/** Without a word of how long to wait: doubled with each round. */
const FIRST_WAIT_MS = 2_000
const CALLS_IN_FLIGHT = 5

const batchSchema = v.object({
  responses: v.array(
    v.object({
      id: v.string(),
      status: v.number(),
      headers: v.nullish(v.record(v.string(), v.string())),
      body: v.optional(v.unknown()),
    }),
  ),
})
type Answer = v.InferOutput<typeof batchSchema>['responses'][number]

export interface BatchItem {
  readonly method: 'GET' | 'POST'
  /** Below `/v1.0`. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** GETs many paths. @returns the replies in the order of the paths */
export function readBatch(graph: Graph, paths: readonly string[]): Promise<HttpReply[]> {
  return sendBatch(
    graph,
    paths.map((url) => ({ method: 'GET', url })),
  )
}

/**
 * Sends many requests, twenty a call and some calls at once. What is wrong with one of them is in its own reply.
 * @returns the replies in the order of the requests
 * @throws AppError `throttled` while three items or more are refused for a longer time than there is; of fewer, the others
 * need not wait: those keep the reply that they have
 */
export async function sendBatch(graph: Graph, items: readonly BatchItem[]): Promise<HttpReply[]> {
  const replies = new Map<number, HttpReply>()
  let pending = items.map((_, index) => index)
  for (let round = 0; pending.length > 0; round += 1) {
    const limit = pLimit(CALLS_IN_FLIGHT)
    const calls = inChunks(pending, BATCH_MAX).map((indexes) => limit(() => sendCall(graph, items, indexes)))
    const again: number[] = []
    let waitMs = 0
    for (const { index, reply } of (await Promise.all(calls)).flat()) {
      const isThrottled = reply.status === 429
      replies.set(index, reply)
      if (isThrottled) waitMs = Math.max(waitMs, reply.waitMs ?? FIRST_WAIT_MS * 2 ** round)
      // A service that fails is asked once more; after that it is this item's trouble.
      if (isThrottled || (reply.status >= 500 && round === 0)) again.push(index)
    }
    pending = again
    if (waitMs === 0) continue
    const areOwn = pending.length < OUTAGE
    try {
      await graph.rest(waitMs, round + 1 < (areOwn ? 2 : ROUNDS_MAX))
    } catch (error) {
      if (!areOwn) throw error
      pending = []
    }
  }
  return items.map((_, index) => replies.get(index)!)
}

async function sendCall(graph: Graph, items: readonly BatchItem[], indexes: readonly number[]) {
  const json = { requests: indexes.map((index) => ({ id: String(index), ...items[index]! })) }
  const reply = await graph.send('POST', '/$batch', { json })
  const { responses } = parseReply(batchSchema, reply, 'Reading a batch from Entra')
  const byId = new Map(responses.map((answer) => [answer.id, answer]))
  return indexes.map((index) => ({ index, reply: toItemReply(byId.get(String(index))) }))
}

const UNANSWERED: HttpReply = { status: 502, text: '' }

/** An item that is not mentioned has not been answered. */
function toItemReply(answer: Answer | undefined): HttpReply {
  if (answer === undefined) return UNANSWERED
  const { status, headers, body } = answer
  const waitMs = status === 429 ? waitAskedFor(new Headers(headers ?? {})) : null
  return { status, text: JSON.stringify(body ?? null), ...(waitMs === null ? {} : { waitMs }) }
}
