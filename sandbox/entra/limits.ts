/** Numbers of Microsoft Graph v1.0 and of the Microsoft identity platform. */

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** https://learn.microsoft.com/graph/api/user-list: default and maximum page; 500 with signInActivity. */
export const PAGE_DEFAULT = 100
export const PAGE_MAX = 999
export const PAGE_MAX_WITH_SIGN_IN_ACTIVITY = 500
/** The service chooses the page of a delta; 200 is what it usually sends. `Prefer: odata.maxpagesize` may change it. */
export const DELTA_PAGE = 200
/** https://learn.microsoft.com/graph/api/signin-list: default and maximum. */
export const SIGN_INS_PAGE_MAX = 1_000
/** https://learn.microsoft.com/graph/json-batching */
export const BATCH_MAX = 20
/** https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
export const CHECK_GROUPS_MAX = 20

/** https://learn.microsoft.com/graph/delta-query-overview, "Token duration". */
export const DELTA_TOKEN_LIFE_MS = 7 * DAY_MS
/** The same entity may come twice in one round; how often is our assumption. */
export const DELTA_DUPLICATE_CHANCE = 0.01

/** Soft-deleted users can be restored for 30 days. */
export const DELETED_RETENTION_MS = 30 * DAY_MS
/** https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention: 30 days with P1/P2. */
export const SIGN_INS_RETENTION_MS = 30 * DAY_MS
/** No official number any more; 2 minutes was the withdrawn one. The latest: see the guess `entra-sign-in-lag`. */
export const SIGN_IN_DELAY_MIN_MS = 2 * MINUTE_MS
/** signInActivity is up to 24 hours late: published once a day (UTC, ms after midnight), the slowest behaviour that fits. */
export const SIGN_IN_ACTIVITY_PUBLISHED_AT_MS = 0

/** https://learn.microsoft.com/graph/throttling-limits: identity service, app and tenant, by the size of the tenant. */
export const RESOURCE_UNITS = {
  windowMs: 10 * SECOND_MS,
  /** The first entry with at least so many users counts. */
  limits: [
    { fromUsers: 501, limit: 8_000 },
    { fromUsers: 50, limit: 5_000 },
    { fromUsers: 0, limit: 3_500 },
  ],
} as const
/** Reports service, app and tenant: the sign-in log. */
export const REPORT_REQUESTS = { limit: 5, windowMs: 10 * SECOND_MS }
/** GET with signInActivity, app and tenant. */
export const SIGN_IN_ACTIVITY_REQUESTS = { limit: 10, windowMs: MINUTE_MS }

/** Seconds, as the identity platform states it. */
export const TOKEN_LIFE_S = 3_599

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 200
/** Pages of hundreds of objects and the sign-in log take longer. */
export const PAGE_LATENCY_MS = 500
