/** GET /api/v1/logs: the System Log, of which sign-ins to applications are modelled. */
import type { SignIn } from '../entra/tenant'
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { parseExpression } from './expressions'
import { LOG_PAGE_DEFAULT, LOG_PAGE_MAX, LOG_RETENTION_MS } from './limits'
import type { OktaOrg } from './org'
import { listReply, readAfter, readLimit } from './paging'
import type { OktaWorld } from './users'
import { invalidParameter } from './errors'

const DAY_MS = 86_400_000
const SSO = 'user.authentication.sso'

export function listEvents(
  world: OktaWorld,
  call: Call,
  now: number,
  headers: Readonly<Record<string, string>>,
): ServiceReply {
  const { org, strictness } = world
  const limit = readLimit(call, LOG_PAGE_MAX, LOG_PAGE_DEFAULT)
  const [skip = 0, asOf = now] = readAfter(call) ?? []
  const until = readInstant(call, 'until') ?? now
  const since = Math.max(readInstant(call, 'since') ?? until - 7 * DAY_MS, now - LOG_RETENTION_MS)
  if (call.query.get('sortOrder') !== 'DESCENDING' || call.query.get('until') === null)
    throw strictness.unsupported('/logs: only a window with an end, newest first, is modelled')
  const conditions = readConditions(world, call)
  const appId = conditions.get('target.id')
  const wantsSso = conditions.get('eventType') === SSO && (conditions.get('outcome.result') ?? 'SUCCESS') === 'SUCCESS'
  const rows = wantsSso ? org.tenant.findSignIns({ appId, from: since, to: until, asOf }, skip, limit + 1) : []
  const page = rows.slice(0, limit)
  org.tenant.deliverSignIns(page)
  const next = rows.length > limit ? [skip + limit, asOf] : undefined
  return listReply(
    call,
    page.map((row) => writeEvent(org, row)),
    next,
    headers,
  )
}

function readInstant({ query }: Call, name: 'since' | 'until'): number | null {
  const text = query.get(name)
  if (text === null) return null
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw invalidParameter(name, 'Expected an instant as in ISO 8601.')
  return at
}

/** Equalities that all have to hold. */
function readConditions({ strictness }: OktaWorld, { query }: Call): ReadonlyMap<string, string> {
  const filter = query.get('filter')
  if (filter === null) throw strictness.unsupported('/logs: a list without a filter is not modelled')
  const [conditions = [], ...others] = parseExpression(filter)
  const known = ['eventType', 'outcome.result', 'target.id']
  const odd = conditions.find(({ name, operator }) => operator !== 'eq' || !known.includes(name))
  if (others.length > 0 || odd !== undefined)
    throw strictness.unsupported(`/logs: the filter "${filter}" is not modelled`)
  return new Map(conditions.map(({ name, value }) => [name, value]))
}

function writeEvent({ tenant }: OktaOrg, { id, userId, appId, at }: SignIn): string {
  const user = tenant.users.get(userId) ?? tenant.deletedUsers.get(userId)
  const alternateId = user?.userPrincipalName ?? null
  const displayName = user?.displayName ?? null
  return JSON.stringify({
    uuid: id,
    published: new Date(at).toISOString(),
    eventType: SSO,
    version: '0',
    severity: 'INFO',
    legacyEventType: 'app.auth.sso',
    displayMessage: 'User single sign on to app',
    actor: { id: userId, type: 'User', alternateId, displayName, detailEntry: null },
    outcome: { result: 'SUCCESS', reason: null },
    target: [
      {
        id: appId,
        type: 'AppInstance',
        alternateId: 'Atlassian Cloud',
        displayName: 'Atlassian Cloud',
        detailEntry: null,
      },
      { id: userId, type: 'AppUser', alternateId, displayName, detailEntry: null },
    ],
  })
}
