/** Facts of the Atlassian side that more than one service shares. */

/**
 * Time of the day (UTC, ms after midnight) at which "last active" is published.
 * Atlassian says only "delayed by up to 24 hours" (https://support.atlassian.com/organization-administration/docs/
 * export-users-from-a-site/): see the guess `last-active-published`.
 */
export const ACTIVITY_PUBLISHED_AT_MS = 30 * 60_000
