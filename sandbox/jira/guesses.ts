/** Open questions about Jira's own REST API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const JIRA_GUESSES = [
  {
    id: 'jira-seats-lag',
    what: 'How old the seats of `applicationrole` are when they are read',
    answers: { '2s': 'two seconds', '60s': 'a minute' },
    default: '2s',
    matters:
      'The guard: a stale read gives a seat that somebody else has just taken (a lost race), or refuses while seats are free. Own grants are reserved until a read shows them, 15 minutes at most',
    check: 'read `applicationrole` in a loop while adding a member',
  },
  {
    id: 'jira-unlimited-seats',
    what: 'Seats of an unlimited licence',
    answers: { 'minus-one': '`numberOfSeats` and `remainingSeats` are −1', absent: 'the two fields are not there' },
    default: 'minus-one',
    matters: 'An unlimited licence must neither refuse everybody nor fail to be read',
    check: 'a site with an unlimited licence',
  },
  {
    id: 'jira-app-administers',
    what: 'Whether `asApp()` counts as an administrator of Jira when `manage:jira-configuration` is granted',
    answers: { yes: 'it may read `applicationrole`', no: 'that call is 403' },
    default: 'yes',
    matters: 'Without seats nothing is granted and nothing is swept; the page has to say why',
    check: 'call `applicationrole` as the app on a development site',
  },
] as const satisfies readonly Guess[]

export type JiraAnswers = AnswersTo<typeof JIRA_GUESSES>
export const JIRA_DEFAULTS: JiraAnswers = defaultAnswers(JIRA_GUESSES)

export const JIRA_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Points of the endpoints follow the published rule; field reports saw fewer',
    check: 'compare `X-RateLimit-Remaining` before and after',
  },
  {
    what: 'A notice may name 100 people; who may not browse the issue gets nothing, and nobody is told',
    check: '`POST /issue/{key}/notify` to 101 people, and to somebody without access',
  },
  {
    what: 'Issues have a key and readers, nothing else; no projects, no work logs; only global permissions `ADMINISTER` and `SYSTEM_ADMIN`',
    check: '– (501)',
  },
  {
    what: 'Bursts are of this app alone; in the real world all apps of the tenant share them',
    check: null,
  },
]
