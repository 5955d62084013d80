/**
 * An event hook: Okta tells an address of what happens in the org, several events at a time, asynchronously, at least once
 * and in no order (developer.okta.com, Event hooks).
 */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import { HOOK_AGAIN_MS, HOOK_COLLECTS_MS } from './limits'

/** One row of the System Log. Failed sign-ins have the same type, and so have those to every other application. */
export interface HookedEvent {
  readonly userId: string
  readonly login: string
  readonly appId: string
  readonly eventType: string
  readonly isSuccess: boolean
}

/** "There is no guarantee of maximum delay"; none of these numbers is published. */
export interface HookHabits {
  /** Events in one delivery at most. */
  readonly perDelivery: number
  readonly delayMs: { readonly min: number; readonly max: number }
  /** Shares of deliveries. */
  readonly lost: number
  readonly twice: number
}

export interface EventHook {
  happen(event: HookedEvent): void
  /** Deliveries by the status of their last answer, and those that nobody sent. */
  readonly answers: ReadonlyMap<number | 'lost', number>
}

/** @param send calls the address. @returns its status */
export function createEventHook({
  clock,
  random,
  habits,
  send,
}: {
  clock: Clock
  random: Random
  habits: HookHabits
  send: (body: string) => Promise<number>
}): EventHook {
  const answers = new Map<number | 'lost', number>()
  let waiting: object[] = []
  let size = 0

  function flush(): void {
    const events = waiting
    waiting = []
    if (events.length === 0) return
    if (random.chance(habits.lost)) return count('lost')
    const body = JSON.stringify({
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      source: 'https://example.okta.com/api/v1/eventHooks/who1',
      eventId: makeUuid(random),
      data: { events },
      eventTime: new Date(clock.now()).toISOString(),
      contentType: 'application/json',
    })
    for (let copies = random.chance(habits.twice) ? 2 : 1; copies > 0; copies -= 1)
      clock.after(random.int(habits.delayMs.min, habits.delayMs.max), () => void deliver(body, 1))
  }

  /** Sent once more after a 5xx, and never after a 4xx. */
  async function deliver(body: string, attempt: 1 | 2): Promise<void> {
    const status = await send(body)
    if (status >= 500 && attempt === 1) clock.after(HOOK_AGAIN_MS, () => void deliver(body, 2))
    else count(status)
  }

  function count(answer: number | 'lost'): void {
    answers.set(answer, (answers.get(answer) ?? 0) + 1)
  }

  return {
    answers,
    happen: (event) => {
      if (waiting.length === 0) size = random.int(1, habits.perDelivery)
      waiting.push(writeEvent(event, clock.now(), makeUuid(random)))
      if (waiting.length === 1) clock.after(HOOK_COLLECTS_MS, flush)
      else if (waiting.length >= size) flush()
    },
  }
}

function writeEvent({ userId, login, appId, eventType, isSuccess }: HookedEvent, at: number, uuid: string): object {
  return {
    uuid,
    published: new Date(at).toISOString(),
    eventType,
    version: '0',
    severity: 'INFO',
    legacyEventType: 'app.auth.sso',
    displayMessage: 'User single sign on to app',
    actor: { id: userId, type: 'User', alternateId: login, displayName: null, detailEntry: null },
    outcome: isSuccess ? { result: 'SUCCESS', reason: null } : { result: 'FAILURE', reason: 'NOT_ASSIGNED' },
    target: [
      { id: appId, type: 'AppInstance', alternateId: 'An application', displayName: null, detailEntry: null },
      { id: userId, type: 'AppUser', alternateId: login, displayName: null, detailEntry: null },
    ],
  }
}
