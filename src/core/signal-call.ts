import * as v from 'valibot'
import { MINUTE_MS } from './time'

/** Who asks, in the words of the caller: one of these ids. */
export interface SignalPerson {
  readonly accountId?: string | undefined
  readonly objectId?: string | undefined
  readonly email?: string | undefined
}

/** One call of the web trigger. */
export interface SignalCall {
  /** Never used twice. */
  readonly nonce: string
  /** ISO */
  readonly at: string
  readonly people: readonly SignalPerson[]
  /** null: whatever signals ask for. */
  readonly productKey: string | null
}

/** A call this much older or newer than now is a replay, or a broken clock. */
export const SIGNAL_WINDOW_MS = 5 * MINUTE_MS
const PEOPLE_MAX = 20

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const instant = v.pipe(v.string(), v.isoTimestamp())
const ownSchema = v.strictObject({
  nonce: v.pipe(text, v.minLength(8)),
  at: instant,
  people: v.pipe(
    v.array(
      v.union([
        v.strictObject({ accountId: text }),
        v.strictObject({ objectId: text }),
        v.strictObject({ email: text }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(PEOPLE_MAX),
  ),
  product: v.optional(text),
})

/** An event hook of Okta: people are the actors of its sign-ins; `eventId` serves as nonce. */
const oktaSchema = v.object({
  eventType: v.literal('com.okta.event_hook'),
  eventId: v.pipe(text, v.minLength(8)),
  eventTime: instant,
  data: v.object({
    events: v.pipe(
      v.array(v.object({ actor: v.object({ type: v.string(), alternateId: v.nullish(text) }) })),
      v.minLength(1),
      v.maxLength(PEOPLE_MAX),
    ),
  }),
})

/** @returns null for anything that is not a call */
export function parseSignalCall(body: string): SignalCall | null {
  const json = parseJson(body)
  const own = v.safeParse(ownSchema, json)
  if (own.success) {
    const { nonce, at, people, product } = own.output
    return { nonce, at, people, productKey: product ?? null }
  }
  const okta = v.safeParse(oktaSchema, json)
  if (!okta.success) return null
  const { eventId, eventTime, data } = okta.output
  const emails = data.events.flatMap(({ actor }) =>
    actor.type === 'User' && actor.alternateId != null ? [actor.alternateId] : [],
  )
  return { nonce: eventId, at: eventTime, people: emails.map((email) => ({ email })), productKey: null }
}

export function isWithinWindow(call: SignalCall, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(call.at)) <= SIGNAL_WINDOW_MS
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
