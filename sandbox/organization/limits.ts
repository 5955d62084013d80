/** Numbers of the Organizations REST API (https://developer.atlassian.com/cloud/admin/organization/rest/intro/). */

/** users/search: page size and filter sizes, as published in the API's own document (2026-08-21). */
export const USERS_PAGE_DEFAULT = 50
export const GROUPS_PAGE_DEFAULT = 20
export const PAGE_MAX = 100
export const EMAILS_MAX = 100
/** Addresses of one invitation, as published in the same document. */
export const INVITE_EMAILS_MAX = 25
export const GROUP_NAMES_MAX = 100
export const IDS_MAX = 10
export const RESOURCE_IDS_MAX = 20
export const STATUSES_MAX = 4

/**
 * Requests a minute. `last-active-dates` counts per organization; the audit log per user and per path, and with one key the
 * lower number is the one that is met. The limits of the other endpoints are not published: see the guess `org-request-limit`.
 */
export const LAST_ACTIVE_DATES_PER_MINUTE = 200
export const OTHER_REQUESTS_PER_MINUTE = 200
export const EVENTS_PER_MINUTE = 10
export const EVENT_ACTIONS_PER_MINUTE = 10
export const EVENTS_STREAM_PER_MINUTE = 50
/** Pages of the audit log. */
export const EVENTS_PAGE_DEFAULT = 30
export const EVENTS_STREAM_PAGE_DEFAULT = 200
export const AUDIT_PAGE_MAX = 500

/**
 * An account made through SCIM, or by an invitation, is unknown to the directory for at least this long. AX-282 and
 * JRACLOUD-82751 say that it happens; how long at most: see the guess `org-new-account-lag`.
 */
export const PROPAGATION_MIN_MS = 30_000

/** Our assumptions ("near real time"): how late the webhook of the audit log calls, and how long it collects events. */
export const WEBHOOK_DELAY_MS = { min: 1_000, max: 30_000 } as const
export const WEBHOOK_COLLECTS_MS = 5_000

/** Modelled time from request to reply, ms. */
export const LATENCY_MS = 250
/** A page of many accounts takes longer. */
export const SEARCH_LATENCY_MS = 400
