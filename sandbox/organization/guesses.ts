/** Open questions about the Organizations API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const ORGANIZATION_GUESSES = [] as const satisfies readonly Guess[]

export type OrganizationAnswers = AnswersTo<typeof ORGANIZATION_GUESSES>
export const ORGANIZATION_DEFAULTS: OrganizationAnswers = defaultAnswers(ORGANIZATION_GUESSES)

export const ORGANIZATION_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Searches are up to 3 s late, new SCIM accounts 30 to 60 s; the real times are not documented',
    check: 'add a member and search until it shows; create through SCIM and add to a group until it works',
  },
  {
    what: 'Last activity appears at 00:30 UTC of the next day, the slowest that fits “up to 24 hours”',
    check: 'use Jira at a known time and poll',
  },
  {
    what: 'Status and code of “synced group” (403, ADMIN-403-5), of a full licence (409, ADMIN-409-3) and of “already a member”',
    check: 'a group from an identity provider; a licence with all seats taken',
  },
  {
    what: 'No rate limit on endpoints for which none is published',
    check: 'watch for 429 and `X-RateLimit-*` during a full run',
  },
  {
    what: 'The audit log knows memberships and sign-ins, each two minutes late; the names of its actions, its 400 for `limit` and the 403 without Guard Standard are guesses',
    check: '`GET …/event-actions`; an organization without Guard',
  },
  {
    what: '`roleIds`, `accountStatus`, `membershipStatus`, `mfaEnabled`, `sortBy`, `resourceOwners`',
    check: '– (501)',
  },
  {
    what: 'A key made with scopes (`site.setKeyScoped`) gets 403, but for the lists of organizations and directories, which state a scope',
    check: 'call with a scoped key',
  },
  {
    what: 'An invitation without permission rules makes an account in the directory: untested on a real site, and not documented. So are the form in which a partial answer (206) names what it did not take, a blocked domain as the cause, and that one text which is no address has the whole list refused with 400',
    check:
      'invite a test address without rules and search for it; invite one of a domain that is not allowed, and one that is no address',
  },
  {
    what: 'Every account is managed; one directory; an expired key answers like a wrong one',
    check: 'let a key expire',
  },
]
