import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { isAccountId } from '../../core/id-forms'
import { callInstant } from '../../core/signal-call'
import type { Happening, SignalDelivery } from '../../core/signal-call'
import type { AuditReader } from '../../ports'
import type { Http, HttpReply } from '../http'
import { parseReply } from '../parse'
import { ADMIN } from './organization'

/** Largest page of the stream (Organizations document of 2026-08-21). */
const EVENTS_PER_PAGE = 500
const READING = 'Reading the audit log of the organization'

const text = v.nullish(v.string())
const eventSchema = v.object({
  id: v.string(),
  attributes: v.object({ time: v.string(), action: v.string(), actor: v.nullish(v.object({ id: text })) }),
})
const pageSchema = v.object({ data: v.array(eventSchema), meta: v.nullish(v.object({ next: text })) })
const actionsSchema = v.object({
  data: v.array(v.object({ id: v.string(), attributes: v.object({ displayName: v.string() }) })),
})

/**
 * What its webhook sends. Nothing is documented of the body: a guess, by the events of the stream, one or several
 * (support.atlassian.com, Learn more about audit log webhooks).
 */
const deliverySchema = v.object({ data: v.union([v.array(v.unknown()), v.looseObject({ type: v.literal('events') })]) })
/** The name by which Atlassian documents the action (support.atlassian.com, Audit log activities). */
const SIGN_IN = 'Logged in to account'

/** The organization's audit log, where its plan has one (Guard Standard). */
export function createAuditReader(
  http: Http,
  readCredentials: () => Promise<{ readonly orgId: string; readonly apiKey: string }>,
): AuditReader {
  async function get(path: string): Promise<HttpReply> {
    const { orgId, apiKey } = await readCredentials()
    const url = `${ADMIN}/v1/orgs/${encodeURIComponent(orgId)}${path}`
    const reply = await http.send({ method: 'GET', url, headers: { authorization: `Bearer ${apiKey}` } })
    if (reply.status === 403 || reply.status === 404) {
      throw new AppError(
        'permission-missing',
        `${READING}: expected events, got ${reply.status}. The organization's plan has no audit log (it comes with Atlassian Guard Standard), or the key may not read it. Switch this signal off, or enter a key that may.`,
      )
    }
    return reply
  }
  return {
    readEvents: async (cursor, from) => {
      const start = cursor === null ? `from=${from.getTime()}` : `cursor=${encodeURIComponent(cursor)}`
      const reply = await get(`/events-stream?limit=${EVENTS_PER_PAGE}&${start}`)
      if (reply.status === 400 && cursor !== null)
        throw new AppError(
          'cursor-expired',
          `${READING}: the cursor is no longer accepted. The last half hour is read again.`,
        )
      const page = parseReply(pageSchema, reply, READING)
      const events = page.data.map(({ id, attributes: { time, action, actor } }) => ({
        ...{ id, action, at: time },
        actorId: actor?.id ?? null,
      }))
      return { events, cursor: page.meta?.next ?? null, isLast: events.length < EVENTS_PER_PAGE }
    },
    readActions: async () =>
      parseReply(actionsSchema, await get('/event-actions'), READING).data.map(({ id, attributes }) => ({
        id,
        name: attributes.displayName,
        isSignIn: attributes.displayName === SIGN_IN,
      })),
    parseDelivery: parseAuditDelivery,
  }
}

export function parseAuditDelivery(json: unknown): SignalDelivery | null {
  const parsed = v.safeParse(deliverySchema, json)
  if (!parsed.success) return null
  const told = [parsed.output.data].flat().flatMap((event) => (v.is(eventSchema, event) ? [event] : []))
  return told.length === 0 ? null : { judgedBy: 'auditActions', happenings: told.flatMap(toHappening) }
}

function toHappening({ attributes: { time, action, actor } }: v.InferOutput<typeof eventSchema>): Happening[] {
  const accountId = actor?.id ?? ''
  return isAccountId(accountId) && v.is(callInstant, time) ? [{ accountId, at: time, action }] : []
}
