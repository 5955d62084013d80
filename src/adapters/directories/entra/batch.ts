import pLimit from 'p-limit'
import * as v from 'valibot'
import { AppError } from '../../../core/errors'
import type { HttpReply } from '../../http'
import { parseReply } from '../../parse'
import type { Graph } from './graph'

/** Requests in one `$batch` (learn.microsoft.com, json-batching). */
const BATCH_MAX = 20
/** Items of a batch are throttled one by one; those are asked again, at most this often. */
const ROUNDS_MAX = 5
const CALLS_IN_FLIGHT = 5

const batchSchema = v.object({
  responses: v.array(v.object({ id: v.string(), status: v.number(), body: v.optional(v.unknown()) })),
})

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

/** Sends many requests, twenty a call and some calls at once. @returns the replies in the order of the requests */
export async function sendBatch(graph: Graph, items: readonly BatchItem[]): Promise<HttpReply[]> {
  const replies = new Map<number, HttpReply>()
  let pending = items.map((_, index) => index)
  for (let round = 0; pending.length > 0; round += 1) {
    if (round === ROUNDS_MAX)
      throw new AppError(
        'throttled',
        `Microsoft Graph: expected all items of a batch, ${pending.length} were refused again and again. They will be tried later.`,
      )
    const calls: number[][] = []
    for (let from = 0; from < pending.length; from += BATCH_MAX) calls.push(pending.slice(from, from + BATCH_MAX))
    const limit = pLimit(CALLS_IN_FLIGHT)
    const answers = await Promise.all(calls.map((indexes) => limit(() => sendCall(graph, items, indexes))))
    for (const { id, status, body } of answers.flat()) {
      if (status === 429 || status >= 500) continue
      replies.set(Number(id), { status, text: JSON.stringify(body ?? null) })
    }
    pending = pending.filter((index) => !replies.has(index))
  }
  return items.map((_, index) => replies.get(index)!)
}

async function sendCall(graph: Graph, items: readonly BatchItem[], indexes: readonly number[]) {
  const json = { requests: indexes.map((index) => ({ id: String(index), ...items[index]! })) }
  const reply = await graph.send('POST', '/$batch', { json })
  return parseReply(batchSchema, reply, 'Reading a batch from Entra').responses
}
