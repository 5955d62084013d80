/**
 * Numbers of Atlassian's user provisioning API (SCIM 2.0,
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/).
 * No page maximum and no rate limit is published. A limit is modelled only where a run asks for one.
 */

/** Page of a list without `count`; an assumption. */
export const PAGE_DEFAULT = 100

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 250
