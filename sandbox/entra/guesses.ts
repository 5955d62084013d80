/** Open questions about Microsoft Graph and its logs, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const ENTRA_GUESSES = [
  {
    id: 'sign-in-without-seat',
    what: 'Whether somebody without a seat who opens Jira makes a row in the log of sign-ins, of Entra or Okta',
    answers: {
      row: 'they sign in anew each time',
      none: 'their session at Atlassian still lives (up to 30 days), or signing in is silent: no row',
    },
    default: 'row',
    matters: 'The share of people whom this signal never hears of: they need the portal, or another way to ask',
    check: 'open Jira as somebody without access on two days in a row and look into the log',
  },
  {
    id: 'entra-sign-in-lag',
    what: 'How late the log shows a sign-in at most, 2 minutes at least. The documents name no number any more',
    answers: { '15m': '15 minutes, as the field reports', '24h': '24 hours, as after the log was switched on' },
    default: '15m',
    matters: 'How far back each poll has to look',
    check: 'sign in and poll until the row shows',
  },
  {
    id: 'entra-delta-lag',
    what: 'How late delta shows a change at most (“replication delays are normal”)',
    answers: { '2m': 'two minutes', '1h': 'an hour' },
    default: '2m',
    matters: 'How fast a leaver loses the seat',
    check: 'disable a user and poll',
  },
  {
    id: 'entra-token-roles',
    what: 'What a token may do after a permission was revoked',
    answers: { 'until-expiry': 'all that it was issued with', 'at-once': 'only what is still consented to' },
    default: 'until-expiry',
    matters: 'How long a revoked permission goes unnoticed, and whether a probe tells the truth',
    check: 'revoke a permission and keep using the token',
  },
] as const satisfies readonly Guess[]

export type EntraAnswers = AnswersTo<typeof ENTRA_GUESSES>
export const ENTRA_DEFAULTS: EntraAnswers = defaultAnswers(ENTRA_GUESSES)

export const ENTRA_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'One entity in a hundred comes twice in a round of delta',
    check: 'compare the ids of a round',
  },
  {
    what: 'Delta pages hold 200 users',
    check: 'count a first round',
  },
  {
    what: 'Rate windows open with the first request after the last one ended; the real ones may slide',
    check: 'log `Retry-After` and `x-ms-throttle-*`',
  },
  {
    what: '`$filter` knows the few forms that the app uses; others are a 501 although Graph may know them',
    check: null,
  },
  {
    what: 'Only interactive sign-ins, all successful; no non-interactive ones, no failures',
    check: 'compare with the sign-in log in the portal',
  },
  {
    what: 'No limits over all tenants of an app registration',
    check: null,
  },
]
