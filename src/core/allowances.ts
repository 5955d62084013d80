import { DAY_MS, HOUR_MS, MINUTE_MS } from './time'

/**
 * What callers whom the app need not trust may cost it: every number in one place. Each is far above what somebody honest
 * does, and 50 accounts that spend all of theirs stay far below what the platform gives the installation.
 */
export const ALLOWANCES = {
  /** Calls of the portal by one account: who opens the page, presses the button and looks again makes about five. */
  calls: { count: 10, windowMs: MINUTE_MS },
  /**
   * Calls of the page by somebody who does not administer Jira, for which Jira is asked: who has just been made an administrator
   * tries again.
   */
  refusals: { count: 2, windowMs: HOUR_MS },
  /** What one account asks for by hand that makes the app look at other services. */
  asking: { count: 6, windowMs: HOUR_MS },
  /** Whom one account asks for by mentioning, assigning or as a colleague: nobody may empty the seats for others. */
  others: { count: 5, windowMs: DAY_MS },
  /**
   * Accounts of which no own record tells whose they are, of one part of the site (see `SITE_PARTS`): 2,000 an hour. All
   * others, that is everybody since the first full run, cost nothing of it.
   */
  strangers: { count: 125, windowMs: HOUR_MS },
  /** Addresses by which the web trigger names people, of one part: 20,000 an hour. Some providers name everybody who signs in. */
  addresses: { count: 1_250, windowMs: HOUR_MS },
  /** People whom proven calls of the web trigger name, of one part: 2,048 a minute. Monday morning of 11,500 people makes 200. */
  triggers: { count: 128, windowMs: MINUTE_MS },
  /** People whom the logs of a provider name that calls the web trigger, of one part: 8,192 a minute. Holders are among them. */
  deliveries: { count: 512, windowMs: MINUTE_MS },
} as const

export type AllowanceKind = keyof typeof ALLOWANCES

/** What all callers share is counted in so many records: many at once do not wait for each other, and nobody uses up all of it. */
export const SITE_PARTS = 16

/** What was spent in the windows that are under way. */
export type Spent = Partial<Readonly<Record<AllowanceKind, { readonly window: number; readonly count: number }>>>

/** Windows that are over are left out of what is kept. @returns how many of the wanted pieces were left */
export function takeFrom(
  spent: Spent,
  kind: AllowanceKind,
  wanted: number,
  now: Date,
): { readonly taken: number; readonly spent: Spent } {
  const windowOf = (one: AllowanceKind): number => Math.floor(now.getTime() / ALLOWANCES[one].windowMs)
  const current = Object.entries(spent).filter(([one, { window }]) => window === windowOf(one as AllowanceKind))
  const kept: Spent = Object.fromEntries(current)
  const before = kept[kind]?.count ?? 0
  const taken = Math.max(0, Math.min(wanted, ALLOWANCES[kind].count - before))
  return { taken, spent: { ...kept, [kind]: { window: windowOf(kind), count: before + taken } } }
}
