import type { Signal } from './activity'
import type { NextNotice } from './notices'

/**
 * A plan is plain JSON: what would change and what would not, with the reason. It is what is limited, shown, approved,
 * stored, applied, journalled and undone. It names nobody: ids only (design rule 11).
 */
export type JobName = 'provision' | 'grant' | 'sweep'

/**
 * Plans come from these runs; new addresses of accounts, leavers, and leaving mapped groups, are part of the provision job
 * with limits of their own, and notices are what the
 * sweep tells people: they take nothing away, so they never wait for an approval.
 */
export type PlanKind = 'provision' | 'renames' | 'leavers' | 'groups' | 'sweep' | 'notices'

export type Action =
  /** Make an account without access for this person; `lookFirst` when there are accounts that belong to nobody we know. */
  | { readonly type: 'create'; readonly objectId: string; readonly lookFirst?: true }
  /** What the directory says of this person has changed since the account was last written. */
  | {
      readonly type: 'update'
      readonly objectId: string
      readonly accountId: string
      /** The address has changed; moved: to one of another domain. Left out: names only. */
      readonly address?: 'changed' | 'moved'
    }
  /** The person is back: make the account usable again; access comes back only through the guard. */
  | { readonly type: 'restore'; readonly objectId: string; readonly accountId: string }
  /** The person left: access first, then the account (design rule 14). */
  | {
      readonly type: 'deactivate'
      readonly objectId: string
      readonly accountId: string
      readonly because: LeaverReason
      /** Leave every other group too. */
      readonly groups?: 'all'
    }
  /** The person left and keeps a usable account, without any group. */
  | {
      readonly type: 'leave-groups'
      readonly objectId: string
      readonly accountId: string
      readonly because: LeaverReason
    }
  /** Membership of a group that gives no product, by the settings of local group management. */
  | {
      readonly type: 'join-group' | 'leave-group'
      readonly objectId: string
      readonly accountId: string
      readonly groupId: string
    }
  /** Unused access: leave these groups, each of which grants the product. */
  | {
      readonly type: 'revoke'
      readonly productKey: string
      readonly accountId: string
      readonly groupIds: readonly string[]
      readonly because: 'dormant'
      /** The newest that is known of the person. */
      readonly newest?: Signal | null
    }
  /** Unused access will be taken back: tell the person. */
  | ({ readonly type: 'notify'; readonly productKey: string; readonly accountId: string } & NextNotice)

export type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>

export const LEAVER_REASONS = ['deleted', 'disabled', 'out-of-scope'] as const
export type LeaverReason = (typeof LEAVER_REASONS)[number]

export type SkipReason =
  | 'administrator' //       organization, site or user-access admin
  | 'group-unread' //        in a group whose roles have not been read yet: perhaps an admin
  | 'unknown-role' //        in a group with a role of which nobody has said what it means: perhaps an admin
  | 'not-a-person' //        app and service accounts
  | 'exempt-group'
  | 'exempt-person'
  | 'synchronised-group' //  access comes from a group that only the identity provider can change
  | 'unlisted-group' //      access comes from a group that the app may not write to
  | 'may-not-suspend' //     access is gone; the account cannot be disabled without the permission to suspend
  | 'group-not-writable' //  a group of the settings that the app cannot, or may not, write to now
  | 'never-assign' //        its name fits a pattern of groups that nobody is added to
  | 'never-remove' //        its name fits a pattern of groups that nobody is taken from
  | 'activity-unknown' //    unknown activity keeps access
  | 'row-incomplete' //      a service did not tell everything about the person that it was asked for
  | 'grace-period' //        granted only a short while ago
  | 'recently-granted' //    granted or given back within the dormancy period
  | 'recently-active' //     own record shows later activity than the organization does
  | 'active-in-other-product' // a group that gives the product also gives one that the person uses, or may use
  | 'notice-period' //       not told yet, or not long enough ago
  | 'identity-in-doubt' //   whose account it is, is not certain
  | 'group-in-doubt' //      a group that keeps the person is gone, or far smaller than it was
  | 'missing' //             in scope without an account, and somebody else makes the accounts
  | 'no-address' //          in scope without the address that accounts are matched by
  | 'mailbox-gone' //        the user principal name would stand in for an address that the account has
  | 'tried-later' //         the change failed, and is tried again by itself at its own time
  | 'left-alone' //          the change failed, and an administrator wants it left as it is

/** Groups in doubt protect as they did; the roles of a person, by what they are or because nobody knows it. */
export type KeptBecause = Extract<SkipReason, 'administrator' | 'exempt-group' | 'unknown-role' | 'identity-in-doubt'>

export interface Skip {
  readonly id: string
  readonly because: SkipReason
  /** Sweep: the newest that is known of the person. */
  readonly newest?: Signal | null
  /** The path of access that is not ours to end: person → these groups → this product. */
  readonly productKey?: string
  readonly groupIds?: readonly string[]
}

export interface Plan {
  readonly kind: PlanKind
  readonly plannedAt: string
  readonly actions: readonly Action[]
  readonly skips: readonly Skip[]
  /** How many accounts or holders the removal limit is a share of. */
  readonly population: number
}

/** What takes something away from somebody: it counts against the removal limit. */
const TAKING: ReadonlySet<Action['type']> = new Set(['revoke', 'deactivate', 'leave-groups', 'leave-group'])
/** What only makes and writes accounts: there is nothing to undo, and the journal does not tell of it. */
const UNJOURNALLED = ['create', 'update'] as const

export type JournalledType = Exclude<Action['type'], (typeof UNJOURNALLED)[number]>

export function isRemoval({ type }: Pick<Action, 'type'>): boolean {
  return TAKING.has(type)
}

/** Accounts get another address: it counts against a limit of its own kind, and nobody can undo it. */
export function isRename(action: Action): boolean {
  return action.type === 'update' && action.address !== undefined
}

export function isJournalled<A extends Pick<Action, 'type'>>(
  action: A,
): action is A & { readonly type: JournalledType } {
  return !UNJOURNALLED.some((type) => type === action.type)
}

/** How many people lose something, or get another address: who loses two things is one. */
export function countRemovals(plan: Pick<Plan, 'actions'>): number {
  const limited = plan.actions.filter((one) => isRemoval(one) || isRename(one))
  return new Set(limited.flatMap((one) => ('accountId' in one ? [one.accountId] : []))).size
}

/** @returns how often each reason or type occurs, for reports */
export function tally<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/**
 * What a provision run hands over. Removals and new addresses are plans of their own: when they are held, accounts are made
 * all the same, and when a changed mapping would empty a group, leavers do not wait for it.
 * @returns by what is added to the id of the run
 */
export function splitPlan(plan: Plan): readonly (readonly [suffix: string, part: Plan])[] {
  const part = (kind: PlanKind): Plan => {
    const actions = plan.actions.filter((action) => kindOf(action) === kind)
    return { ...plan, kind, actions, skips: kind === 'provision' ? plan.skips : [] }
  }
  return [
    ['', part('provision')],
    [':renames', part('renames')],
    [':leavers', part('leavers')],
    [':groups', part('groups')],
  ]
}

function kindOf(action: Action): PlanKind {
  if (isRename(action)) return 'renames'
  if (!isRemoval(action)) return 'provision'
  return action.type === 'leave-group' ? 'groups' : 'leavers'
}
