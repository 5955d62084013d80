/** Open questions about Atlassian's side that more than one of its services shares. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Guess } from '../guess'

export const ATLASSIAN_GUESSES = [
  {
    id: 'last-active-published',
    what: 'When the organization shows that somebody used Jira. Documented is “delayed by up to 24 hours”',
    answers: {
      daily: 'once a day at 00:30 UTC, the slowest that fits',
      'at-once': 'with the next read',
    },
    default: 'daily',
    matters:
      'The freshness rule of the sweep (no activity newer than 48 hours means no sweep), and how long Jira’s own events are the only proof of life',
    check: 'use Jira at a known time and poll `productAccess`',
  },
  {
    id: 'visit-without-seat',
    what: 'Whether the organization’s last-active dates show somebody without a seat who opens Jira',
    answers: { unseen: 'they show nothing of it', shown: 'like use of Jira' },
    default: 'unseen',
    matters:
      'Who comes by silent single sign-on, with a live session or by Atlassian’s own request makes no row in any log: under “shown” the next full run lists them as missed, under “unseen” nobody ever can',
    check: 'open Jira as somebody without access and poll `productAccess` for two days',
  },
  {
    id: 'ai-role-on-groups',
    what: 'Who carries the role `atlassian/ai-access` (“can use AI features in AI-enabled apps they have access to”)',
    answers: {
      'people-only': 'no group carries it',
      'access-groups': 'every group that gives a product carries it, too',
    },
    default: 'people-only',
    matters:
      'A group with a role that counts as administration is refused, and its members are never swept. The app knows this role as one that gives neither a seat nor administration',
    check: '`GET …/groups/{id}/role-assignments` of the default groups on an Enterprise plan',
  },
  {
    id: 'new-accounts-join',
    what: 'Whether an account that SCIM or an invitation makes joins the first access group by itself: by an approved domain or a default group of the organization, or by an automation that comes later',
    answers: { no: 'it joins no group', 'at-once': 'with its creation', '3m': 'three minutes after its creation' },
    default: 'no',
    matters:
      'Provisioning must take no seat: the first accounts of a run are looked at before the others are made, and the run stops where they came with access',
    check: 'create an account through SCIM and look at its groups at once, and an hour later',
  },
] as const satisfies readonly Guess[]

export type AtlassianAnswers = AnswersTo<typeof ATLASSIAN_GUESSES>
export const ATLASSIAN_DEFAULTS: AtlassianAnswers = defaultAnswers(ATLASSIAN_GUESSES)
