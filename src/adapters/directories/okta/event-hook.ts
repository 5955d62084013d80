import * as v from 'valibot'
import { PEOPLE_MAX, callInstant, callNonce, callText } from '../../../core/signal-call'
import type { ProviderHook } from '../directory-kind'

/** An event hook: people are the actors of its sign-ins; `eventId` serves as nonce. */
const schema = v.object({
  eventType: v.literal('com.okta.event_hook'),
  eventId: callNonce,
  eventTime: callInstant,
  data: v.object({
    events: v.pipe(
      v.array(v.object({ actor: v.object({ type: v.string(), alternateId: v.nullish(callText) }) })),
      v.minLength(1),
      v.maxLength(PEOPLE_MAX),
    ),
  }),
})

const CHALLENGE = /^[\w.~+/=-]{1,200}$/

export const oktaHook: ProviderHook = {
  /** Okta asks once, before it sends anything: the answer is its own text. */
  answerChallenge: (headers) => {
    const challenge = headers['x-okta-verification-challenge']
    return challenge !== undefined && CHALLENGE.test(challenge) ? JSON.stringify({ verification: challenge }) : null
  },
  parseCall: (json) => {
    const parsed = v.safeParse(schema, json)
    if (!parsed.success) return null
    const { eventId, eventTime, data } = parsed.output
    const emails = data.events.flatMap(({ actor }) =>
      actor.type === 'User' && actor.alternateId != null ? [actor.alternateId] : [],
    )
    return { nonce: eventId, at: eventTime, people: emails.map((email) => ({ email })), productKey: null }
  },
}
