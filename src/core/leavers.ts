import type { Link, Links } from './people'
import type { Action, LeaverReason, Plan, Skip } from './plan'
import type { LeaverSettings } from './settings/accounts'

/** What is known about the account of somebody who left. */
export interface LeaverState {
  readonly objectId: string
  readonly accountId: string
  /** null = not read: only a full run reads every account. */
  readonly isActive: boolean | null
  /** In a group that gives the product; an account that is not active keeps its groups. */
  readonly isMember: boolean
  /** What we did about this person before. */
  readonly left: Link['left']
}

export interface LeaverRules extends LeaverSettings {
  /** Accounts that no SCIM directory knows may be suspended. */
  readonly maySuspend: boolean
}

/** @returns what is to be done about a leaver by the behaviour for that cause, or null when nothing (more) is */
export function planLeaving(state: LeaverState, because: LeaverReason, rules: LeaverRules): Action | null {
  const { objectId, accountId, isActive, isMember, left } = state
  const { account, removeGroups } = rules.leavers[because]
  if (account === 'disable') {
    const isDone = isActive === null ? left === 'disabled' : !isActive && !isMember
    if (isDone || staysUsable(state, because, rules)) return null
    return { type: 'deactivate', objectId, accountId, because, ...(removeGroups ? { groups: 'all' } : {}) }
  }
  if (!removeGroups || left !== undefined || isActive === false) return null
  return { type: 'leave-groups', objectId, accountId, because }
}

/** Should be disabled, has lost its access, and may not be suspended: what is left to do is the administrator's. */
export function staysUsable(
  { isActive, isMember, left }: LeaverState,
  because: LeaverReason,
  { leavers, maySuspend }: LeaverRules,
): boolean {
  return (
    left === 'without-access' &&
    !maySuspend &&
    leavers[because].account === 'disable' &&
    isActive !== false &&
    !isMember
  )
}

/** How a delta tells a person: deleted may still be restorable for 30 days. */
export type Change = 'enabled' | 'disabled' | 'deleted'

/**
 * Plans what a delta shows since the last look: who left, and who came back. Joiners and changes of scope wait for the
 * next full run. `held` are actions of an earlier plan that nobody approved: they are part of this one, so that the
 * removal limit counts them, unless their person has come back.
 * `inDoubt` are accounts that may be somebody else's: nothing is taken from them.
 */
export function planLeavers(
  changes: ReadonlyMap<string, Change>,
  held: readonly Action[],
  links: Links,
  rules: LeaverRules & { readonly inDoubt?: ReadonlySet<string> },
  population: number,
  now: Date,
): Plan {
  const actions = new Map<string, Action>()
  const skips: Skip[] = []
  for (const action of held) {
    if ('objectId' in action && changes.get(action.objectId) !== 'enabled') actions.set(action.objectId, action)
  }
  for (const [objectId, change] of changes) {
    const link = links.get(objectId)
    // Who was never in scope is nobody's leaver.
    if (link?.wasInScope !== true) continue
    if (rules.inDoubt?.has(link.accountId) === true) {
      actions.delete(objectId)
      skips.push({ id: link.accountId, because: 'identity-in-doubt' })
      continue
    }
    if (change === 'enabled') {
      if (link.left !== undefined) actions.set(objectId, { type: 'restore', objectId, accountId: link.accountId })
      continue
    }
    const state = { objectId, accountId: link.accountId, isActive: null, isMember: false, left: link.left }
    const action = planLeaving(state, change, rules)
    if (action !== null) actions.set(objectId, action)
    else if (staysUsable(state, change, rules)) skips.push({ id: link.accountId, because: 'may-not-suspend' })
  }
  return { kind: 'leavers', plannedAt: now.toISOString(), actions: [...actions.values()], skips, population }
}
