import { MINUTE_MS, SECOND_MS, dayNumber } from './time'
import { JIRA_FAMILY, activityKeyOf } from './products'
import type { AccessProduct } from './products'
import type { Account } from './people'

/**
 * What is remembered of the accounts that one plan makes. Provisioning gives nobody access; where something else gives it to
 * every new account, one run would take every seat. So the first few are looked at before the others are made.
 */
export interface NewcomerWatch {
  /** Index of the plan's first creation; its other actions come before it. */
  readonly first: number
  /** Whoever stands before this index has been looked at. */
  readonly from: number
  /** How far the last look went: whoever is older and was not listed even then is not looked for again. */
  readonly to: number
  readonly lookedAt: string
  /** The first accounts are listed, and came without access. */
  readonly isClean: boolean
  /** Accounts are waited for that the organization does not list yet. */
  readonly waits?: { readonly since: string; readonly lookAt: string }
  /** An administrator has said that this run may go on all the same. */
  readonly isAccepted?: true
  /** By product, when the plan began to make accounts: seats that the app did not take, and how many it had given. */
  readonly before: Readonly<Record<string, { readonly others: number; readonly given: number }>>
}

/** So many are made first; a default that gives access costs no more seats than this. */
export const CANARY = 25
/** After that somebody is looked at whenever so many were made, or so much time has passed. */
const LOOK_EVERY = 1_000
const LOOK_EVERY_MS = 5 * MINUTE_MS
/** The organization lists new accounts after some 30 to 60 seconds; each look waits as long as all before it together. */
const FIRST_WAIT_MS = 30 * SECOND_MS
/** After so long it is told that the accounts are not listed. */
export const UNLISTED_TOLD_MS = 30 * MINUTE_MS
/** A run whose first accounts are not listed by then ends; the next one makes a few others. */
const UNLISTED_MAX_MS = 12 * 60 * MINUTE_MS

export type NextStep =
  /** So many more may be made before the next look. */
  | { readonly type: 'make'; readonly most: number }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'look' }

/** @param next index of the action that comes next. @param isOver the plan holds no further action */
export function nextStep(watch: NewcomerWatch, next: number, isOver: boolean, now: Date): NextStep {
  const { first, from, to, isClean, waits, lookedAt } = watch
  if (waits !== undefined) {
    const leftMs = Date.parse(waits.lookAt) - now.getTime()
    return leftMs > 0 ? { type: 'wait', seconds: Math.ceil(leftMs / SECOND_MS) } : { type: 'look' }
  }
  const most = (isClean ? to + LOOK_EVERY : first + CANARY) - next
  const isTime = isClean && next > to && now.getTime() - Date.parse(lookedAt) >= LOOK_EVERY_MS
  if (isOver) return from < next ? { type: 'look' } : { type: 'make', most: 0 }
  return most <= 0 || isTime ? { type: 'look' } : { type: 'make', most }
}

/** What one look has found. */
export interface Look {
  /** Index of the first person of the range without a new account; null when each has one. */
  readonly firstUnlisted: number | null
  /** Whether everybody whom the plan has made is among those found, as far as can be told. */
  readonly isWhole: boolean
}

/**
 * The watch after a look that found nobody with access. Before the first accounts are listed nothing more is made, and the
 * plan ends when the last ones are; in between nobody waits, and who was not listed is looked for once more.
 * @returns 'given-up' when the first accounts were waited for in vain
 */
export function afterLook(
  watch: NewcomerWatch,
  { firstUnlisted, isWhole }: Look,
  next: number,
  isOver: boolean,
  now: Date,
): NewcomerWatch | 'given-up' {
  const { waits, ...rest } = watch
  const lookedAt = now.toISOString()
  if (!isWhole && (!watch.isClean || isOver)) {
    const since = waits?.since ?? lookedAt
    const waitedMs = now.getTime() - Date.parse(since)
    if (!watch.isClean && waitedMs >= UNLISTED_MAX_MS) return 'given-up'
    // The last ones of a plan: there is nothing left that could be stopped.
    if (watch.isClean && waitedMs >= UNLISTED_TOLD_MS) return { ...rest, from: next, to: next, lookedAt }
    const waitMs = Math.min(LOOK_EVERY_MS, Math.max(FIRST_WAIT_MS, waitedMs))
    return { ...rest, lookedAt, waits: { since, lookAt: new Date(now.getTime() + waitMs).toISOString() } }
  }
  const from = isWhole || firstUnlisted === null ? next : Math.max(firstUnlisted, watch.to)
  return { ...rest, from, to: next, lookedAt, isClean: true }
}

/**
 * Whether the account is as new as the plan. Of one that does not say since when it is there, that is assumed.
 * @param plannedAt its day counts: the organization may tell dates without a time
 */
export function isNewcomer({ addedAt }: Pick<Account, 'addedAt'>, plannedAt: string): boolean {
  return addedAt === null || dayNumber(new Date(addedAt)) >= dayNumber(new Date(plannedAt))
}

/** Whether a new account has access to a product: by one of its groups, or since the organization lists the product. */
export function hasAccess(account: Account, products: readonly AccessProduct[]): boolean {
  if (!account.isActive) return false
  const { groupIds, lastSeen, seenIn = {}, gaps } = account
  // A product that is listed and was never used has no date.
  const listed = new Set([...Object.keys(seenIn), ...(gaps?.dates ?? []), ...(lastSeen === null ? [] : [JIRA_FAMILY])])
  return products.some(
    (product) => groupIds.some((id) => product.accessGroupIds.includes(id)) || listed.has(activityKeyOf(product)),
  )
}

/** One or two among many may have been let in by hand; more, or every tenth, is no coincidence. */
const BY_HAND = 2
const TOO_MANY_SHARE = 0.1
/** Fewer seats than this may be anybody's ordinary work. */
const SEATS_TOLD_FROM = 5

/** What a look has found about access. */
export interface Access {
  /** New accounts that have access. */
  readonly seated: number
  /** Those of them with a record of a grant. */
  readonly recorded: number
  /** Seats that the app has given meanwhile, to whomever. */
  readonly given: number
  /** Seats that others took meanwhile; null = not read. */
  readonly others: number | null
}

/**
 * How many new accounts came with access, where that is too many. Whoever asked and was given a seat by the app is none of
 * them. Where no row shows anybody, many seats that others took while the accounts were made are taken for theirs.
 * @param made accounts that the plan has made
 */
export function countCameWithAccess({ seated, recorded, given, others }: Access, made: number): number {
  const came = seated - Math.min(recorded, Math.max(0, given))
  if (came > BY_HAND || came > made * TOO_MANY_SHARE) return came
  return others !== null && others >= SEATS_TOLD_FROM && others * 2 >= made ? Math.min(others, made) : 0
}
