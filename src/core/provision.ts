import { accountsInDoubt } from './identity'
import type { Verdicts } from './identity'
import { addressPartOf, changeOf } from './digest'
import { planLeaving, staysUsable } from './leavers'
import type { LeaverRules } from './leavers'
import { groupByShard } from './links'
import { planMemberships } from './local-groups'
import type { GroupSnapshot } from './local-groups'
import type { MatchedAccount, Matching } from './match-accounts'
import { isOdd } from './odd-rows'
import type { Link, Links, Person } from './people'
import { isRename } from './plan'
import type { Action, LeaverReason, Plan, Skip } from './plan'
import { isInScope, isStandIn } from './scope'
import type { Scope } from './scope'

/** With more people to create than this, accounts are not looked for under other addresses first. */
const LOOK_FIRST_MAX = 500

export interface ProvisionSnapshot {
  readonly people: ReadonlyMap<string, Person>
  /** Object ids, as of `findInScope`. */
  readonly inScope: ReadonlySet<string>
  /** A required group is in doubt: who is in none of them may be in one all the same. */
  readonly isScopeInDoubt?: boolean
  readonly matching: Matching
  readonly links: Links
  readonly verdicts?: Verdicts
  /** Left out: memberships are not looked after. */
  readonly groups?: GroupSnapshot
}

export interface ProvisionRules extends LeaverRules {
  readonly scope: Scope
  /** False where somebody else makes the accounts: who has none is reported. */
  readonly createsAccounts: boolean
  /** Digest of the attributes that we write for a person; null where somebody else writes them. */
  readonly digestOf: ((person: Person) => string) | null
  /** As of `proofDigest`. */
  readonly proofOf: (person: Person) => string | undefined
}

export interface ProvisionPlan {
  readonly plan: Plan
  /** What we learnt about links, to be remembered whatever becomes of the plan; null = forget. */
  readonly linkChanges: ReadonlyMap<string, Link | null>
  /** Linked accounts that hold access otherwise than by the last look: found at the first one, given since, or lost. */
  readonly seatChanges: ReadonlyMap<string /* accountId */, 'found' | 'given' | 'lost'>
}

/**
 * Plans a full provision run: an account for everyone in scope, what the settings say about who left, restoration of who
 * came back. Access groups never occur in it.
 */
