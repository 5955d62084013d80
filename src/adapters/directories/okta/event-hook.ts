import * as v from 'valibot'
import { isObjectId } from '../../../core/id-forms'
import { callInstant } from '../../../core/signal-call'
import type { ProviderHook } from '../directory-kind'

/** Far more than the deliveries that Okta is known to make. */
const EVENTS_MAX = 100
const SIGN_IN = 'user.authentication.sso'

const schema = v.object({
  eventType: v.literal('com.okta.event_hook'),
  eventTime: callInstant,
  data: v.object({ events: v.pipe(v.array(v.unknown()), v.maxLength(EVENTS_MAX)) }),
})

/**
 * A successful sign-in to applications. The same event tells of failed ones, and of every application of the company
 * (developer.okta.com, Event types).
 */
const signInSchema = v.object({
  eventType: v.literal(SIGN_IN),
  published: v.optional(callInstant),
  outcome: v.object({ result: v.literal('SUCCESS') }),
  actor: v.object({ type: v.literal('User'), id: v.pipe(v.string(), v.check(isObjectId)) }),
  target: v.array(v.object({ type: v.nullish(v.string()), id: v.nullish(v.string()) })),
})

const CHALLENGE = /^[\w.~+/=-]{1,200}$/

export const oktaHook: ProviderHook = {
  /** Okta asks once, before it sends anything: the answer is its own text. */
  answerChallenge: (headers) => {
    const challenge = headers['x-okta-verification-challenge']
    return challenge !== undefined && CHALLENGE.test(challenge) ? JSON.stringify({ verification: challenge }) : null
  },
  parseDelivery: (json) => {
    const parsed = v.safeParse(schema, json)
    if (!parsed.success) return null
    const { eventTime, data } = parsed.output
    const signIns = data.events.flatMap((event) => {
      const one = v.safeParse(signInSchema, event)
      return one.success ? [one.output] : []
    })
    return {
      judgedBy: 'signInAppIds',
      happenings: signIns.map(({ actor, published, target }) => ({
        objectId: actor.id,
        at: published ?? eventTime,
        appIds: target.flatMap(({ type, id }) => (type === 'AppInstance' && id != null ? [id] : [])),
      })),
    }
  },
}
