/** How large the company is and how much it moves. */
export interface CompanyParameters {
  /** All people in Entra on day 0. */
  readonly people: number
  /** Those of them whose Entra user is enabled. */
  readonly enabled: number
  /** Seats of the Jira licence. */
  readonly seats: number
  /** Enabled people who use Jira on working days. */
  readonly active: number
  /** Seats that the administrator wants to keep free. */
  readonly reserve: number
  /** Nobody joins, leaves or is enabled in the last 48 hours before this instant (epoch ms); null: the company lives on. */
  readonly endsAt: number | null
}

/** Shares of a year; staff turnover of large companies is around a fifth. */
export const TURNOVER_PER_YEAR = 0.2
export const STOPS_USING_PER_YEAR = 0.1
/** Of the people who were disabled before day 0. */
export const RETURNS_PER_YEAR = 0.05
/** Of the leavers: deleted in Entra at once instead of being disabled first. */
export const DELETED_AT_ONCE = 0.25
/** Of the disabled leavers: on leave, enabled again after 10 to 90 days. The others are deleted after 30 days. */
export const COMES_BACK = 0.15
/** Of the active holders, on each working day: their session has ended, so they sign in before they use Jira. */
export const HOLDER_SIGNS_IN = 0.02
export const QUIET_END_HOURS = 48

/**
 * How somebody without a seat comes to Jira. Only an interactive sign-in makes a row of the directory's log that apps read:
 * silent single sign-on, a session that still lives and Atlassian's own "Request access" make none.
 */
export type Visit = 'interactive' | 'silent' | 'session' | 'native'
/** Of the visits that are not interactive, shares of all; none unless told. */
export type VisitShares = Readonly<Partial<Record<Exclude<Visit, 'interactive'>, number>>>

/** People who hold a seat on day 0. */
export function countHolders(company: Pick<CompanyParameters, 'active' | 'seats' | 'reserve'>): number {
  // In tenths, because 1.2 × 5 is a little more than 6 in binary fractions.
  return Math.max(0, Math.min(Math.ceil((company.active * 12) / 10), company.seats - 2 * company.reserve))
}

/** How often somebody who does not use Jira begins to, so that starts make up for stops. */
export function startsPerYear(company: Pick<CompanyParameters, 'active' | 'enabled'>): number {
  const idle = company.enabled - company.active
  return idle <= 0 ? 0 : Math.min(1, (STOPS_USING_PER_YEAR * company.active) / idle)
}

/** The share of active people, for those who join or come back. */
export function activeShare(company: Pick<CompanyParameters, 'active' | 'enabled'>): number {
  return company.enabled === 0 ? 0 : company.active / company.enabled
}
