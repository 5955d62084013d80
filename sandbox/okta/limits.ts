/** Numbers of Okta's APIs. */

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** developer.okta.com, Users, "List all users": default and largest page. */
export const USERS_PAGE_MAX = 200
/** developer.okta.com, Groups, "List all member users": default and largest page. */
export const MEMBERS_PAGE_MAX = 1_000
/** developer.okta.com, Groups, "List all groups": default and largest page. */
export const GROUPS_PAGE_MAX = 10_000
/** developer.okta.com, User Resources, "List all groups" of a user: pages by `Link`; the size of 200 is that of its other lists of users. */
export const USER_GROUPS_PAGE_MAX = 200
/** developer.okta.com, System Log: default and largest page. */
export const LOG_PAGE_DEFAULT = 100
export const LOG_PAGE_MAX = 1_000
/** developer.okta.com, System Log: "the last 90 days". */
export const LOG_RETENTION_MS = 90 * DAY_MS
/** "Near real-time". The latest: see the guess `okta-log-lag`. */
export const LOG_DELAY_MIN_MS = 5 * SECOND_MS

/**
 * Requests a minute and org. Users and logs: developer.okta.com/docs/reference/rate-limits, as of May 2026; groups: our
 * assumption, below what field reports name. An API token gets half of each unless an administrator says otherwise
 * (help.okta.com, "Set token rate limits").
 */
export const REQUESTS_PER_MINUTE = { users: 600, user: 600, groups: 500, logs: 120, token: 1_000 } as const
export type Bucket = keyof typeof REQUESTS_PER_MINUTE
export const API_TOKEN_SHARE = 0.5
export const RATE_WINDOW_MS = MINUTE_MS

/** Seconds; developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp. */
export const TOKEN_LIFE_S = 3_600
/** The longest life that an assertion may have, seconds. */
export const ASSERTION_LIFE_MAX_S = 3_600

/** Our assumptions: how long an event hook collects events, and when it sends again what got a 5xx, which it does once. */
export const HOOK_COLLECTS_MS = 5 * SECOND_MS
export const HOOK_AGAIN_MS = 10 * SECOND_MS

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 200
export const PAGE_LATENCY_MS = 400
