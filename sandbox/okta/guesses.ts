/** Open questions about Okta's APIs, and where the model differs from it. */
import type { AnswersTo, Deviation, Guess } from '../guess'

export const OKTA_GUESSES = [
  {
    id: 'okta-log-lag',
    what: 'How late the System Log shows a sign-in at most, 5 seconds at least (“near real-time”)',
    answers: { '2m': 'two minutes', '1h': 'an hour' },
    default: '2m',
    matters: 'How far back each poll has to look',
    check: 'sign in and poll until the event shows',
  },
] as const satisfies readonly Guess[]

export type OktaAnswers = AnswersTo<typeof OKTA_GUESSES>

export const OKTA_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'A search sees every change at once; the real index follows a little later',
    check: 'change a name and search at once',
  },
  {
    what: 'The filter "changed since 1970" lists everybody; Okta recommends a search for large orgs',
    check: 'time a full read',
  },
  {
    what: 'Filters know comparisons joined by and, or; no brackets, no `pr`, no `sw`',
    check: null,
  },
  {
    what: 'The log has sign-ins to applications only, all successful, and only windows with an end',
    check: 'compare with the System Log in the console',
  },
  {
    what: 'Requests a minute for groups are our assumption',
    check: 'Reports › Rate limits',
  },
  {
    what: 'No limit on concurrent requests, none on the token endpoint',
    check: null,
  },
  {
    what: 'Deleting removes at once, so who is deleted without being deactivated counts among `leaversMissed`; the real one deactivates first and takes a while',
    check: 'delete a user and look it up',
  },
]
