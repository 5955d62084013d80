/** A service that shows only a part of the people, in lists, batches and look-ups alike: nothing tells the caller. */
import type { ServiceReply, ServiceRequest } from '../service'
import { parseJson } from '../strict-routes'

/** Where Microsoft Graph and the organization tell of people. */
const OF_PEOPLE = /\/(users|transitiveMembers|members|\$batch|search)\b/
const ONE_USER = /\/users\/([^/?]+)$/
const NOT_FOUND = JSON.stringify({ error: { code: 'Request_ResourceNotFound', message: 'Resource does not exist.' } })

interface Row {
  readonly id?: string
  readonly accountId?: string
}

/** @param share of the people who are shown; who is one of them is settled when they are first met */
export function createPartialView(share: number): (request: ServiceRequest, reply: ServiceReply) => ServiceReply {
  const met = new Map<string, boolean>()

  function isShown({ accountId, id }: Row): boolean {
    const key = accountId ?? id
    if (key === undefined) return true
    const known = met.get(key)
    if (known !== undefined) return known
    // Evenly among them, so that a small company is cut by the same share as a large one.
    const isOneOfThem = Math.floor((met.size + 1) * share) > Math.floor(met.size * share)
    met.set(key, isOneOfThem)
    return isOneOfThem
  }

  function cutLists(body: Record<string, unknown>): Record<string, unknown> {
    const cut = { ...body }
    for (const name of ['value', 'data'] as const) {
      const rows = cut[name]
      if (Array.isArray(rows)) cut[name] = (rows as Row[]).filter(isShown)
    }
    return cut
  }

  return (request, reply) => {
    if (reply.status !== 200 || !OF_PEOPLE.test(request.url.pathname)) return reply
    const body = parseJson(reply.body) as Record<string, unknown> | undefined
    if (body === undefined) return reply
    const responses = body['responses']
    if (Array.isArray(responses)) {
      const seen = (responses as { status: number; body?: Record<string, unknown> }[]).map((one) => {
        if (one.status !== 200 || one.body === undefined) return one
        const isHidden = typeof one.body['displayName'] === 'string' && !isShown(one.body)
        return isHidden
          ? { ...one, status: 404, body: JSON.parse(NOT_FOUND) as object }
          : { ...one, body: cutLists(one.body) }
      })
      return { ...reply, body: JSON.stringify({ ...body, responses: seen }) }
    }
    const id = ONE_USER.exec(request.url.pathname)?.[1]
    if (id !== undefined && request.method === 'GET' && !isShown({ id }))
      return { ...reply, status: 404, body: NOT_FOUND }
    return { ...reply, body: JSON.stringify(cutLists(body)) }
  }
}
