import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { HttpReply } from '../http'
import { parseReply } from '../parse'
import type { Graph } from './graph'

/** Requests in one `$batch` (learn.microsoft.com, json-batching). */
const BATCH_MAX = 20
/** Items of a batch are throttled one by one; those are asked again, at most this often. */
const ROUNDS_MAX = 5

const batchSchema = v.object({
  responses: v.array(v.object({ id: v.string(), status: v.number(), body: v.optional(v.unknown()) })),
})

/** GETs many paths, twenty a call. @returns the replies in the order of the paths */
export async function readBatch(graph: Graph, paths: readonly string[]): Promise<HttpReply[]> {
  const replies = new Map<number, HttpReply>()
  let pending = paths.map((_, index) => index)
  for (let round = 0; pending.length > 0; round += 1) {
    if (round === ROUNDS_MAX)
      throw new AppError(
        'throttled',
        `Microsoft Graph: expected all items of a batch, ${pending.length} were refused again and again. They will be tried later.`,
      )
    for (let from = 0; from < pending.length; from += BATCH_MAX) {
      const indexes = pending.slice(from, from + BATCH_MAX)
      const json = { requests: indexes.map((index) => ({ id: String(index), method: 'GET', url: paths[index] })) }
      const reply = await graph.send('POST', '/$batch', { json })
      for (const item of parseReply(batchSchema, reply, 'Reading a batch from Entra').responses) {
        if (item.status === 429 || item.status >= 500) continue
        replies.set(Number(item.id), { status: item.status, text: JSON.stringify(item.body ?? null) })
      }
    }
    pending = pending.filter((index) => !replies.has(index))
  }
  return paths.map((_, index) => replies.get(index)!)
}
