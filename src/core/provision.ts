import { planLeaving } from './leavers'
import type { MatchedAccount, Matching } from './match-accounts'
import type { Link, Links, Person } from './people'
import type { Action, LeaverReason, Plan, Skip } from './plan'
import { isInScope } from './scope'
import type { Scope } from './scope'
import type { LeaverSettings } from './settings/leavers'

/** With more people to create than this, accounts are not looked for under other addresses first. */
const LOOK_FIRST_MAX = 500

export interface ProvisionSnapshot {
  readonly people: ReadonlyMap<string, Person>
  /** Object ids of members of any required group; null = no group is required. */
  readonly memberOfRequired: ReadonlySet<string> | null
  readonly matching: Matching
  readonly links: Links
}

export interface ProvisionRules extends LeaverSettings {
  readonly scope: Scope
  /** False where somebody else makes the accounts: who has none is reported. */
  readonly createsAccounts: boolean
  /** Digest of the attributes that we write for a person; null where somebody else writes them. */
  readonly digestOf: ((person: Person) => string) | null
}

export interface ProvisionPlan {
  readonly plan: Plan
  /** What we learnt about links, to be remembered whatever becomes of the plan; null = forget. */
  readonly linkChanges: ReadonlyMap<string, Link | null>
  /** Linked accounts that hold access and have no seat record yet, and those that no longer hold it. */
  readonly seatChanges: ReadonlyMap<string /* accountId */, boolean>
}

/**
 * Plans a full provision run: an account for everyone in scope, what the settings say about who left, restoration of who
 * came back. Access groups never occur in it.
 */
export function planProvision(snapshot: ProvisionSnapshot, rules: ProvisionRules, now: Date): ProvisionPlan {
  const { people, matching, links } = snapshot
  const { twice } = matching
  const rows = new Map(matching.rows.map((row) => [row.objectId, row]))
  const actions: Action[] = []
  const skips: Skip[] = [...twice].map((id) => ({ id, because: 'matched-twice' }))
  const linkChanges = new Map<string, Link | null>()
  const seatChanges = new Map<string, boolean>()

  for (const [objectId, person] of people) {
    if (twice.has(objectId)) continue
    const row = rows.get(objectId)
    const link = links.get(objectId)
    const inScope = isInScope(person, snapshot.memberOfRequired, rules.scope)
    if (row === undefined) {
      // A link whose account the organization does not list (yet): creation takes a while to propagate. Left alone.
      if (link === undefined && inScope) planMissing(person, rules, actions, skips)
      continue
    }
    const next = nextLink(link, row, inScope, inScope && rules.digestOf !== null ? rules.digestOf(person) : null)
    if (link === undefined || !isSameLink(link, next)) linkChanges.set(objectId, next)
    if (link?.h !== next.h) seatChanges.set(row.accountId, holdsAccess(row))
    const action = inScope ? planStaying(person, row, link, rules) : planGoing(person, row, next, rules)
    if (action !== null) addUnlessKept(action, row, actions, skips)
  }
  for (const [objectId, link] of links) {
    if (people.has(objectId) || twice.has(objectId)) continue
    const row = rows.get(objectId)
    if (row === undefined) continue
    const action = planLeaving(stateOf(row, link), 'deleted', rules)
    if (action !== null) addUnlessKept(action, row, actions, skips)
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

/** Actions of one type are applied together: mixed they would be many small batches. */
function inOrder(actions: readonly Action[]): readonly Action[] {
  const types = [...new Set(actions.map(({ type }) => type))].sort()
  return types.flatMap((type) => actions.filter((action) => action.type === type))
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
function planStaying(
  person: Person,
  row: MatchedAccount,
  link: Link | undefined,
  { digestOf }: ProvisionRules,
): Action | null {
  const { objectId } = person
  if (link?.x !== undefined) return { type: 'restore', objectId, accountId: row.accountId }
  if (digestOf === null || !row.isActive || link?.d === undefined || person.email === '') return null
  return link.d === digestOf(person) ? null : { type: 'update', objectId, accountId: row.accountId }
}

/** In the directory, and not in scope: disabled, or out of scope after having been in it. */
function planGoing(person: Person, row: MatchedAccount, link: Link, rules: ProvisionRules): Action | null {
  const because: LeaverReason = rules.scope.enabledOnly && !person.enabled ? 'disabled' : 'out-of-scope'
  // Guests and others who never were in scope are nobody's leavers.
  if (because === 'out-of-scope' && link.i !== 1) return null
  return planLeaving(stateOf(row, link), because, rules)
}

function stateOf(row: MatchedAccount, { x }: Link) {
  const { objectId, accountId, isActive, isMember } = row
  return { objectId, accountId, isActive, isMember, mark: x }
}

/** Administrators, exempt groups and exempt people are never in a removal plan (design rule 7). */
function addUnlessKept(action: Action, row: MatchedAccount, actions: Action[], skips: Skip[]): void {
  const isHarmless = action.type === 'restore' || action.type === 'update'
  if (isHarmless || row.keptBecause === null) actions.push(action)
  else skips.push({ id: row.accountId, because: row.keptBecause })
}

/** @param digest null keeps what is remembered. An account met for the first time is taken to be as it should be. */
function nextLink(link: Link | undefined, row: MatchedAccount, inScope: boolean, digest: string | null): Link {
  const { h: _held, ...kept } = link ?? ({ a: row.accountId } as Link)
  return {
    ...kept,
    a: row.accountId,
    ...(holdsAccess(row) ? { h: 1 } : {}),
    ...(inScope ? { i: 1 } : {}),
    ...(digest !== null && kept.d === undefined ? { d: digest } : {}),
  }
}

function isSameLink(a: Link, b: Link): boolean {
  return a.a === b.a && a.h === b.h && a.i === b.i && a.d === b.d
}
