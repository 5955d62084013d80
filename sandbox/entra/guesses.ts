/** Open questions about Microsoft Graph and its logs, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const ENTRA_GUESSES = [] as const satisfies readonly Guess[]

export type EntraAnswers = AnswersTo<typeof ENTRA_GUESSES>
export const ENTRA_DEFAULTS: EntraAnswers = defaultAnswers(ENTRA_GUESSES)

export const ENTRA_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Delta shows a change within two minutes; one entity in a hundred comes twice',
    check: 'disable a user and poll',
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
    what: 'A token keeps its roles until it expires',
    check: 'revoke a permission and keep using the token',
  },
  {
    what: 'No limits over all tenants of an app registration',
    check: null,
  },
]