export function planProvision(snapshot: ProvisionSnapshot, rules: ProvisionRules, now: Date): ProvisionPlan {
  const { people, inScope: scoped, matching, links, verdicts = {} } = snapshot
  const { passed, elsewhere } = matching
  const rows = new Map(matching.rows.map((row) => [row.objectId, row]))
  const doubted = new Set(matching.doubts.map(({ objectId }) => objectId))
  const inDoubt = accountsInDoubt(matching.doubts, verdicts, true)
  const actions: Action[] = []
  const skips: Skip[] = [...doubted].map((id) => ({ id, because: 'identity-in-doubt' }))
  const linkChanges = new Map<string, Link | null>()
  const seatChanges = new Map<string, 'found' | 'given' | 'lost'>()

  for (const [objectId, person] of people) {
    if (doubted.has(objectId)) continue
    if (isOdd(person)) {
      skips.push({ id: objectId, because: 'row-incomplete' })
      continue
    }
    const row = rows.get(objectId)
    const earlier = passed.get(objectId)
    const link = earlier === undefined ? links.get(objectId) : passOn(links.get(earlier)!)
    const inScope = scoped.has(objectId)
    if (row === undefined) {
      // A link whose account the organization does not list (yet): creation takes a while to propagate. Left alone.
      const isMissing = link === undefined || (elsewhere.has(objectId) && link.left === undefined)
      if (isMissing && inScope) planMissing(person, rules, actions, skips)
      continue
    }
    // Neither what the account has nor what it is can be told: everything about it stays as it is.
    if (row.keptBecause === 'row-incomplete') {
      skips.push({ id: row.accountId, because: row.keptBecause })
      continue
    }
    const digest = inScope && rules.digestOf !== null && person.email !== '' ? rules.digestOf(person) : null
    const next = nextLink(link, row, inScope, digest, rules.proofOf(person))
    if (earlier !== undefined) linkChanges.set(earlier, null)
    if (link === undefined || earlier !== undefined || !isSameLink(link, next)) linkChanges.set(objectId, next)
    if (link?.holds !== next.holds)
      seatChanges.set(row.accountId, !holdsAccess(row) ? 'lost' : link === undefined ? 'found' : 'given')
    if (inScope) {
      const action = planStaying(row, link, digest)
      // Nothing is ever written to an account with administration, not even a name (design rule 23).
      if (action !== null && isUntouchable(row)) skips.push({ id: row.accountId, because: row.keptBecause })
      else if (action !== null && isRename(action) && isStandIn(person, rules.scope))
        skips.push({ id: row.accountId, because: 'mailbox-gone' })
      else if (action !== null) actions.push(action)
      if (snapshot.groups !== undefined && row.isActive && link?.left === undefined)
        planMemberships(row, snapshot.groups, actions, skips)
      continue
    }
    const because = findCause(person, next, rules)
    const isDoubted = snapshot.isScopeInDoubt === true && isInScope(person, null, rules.scope)
    if (because === 'out-of-scope' && isDoubted) skips.push({ id: row.accountId, because: 'group-in-doubt' })
    else if (because !== null) leave(row, next, because)
  }
  for (const [objectId, link] of links) {
    const row = people.has(objectId) ? undefined : rows.get(objectId)
    if (row !== undefined && link.wasInScope === true) leave(row, link, 'deleted')
  }
  const population = Math.max(links.size, rows.size)
  const plan = {
    kind: 'provision',
    plannedAt: now.toISOString(),
    actions: inOrder(lookFirst(actions, matching)),
    skips,
  } as const
  return {
    plan: { ...plan, population },
    linkChanges,
    seatChanges,
  }

  function leave(row: MatchedAccount, link: Link, because: LeaverReason): void {
    if (inDoubt.has(row.accountId)) skips.push({ id: row.accountId, because: 'identity-in-doubt' })
    else planLeaver(row, link, because, rules, actions, skips)
  }
}

/** Of the same person, made anew in the directory: the account is as it was left, and is written with what the directory says now. */
export function passOn({ digest, ...link }: Link): Link {
  return digest === undefined ? link : { ...link, digest: addressPartOf(digest) }
}

export function holdsAccess(row: Pick<MatchedAccount, 'isActive' | 'isMember'>): boolean {
  return row.isActive && row.isMember
}

function planMissing(person: Person, rules: ProvisionRules, actions: Action[], skips: Skip[]): void {
  const { objectId } = person
  if (person.email === '') skips.push({ id: objectId, because: 'no-address' })
  else if (rules.createsAccounts) actions.push({ type: 'create', objectId })
  else skips.push({ id: objectId, because: 'missing' })
}

/**
 * Actions of one type are applied together: mixed they would be many small batches. Creations come last: they are what a
 * run may stop at, and nothing else is to wait for them.
 */
function inOrder(actions: readonly Action[]): readonly Action[] {
  const isCreation = (type: Action['type']): number => (type === 'create' ? 1 : 0)
  const types = [...new Set(actions.map(({ type }) => type))].sort().sort((a, b) => isCreation(a) - isCreation(b))
  return types.flatMap((type) => {
    const same = actions.filter((action) => action.type === type)
    return type === 'update' ? byShard(same) : same
  })
}

/** Neighbours lie in the same shards of links, so that a slice of many changes rewrites a few of them. */
function byShard(actions: readonly Action[]): readonly Action[] {
  const shards = groupByShard(actions.map(idOf))
  const byId = new Map(actions.map((action) => [idOf(action), action]))
  return [...shards.keys()].sort().flatMap((shard) => shards.get(shard)!.map((id) => byId.get(id)!))
}

