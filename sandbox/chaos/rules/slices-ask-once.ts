/**
 * A slice of the drain looks everybody up together: a batch of Entra holds twenty people. An invocation has several slices,
 * and each of them reads the seats beside its people.
 */
import type { Rule } from './rule'
import { onEvents } from './rule'

/** So many people fit into one batch. */
const PEOPLE_MAX = 20
/** Of those who ask: people by their ids, people found by their addresses, their groups. Of those who get something back: two. */
const BATCHES_MAX = 5
const CALM_MS = 60 * 60_000

export const slicesAskOnce: Rule = {
  name: 'slices-ask-once',
  watch: onEvents(({ sandbox: { clock, host }, truth }, broken) => {
    let slice = { invocationId: -1, batches: 0, people: new Set<string>() }
    host.onRequest((service, { url, body, origin }) => {
      if (origin?.functionKey !== 'inbox-worker') return
      const isNew = slice.invocationId !== origin.invocationId || url.pathname.endsWith('/applicationrole')
      if (isNew) slice = { invocationId: origin.invocationId, batches: 0, people: new Set() }
      if (service !== 'entra' || !url.pathname.endsWith('/$batch')) return
      slice.batches += 1
      for (const [, userId] of (body ?? '').matchAll(/\/users\/([0-9a-f-]{36})/g)) slice.people.add(userId!)
      if (slice.batches <= BATCHES_MAX || slice.people.size > PEOPLE_MAX) return
      if (!truth.faultSince(clock.now() - CALM_MS, ''))
        broken(`A slice asked Entra for ${slice.people.size} people in ${slice.batches} batches.`)
    })
  }),
}
