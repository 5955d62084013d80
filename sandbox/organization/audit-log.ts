/**
 * The organization's audit log, which Guard Standard has: v1 events, their stream and their actions. It holds memberships and
 * sign-ins, the newest of them, and shows each some minutes late.
 */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import { durationMs } from '../duration'
import { createRateWindow } from '../rate-window'
import { jsonReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Route } from '../strict-routes'
import { apiError, invalidCursor, noAuditLog, tooManyRequests } from './errors'
import type { OrganizationAnswers } from './guesses'
import {
  AUDIT_PAGE_MAX,
  EVENT_ACTIONS_PER_MINUTE,
  EVENTS_PAGE_DEFAULT,
  EVENTS_PER_MINUTE,
  EVENTS_STREAM_PAGE_DEFAULT,
  EVENTS_STREAM_PER_MINUTE,
} from './limits'

interface AuditEvent {
  readonly id: string
  readonly at: number
  readonly action: ActionName
  readonly accountId: string
}

const PATH = '/admin/v1/orgs/{orgId}'
const KEPT_EVENTS = 20_000
export type ActionName = 'added' | 'removed' | 'login'

/** The real keys are told by `event-actions` and documented nowhere. */
export function listActions(
  answers: OrganizationAnswers,
): Readonly<Record<ActionName, { id: string; name: string; group: string }>> {
  return {
    added: { id: 'user_added_to_group', name: 'Added user to group', group: 'Groups' },
    removed: { id: 'user_removed_from_group', name: 'Removed user from group', group: 'Groups' },
    login: { id: answers['org-audit-sign-in-action'], name: 'Logged in to account', group: 'User accounts' },
  }
}

/** @param hasAuditLog whether the organization's plan includes it */
export function createAuditLog({
  clock,
  site,
  hasAuditLog,
  answers,
}: {
  clock: Clock
  site: Site
  hasAuditLog: boolean
  answers: OrganizationAnswers
}): readonly Route[] {
  const lagMs = durationMs(answers['org-audit-lag'])
  const actions = listActions(answers)
  let events: AuditEvent[] = []
  let count = 0

  function record(action: AuditEvent['action'], at: number, accountId: string): void {
    count += 1
    events.push({ id: String(count), at, action, accountId })
    if (events.length > 2 * KEPT_EVENTS) events = events.slice(-KEPT_EVENTS)
  }

  site.onChange((change) => {
    if (change.kind === 'login') record('login', change.at, change.accountId)
    if (change.kind !== 'membership') return
    record(change.member ? 'added' : 'removed', change.at, change.accountId)
  })

  /** A budget of its own for each path. */
  function limited(perMinute: number, answer: (call: Call) => ServiceReply): (call: Call) => ServiceReply {
    const window = createRateWindow({ limit: perMinute, windowMs: 60_000 })
    return (call) => {
      const retryAfterMs = window.take(clock.now(), 1)
      if (retryAfterMs > 0)
        throw tooManyRequests(answers, call.request, { limit: perMinute, retryAfterMs, now: clock.now() })
      if (!hasAuditLog) throw noAuditLog()
      return answer(call)
    }
  }

  function list(call: Call, pageDefault: number): ServiceReply {
    const { query } = call
    const limit = Number(query.get('limit') ?? pageDefault)
    // Which code of its own the audit log uses for this is not known.
    if (!Number.isInteger(limit) || limit < 1 || limit > AUDIT_PAGE_MAX)
      throw apiError(400, 'ADMIN-400-19', 'Bad Request', `limit: expected a number from 1 to ${AUDIT_PAGE_MAX}.`)
    const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? Infinity)]
    const after = Number(query.get('cursor') ?? 0)
    if (!Number.isInteger(after) || after > count) throw invalidCursor()
    const shown = clock.now() - lagMs
    const found = events.filter(({ id, at }) => Number(id) > after && at >= from && at <= to && at <= shown)
    const page = found.slice(0, limit)
    const next = page.at(-1)?.id ?? query.get('cursor')
    const meta = { page_size: page.length, ...(next === null ? {} : { next }) }
    return jsonReply(200, { data: page.map(describe), links: {}, meta })
  }

  /** The real log names who did it; here everybody who changes memberships does so with the organization's key. */
  function describe({ id, at, action, accountId }: AuditEvent): Record<string, unknown> {
    const [time, processedAt] = [at, at + lagMs].map((ms) => new Date(ms).toISOString())
    const self = `https://api.atlassian.com/admin/v1/orgs/${site.orgId}/events/${id}`
    const isLogin = action === 'login'
    const attributes = {
      ...{ time, processedAt, action: actions[action].id },
      actor: { id: isLogin ? accountId : site.adminAccountId, name: isLogin ? '' : 'API key', links: { self: '' } },
      context: [{ id: accountId, type: 'users', attributes: {}, links: { self: '' } }],
    }
    return { id, type: 'events', attributes, links: { self } }
  }

  return [
    {
      ...{ method: 'GET', path: `${PATH}/events`, query: ['cursor', 'from', 'to', 'limit'] },
      answer: limited(EVENTS_PER_MINUTE, (call) => list(call, EVENTS_PAGE_DEFAULT)),
    },
    {
      ...{ method: 'GET', path: `${PATH}/events-stream`, query: ['cursor', 'from', 'to', 'limit'] },
      answer: limited(EVENTS_STREAM_PER_MINUTE, (call) => list(call, EVENTS_STREAM_PAGE_DEFAULT)),
    },
    {
      ...{ method: 'GET', path: `${PATH}/event-actions` },
      answer: limited(EVENT_ACTIONS_PER_MINUTE, () =>
        jsonReply(200, {
          data: Object.values(actions).map(({ id, name, group }) => ({
            id,
            type: 'actions',
            attributes: { displayName: name, groupDisplayName: group },
          })),
        }),
      ),
    },
  ]
}