function idOf(action: Action): string {
  return 'objectId' in action ? action.objectId : ''
}

/**
 * An account may carry the directory's own id and another address; that can only be one that belongs to nobody we know.
 * Looking costs a request a person, so a first provisioning does without: there the address decides.
 */
function lookFirst(actions: readonly Action[], { unmatched }: Matching): readonly Action[] {
  const creates = actions.filter((action) => action.type === 'create').length
  if (unmatched === 0 || creates > LOOK_FIRST_MAX) return actions
  return actions.map((action) => (action.type === 'create' ? { ...action, lookFirst: true } : action))
}

/** In scope and with an account: back after having left, or with attributes that have changed since we wrote them. */
function planStaying(row: MatchedAccount, link: Link | undefined, digest: string | null): Action | null {
  const { objectId, accountId } = row
  if (link?.left !== undefined) return { type: 'restore', objectId, accountId }
  if (digest === null || !row.isActive || link?.digest === undefined) return null
  const change = changeOf(link.digest, digest)
  if (change === 'none') return null
  if (change === 'rest') return { type: 'update', objectId, accountId }
  return { type: 'update', objectId, accountId, address: change === 'domain' ? 'moved' : 'changed' }
}

function isUntouchable(
  row: MatchedAccount,
): row is MatchedAccount & { readonly keptBecause: 'administrator' | 'unknown-role' } {
  return row.keptBecause === 'administrator' || row.keptBecause === 'unknown-role'
}

/** In the directory, and not in scope after having been in it: who never was, a guest say, is nobody's leaver. */
function findCause(person: Person, link: Link, rules: ProvisionRules): LeaverReason | null {
  if (link.wasInScope !== true) return null
  return rules.scope.enabledOnly && !person.enabled ? 'disabled' : 'out-of-scope'
}

/** Administrators, exempt groups and exempt people are never in a removal plan (design rule 7). */
function planLeaver(
  row: MatchedAccount,
  link: Link,
  because: LeaverReason,
  rules: ProvisionRules,
  actions: Action[],
  skips: Skip[],
): void {
  const state = stateOf(row, link)
  const action = planLeaving(state, because, rules)
  if (action === null) {
    if (staysUsable(state, because, rules)) skips.push({ id: row.accountId, because: 'may-not-suspend' })
  } else if (row.keptBecause === null) actions.push(action)
  else skips.push({ id: row.accountId, because: row.keptBecause })
}

function stateOf(row: MatchedAccount, { left }: Link) {
  const { objectId, accountId, isActive, isMember } = row
  return { objectId, accountId, isActive, isMember, left }
}

/** @param digest null keeps what is remembered. An account met for the first time is taken to be as it should be. */
function nextLink(
  link: Link | undefined,
  row: MatchedAccount,
  inScope: boolean,
  digest: string | null,
  proof: string | undefined,
): Link {
  const holds = holdsAccess(row)
  const isSame =
    link?.accountId === row.accountId &&
    (link.holds ?? false) === holds &&
    (link.wasInScope ?? !inScope) &&
    (proof === undefined || link.proof === proof)
  // Nothing new: the common case, tens of thousands of times a night.
  if (isSame && (digest === null || link.digest !== undefined)) return link
  const { holds: _held, ...kept } = link ?? ({ accountId: row.accountId } as Link)
  return {
    ...kept,
    accountId: row.accountId,
    ...(holds ? { holds } : {}),
    ...(inScope ? { wasInScope: true } : {}),
    ...(digest !== null && kept.digest === undefined ? { digest } : {}),
    ...(proof === undefined ? {} : { proof }),
  }
}

function isSameLink(a: Link, b: Link): boolean {
  return (['accountId', 'holds', 'wasInScope', 'digest', 'proof'] as const).every((field) => a[field] === b[field])
}
