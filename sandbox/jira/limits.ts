/** Numbers of the Jira Cloud platform REST API (https://developer.atlassian.com/cloud/jira/platform/rate-limiting/, 2026-10-09). */

/** Global pool of an app over all its tenants; a window is one UTC clock hour. */
export const POINTS_PER_HOUR = 65_000
/** Each request costs one point, and each object it returns: users, groups, roles and permissions two. A write costs one in all. */
export const BASE_POINTS = 1
export const POINTS_PER_OBJECT = 2
/** Below 20 % left, replies say so. */
export const NEAR_LIMIT_SHARE = 0.2

/** Token bucket per endpoint and method, requests a second. */
export const BURST_PER_SECOND = { GET: 100, POST: 100, PUT: 50, PATCH: 50, DELETE: 50 } as const
/** `GET /user` has a bucket of its own. */
export const BURST_GET_USER_PER_SECOND = 150

/** Writes of one issue, by whomever: so many in so long (RateLimit-Reason jira-per-issue-on-write). */
export const ISSUE_WRITES = [
  { limit: 20, windowMs: 2_000 },
  { limit: 100, windowMs: 30_000 },
] as const
/** People named in one notification. Nobody documents a maximum: an assumption. */
export const NOTIFY_RECIPIENTS_MAX = 100

/** jira.ajax.autocomplete.limit, which caps the group picker; 20 unless an administrator changes it. */
export const PICKER_MAX = 20

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 120
