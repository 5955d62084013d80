/**
 * Numbers of Atlassian's user provisioning API (SCIM 2.0,
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/).
 * No page maximum and no rate limit is published: see the guess `scim-request-limit`.
 */

/** Page of a list without `count`; an assumption. */
export const PAGE_DEFAULT = 100

/** Under one answer to the guess `scim-request-limit`. */
export const REQUESTS_PER_SECOND = 10
/** Under one answer to the guess `scim-account-link`: how long a new record does not name its account. */
export const LINK_LAG_MS = 60_000

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 250
