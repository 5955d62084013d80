/** GET /users/delta: a full round, then rounds of changes. All state is in the tokens, which live for 7 days. */
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { parseJson } from '../strict-routes'
import type { DeltaEntry } from './delta-log'
import { badRequest, syncStateNotFound } from './errors'
import { DELTA_DUPLICATE_CHANCE, DELTA_PAGE, DELTA_TOKEN_LIFE_MS, PAGE_MAX } from './limits'
import { pageReply } from './odata'
import { parseUserSelect } from './user-properties'
import type { CostHeaders, EntraWorld } from './world'

interface DeltaToken {
  readonly issuedAt: number
  readonly select: string
  /** Place in the delta log from which this round, or the next one, continues. */
  readonly from: number
  /** Inside a round of changes: where it ends. Absent in the full round. */
  readonly to?: number
  /** Inside a round: entries or positions already sent. */
  readonly sent?: number
}

export function usersDelta(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const { clock, deltaLog } = world
  const deltaToken = call.query.get('$deltatoken')
  const skipToken = call.query.get('$skiptoken')
  const select = call.query.get('$select') ?? ''
  const pageSize = readPageSize(call)

  if (skipToken !== null) {
    const token = readToken(world, call, skipToken)
    return token.to === undefined
      ? fullPage(world, call, token, pageSize, headers)
      : changesPage(world, call, token, pageSize, headers)
  }
  const fresh = { issuedAt: clock.now(), select, from: deltaLog.visibleEnd() }
  if (deltaToken === 'latest') {
    parseUserSelect(select)
    return pageReply(call, { context: 'users', items: [], delta: linkWith(call, '$deltatoken', fresh) }, headers)
  }
  // The empty token is what the Location of a 410 carries: begin anew.
  if (deltaToken === null || deltaToken === '') return fullPage(world, call, { ...fresh, sent: 0 }, pageSize, headers)
  const token = readToken(world, call, deltaToken)
  return changesPage(world, call, { ...token, to: deltaLog.visibleEnd(), sent: 0 }, pageSize, headers)
}

function fullPage(
  world: EntraWorld,
  call: Call,
  token: DeltaToken,
  pageSize: number,
  headers: CostHeaders,
): ServiceReply {
  const { tenant, texts } = world
  const select = parseUserSelect(token.select)
  const items: string[] = []
  const write = texts.writer(select)
  let position = token.sent ?? 0
  for (; position < tenant.usersByPosition.length && items.length < pageSize; position++) {
    const user = tenant.usersByPosition[position]!
    if (user !== null && user.deletedAt === null) items.push(write(user))
  }
  // An empty page with a next link is normal, so nobody looks whether the rest holds a living user.
  const isLast = position >= tenant.usersByPosition.length
  return deltaPage(world, call, items, isLast ? null : { ...token, sent: position }, token, headers)
}

function changesPage(
  world: EntraWorld,
  call: Call,
  token: DeltaToken,
  pageSize: number,
  headers: CostHeaders,
): ServiceReply {
  const { deltaLog, random } = world
  const select = parseUserSelect(token.select)
  const changes = deltaLog.collapse(token.from, token.to!, select)
  const sent = token.sent ?? 0
  const items: string[] = []
  for (const entry of changes.slice(sent, sent + pageSize)) {
    const text = writeEntry(world, entry, select)
    items.push(text)
    if (random.chance(DELTA_DUPLICATE_CHANCE)) items.push(text)
  }
  const isLast = sent + pageSize >= changes.length
  return deltaPage(
    world,
    call,
    items,
    isLast ? null : { ...token, sent: sent + pageSize },
    { ...token, from: token.to! },
    headers,
  )
}

/** The user as it is now; only its id when it is gone. */
function writeEntry({ tenant, texts }: EntraWorld, { userId, removed }: DeltaEntry, select: readonly string[]): string {
  const user = tenant.users.get(userId)
  if (removed === null && user !== undefined) return texts.writer(select)(user)
  const reason = removed ?? (tenant.deletedUsers.has(userId) ? 'changed' : 'deleted')
  return JSON.stringify({ id: userId, '@removed': { reason } })
}

/** Every page has exactly one of nextLink and deltaLink. */
function deltaPage(
  { clock }: EntraWorld,
  call: Call,
  items: string[],
  next: DeltaToken | null,
  { select, from }: DeltaToken,
  headers: CostHeaders,
): ServiceReply {
  const link =
    next === null
      ? { delta: linkWith(call, '$deltatoken', { issuedAt: clock.now(), select, from }) }
      : { next: linkWith(call, '$skiptoken', next) }
  return pageReply(call, { context: 'users', items, ...link }, headers)
}

function linkWith(call: Call, name: '$deltatoken' | '$skiptoken', token: DeltaToken): string {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url')
  return `${call.request.url.origin}/v1.0/users/delta?${name}=${text}`
}

function readToken({ clock, strictness }: EntraWorld, call: Call, text: string): DeltaToken {
  if (call.query.size > 1)
    throw strictness.unsupported('/users/delta: a link with a token is followed verbatim, without further parameters')
  const token = parseJson(Buffer.from(text, 'base64url').toString()) as DeltaToken | undefined
  if (typeof token?.issuedAt !== 'number') throw badRequest('The delta token is invalid.')
  if (clock.now() - token.issuedAt <= DELTA_TOKEN_LIFE_MS) return token
  throw syncStateNotFound(
    `${call.request.url.origin}/v1.0/users/delta?$select=${encodeURIComponent(token.select)}&$deltatoken=`,
  )
}

function readPageSize(call: Call): number {
  const wanted = /odata\.maxpagesize=(\d+)/.exec(call.request.headers['prefer'] ?? '')?.[1]
  return wanted === undefined ? DELTA_PAGE : Math.max(1, Math.min(PAGE_MAX, Number(wanted)))
}
