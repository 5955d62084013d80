/** Open questions about Jira's own REST API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const JIRA_GUESSES = [] as const satisfies readonly Guess[]

export type JiraAnswers = AnswersTo<typeof JIRA_GUESSES>
export const JIRA_DEFAULTS: JiraAnswers = defaultAnswers(JIRA_GUESSES)

export const JIRA_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Seats are two seconds old when read; nobody documents their freshness',
    check: 'read `applicationrole` in a loop while adding a member',
  },
  {
    what: 'Unlimited seats read −1',
    check: 'a site with an unlimited licence',
  },
  {
    what: '`asApp()` counts as an administrator of Jira when `manage:jira-configuration` is granted',
    check: 'call `applicationrole` as the app on a development site',
  },
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
