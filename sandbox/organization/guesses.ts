/** Open questions about the Organizations API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const ORGANIZATION_GUESSES = [
  {
    id: 'org-throttle-headers',
    what: 'Headers of a 429 that say how long to wait. `X-RateLimit-Reset` is documented as a date, `Retry-After` is not documented and was seen by others',
    answers: {
      'retry-after': '`Retry-After`, and `X-RateLimit-Reset` as a date',
      'reset-date': '`X-RateLimit-Reset` alone, as a date',
      'reset-seconds': '`X-RateLimit-Reset` alone, as seconds to wait',
      'reset-epoch': '`X-RateLimit-Reset` alone, as seconds since 1970',
    },
    default: 'retry-after',
    matters:
      'Whether the work goes back to the queue or the function is killed in its sleep: the HTTP library sleeps until `X-RateLimit-Reset` however long that is',
    check: 'call `last-active-dates` 201 times within a minute and keep the headers',
  },
  {
    id: 'org-request-limit',
    what: 'A limit of requests a minute on endpoints for which none is published',
    answers: { none: 'there is none', '200-a-minute': '200 for all of them together, as of `last-active-dates`' },
    default: 'none',
    matters: 'How long a full run and a first sweep take; the app paces nothing but SCIM',
    check: 'watch for 429 and `X-RateLimit-*` during a full run',
  },
  {
    id: 'org-search-lag',
    what: 'How late searches show a membership or a status at most',
    answers: { '3s': 'up to 3 seconds', '5m': 'up to 5 minutes' },
    default: '3s',
    matters: 'What is read again before a removal, and the search for holders that follows a run of grants',
    check: 'add a member and search until it shows',
  },
  {
    id: 'org-new-account-lag',
    what: 'How long the directory does not know an account that SCIM or an invitation has made',
    answers: { '60s': '30 to 60 seconds', '4h': '30 seconds to 4 hours' },
    default: '60s',
    matters: 'A grant to a fresh account is 404 until then: the request waits and is tried again',
    check: 'create through SCIM and add to a group until it works',
  },
  {
    id: 'org-empty-expand',
    what: 'What `users/search` says of an asked expansion (`groups`, `platformRoles`, `productAccess`) where an account has nothing of the kind',
    answers: { empty: 'an empty list', missing: 'the field is not there' },
    default: 'empty',
    matters:
      'The app never reads “missing” as “none”: with “missing” nearly every row lacks something, so that full runs and sweeps stop and readiness says why',
    check: 'search for somebody without groups, roles and activity, with all expansions',
  },
  {
    id: 'org-directory-narrows',
    what: 'What narrows `users/search` and `users/count` to one directory, since they also tell of managed accounts that are in none (`site.setDirectories`)',
    answers: {
      field: 'the field `directoryIds`; the path says only whose words the states are',
      path: 'the directory in the path; `-` shows all who are in any',
      nothing: 'nothing: managed accounts are always among them',
    },
    default: 'field',
    matters:
      'An account that is listed without being a member is no account here: whoever it belongs to has to get one. The app asks by both, and reads the states',
    check: '`users/count` for the directory with and without `directoryIds`, and the states of who is missing in one',
  },
  {
    id: 'org-outside-words',
    what: 'Which words `users/search` has for a managed account that is no member of the directory',
    answers: {
      both: '`membershipStatus: no_membership` and `status: not_invited`',
      membership: '`membershipStatus: no_membership` alone; `status` is `active`',
      status: '`status: not_invited` alone; `membershipStatus` is `active`',
    },
    default: 'both',
    matters: 'As above: either word alone has to be enough',
    check: 'search for a managed account that uses another product only',
  },
  {
    id: 'org-role-filter',
    what: 'Whom the filter `roleIds` of `users/search` finds',
    answers: {
      'any-way': 'everybody with the role, also where it was given to the person directly',
      'groups-only': 'those who have it through a group or for the whole organization',
      refused: 'nobody: 400',
    },
    default: 'any-way',
    matters:
      'Who administers one app by a direct role is in no group and has no platform role. The search shows such people in the plan; right before a removal the roles of the person decide',
    check: 'give somebody the role of an app’s administrator directly and search by `atlassian/admin`',
  },
  {
    id: 'org-activity-site',
    what: 'Whether an entry of `productAccess` says of which site it is; the document has an `id` without a word about it',
    answers: { 'site-ari': '`id` is the ARI of the site, as of `last-active-dates`', missing: 'there is no `id`' },
    default: 'site-ari',
    matters:
      'In an organization with several sites: without it the seat of somebody who works on another site never comes back here',
    check: 'search for somebody who uses two sites, with `productAccess`',
  },
  {
    id: 'org-already-member-reply',
    what: 'The answer to adding somebody who is a member already',
    answers: {
      '409-already': '409 ADMIN-409-28 with the word “already”',
      '409-other-words': '409 without that word',
      '204': 'as if it had been done now',
    },
    default: '409-already',
    matters: 'A repeated grant after a lost reply: taken for “no seat” or for an error, it is never recorded',
    check: 'add the same member twice',
  },
  {
    id: 'org-not-a-member-reply',
    what: 'The answer to removing somebody who is not a member',
    answers: { '404': '404 ADMIN-404-8, as for an unknown account', '204': 'as if it had been done now' },
    default: '404',
    matters:
      '404 is also the answer for an unknown group or directory: read as “done”, a removal may succeed without any effect',
    check: 'remove a person who is no member, and one from a group that does not exist',
  },
  {
    id: 'org-licence-exceeded-reply',
    what: 'The answer to a membership for which no seat is left',
    answers: {
      '409-licence': '409 ADMIN-409-3 “licenceExceeded”',
      '409-user-limit': '409 with the words “user limit”',
      '409-other-words': '409 that names neither licence nor limit',
      '400-licence': '400 with “Licence exceeded”, as Jira’s own API was seen to say',
    },
    default: '409-licence',
    matters: 'Whether who asks is put on the waiting list, or the whole slice fails with an answer nobody understands',
    check: 'add a member while every seat is taken',
  },
  {
    id: 'org-synced-group-status',
    what: 'Status of a membership write to a group that an identity provider synchronises (ADMIN-403-5)',
    answers: { '403': 'forbidden', '400': 'a bad request' },
    default: '403',
    matters: '403 is “not allowed”, which leaves the group alone; 400 is not understood',
    check: 'add somebody to a group from an identity provider',
  },
  {
    id: 'org-scoped-key-status',
    what: 'Status of a call with a key that was made with scopes (`site.setKeyScoped`); 403 was measured once by others',
    answers: { '403': 'forbidden', '401': 'as for a wrong key, with “scope” in its text' },
    default: '403',
    matters: 'The advice that the administrator gets: make another kind of key, or paste the key again',
    check: 'call with a scoped key',
  },
  {
    id: 'org-audit-lag',
    what: 'How late the audit log shows an event',
    answers: { '2m': '2 minutes', '24h': '24 hours, which its documents allow “in some cases”' },
    default: '2m',
    matters: 'Whether a sign-in read from the audit log is still worth a seat',
    check: 'show the age of the newest event',
  },
  {
    id: 'org-audit-webhook-body',
    what: 'What the webhook of the audit log sends; nothing is documented of its body',
    answers: {
      one: 'one event of the stream as `data`, as soon as it happens',
      several: 'the events of a few seconds as a list in `data`',
    },
    default: 'one',
    matters:
      'Whether the web trigger understands who signed in. Both are heard; anything else is refused with 401, and nobody gets a seat by it',
    check: 'let the webhook call a collector of requests',
  },
  {
    id: 'org-audit-sign-in-action',
    what: 'The key of the action “Logged in to account” in the audit log',
    answers: {
      account_session_opened: '`account_session_opened`, a key of our own that no setting of the app names',
      user_logged_in: '`user_logged_in`, another such key',
    },
    default: 'account_session_opened',
    matters:
      'The app finds it by its name among the actions of the organization. A wrong key reads no sign-ins at all and looks like a quiet company',
    check: '`GET …/event-actions`',
  },
  {
    id: 'org-invite-without-rules',
    what: 'An invitation without permission rules',
    answers: {
      account: 'makes an account in the directory',
      nothing: 'is answered as done, and makes none',
    },
    default: 'account',
    matters: 'The adapter of invitations, which is hidden until it was tried on a site',
    check: 'invite a test address without rules and search for it',
  },
] as const satisfies readonly Guess[]

export type OrganizationAnswers = AnswersTo<typeof ORGANIZATION_GUESSES>
export const ORGANIZATION_DEFAULTS: OrganizationAnswers = defaultAnswers(ORGANIZATION_GUESSES)

export const ORGANIZATION_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'The audit log knows memberships and sign-ins; the names of its other actions, its 400 for `limit` and the 403 without Guard Standard are our own',
    check: '`GET …/event-actions`; an organization without Guard',
  },
  {
    what: '`accountStatus`, `membershipStatus`, `mfaEnabled`, `sortBy`, `resourceOwners`',
    check: '– (501)',
  },
  {
    what: 'The form in which a partial answer (206) to an invitation names what it did not take, a blocked domain as the cause, and that one text which is no address has the whole list refused with 400',
    check: 'invite an address of a domain that is not allowed, and one that is no address',
  },
  {
    what: 'Every account is managed; groups, suspensions and SCIM are those of the site’s own directory; an expired key answers like a wrong one',
    check: 'let a key expire',
  },
]
