/** Open questions about Atlassian's user provisioning API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const SCIM_GUESSES = [
  {
    id: 'scim-put-omitted',
    what: 'What becomes of an attribute that another client wrote and a PUT does not name',
    answers: { wiped: 'it is gone, as RFC 7644 allows', kept: 'it stays' },
    default: 'wiped',
    matters:
      'Title, department and phone of a company whose directory another connector writes, too: a PUT of the app’s own attributes takes them away',
    check: 'write a title, PUT the record without it and read it',
  },
  {
    id: 'scim-patch-omitted',
    what: 'What becomes of an attribute that another client wrote and a PATCH does not name',
    answers: { kept: 'it stays, as RFC 7644 says', wiped: 'it is gone, but for names and addresses' },
    default: 'kept',
    matters: 'Disabling and enabling a leaver is a PATCH: the record must come back whole',
    check: 'write a title, PATCH `active` and read the record',
  },
  {
    id: 'scim-account-link',
    what: 'Whether a record always names its account (`atlassianAccountId`)',
    answers: {
      always: 'from the reply to its creation on',
      'after-a-minute': 'a new record has no such field for a minute',
    },
    default: 'always',
    matters:
      'Records that lost their link are known from the field (ACCESS-1396), and a link that comes late is one for a minute: the person’s own state, not a reply that nobody understands. `site.setScimLinked(…, false)` takes the link from one record under either answer: what is then written there does not reach the account',
    check: 'create a user and look for the extension in the reply',
  },
  {
    id: 'scim-existing-account',
    what: 'A POST with the address of an account that the organization manages and no record names: an invited one, or one that is no member of the directory',
    answers: {
      adopted: '201: the record names that account, which becomes a member of the directory',
      refused: '409, as for an address that another record has',
    },
    default: 'adopted',
    matters:
      'Whoever used another product under the company’s domain gets their own account here, or none until an administrator has seen to it',
    check: 'invite a test address, create it through SCIM and compare the account ids',
  },
  {
    id: 'scim-put-conflict',
    what: 'The status of a PUT whose address another record or account has',
    answers: {
      '400': '400, the one that the operation documents, with `scimType` "uniqueness"',
      '409': '409, as RFC 7644 says and as of a POST',
    },
    default: '400',
    matters:
      'Two people swap their addresses, or one gets the earlier address of another: each waits alone, and the list says why',
    check: 'PUT a record with the userName of another one',
  },
  {
    id: 'scim-active-text',
    what: '`active` as a text ("False"), which some clients send',
    answers: { refused: '400, as RFC 7643 says', taken: 'read as true or false' },
    default: 'refused',
    matters: 'Other clients of the same directory; the app sends true and false',
    check: 'send it once',
  },
  {
    id: 'scim-request-limit',
    what: 'A limit of requests, where none is published',
    answers: { none: 'there is none', '10-a-second': 'ten requests a second' },
    default: 'none',
    matters: 'The length of a first provisioning; the app paces itself below ten a second',
    check: 'create 1,000 users and watch for 429',
  },
] as const satisfies readonly Guess[]

export type ScimAnswers = AnswersTo<typeof SCIM_GUESSES>
export const SCIM_DEFAULTS: ScimAnswers = defaultAnswers(SCIM_GUESSES)

export const SCIM_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'No page maximum: none is published',
    check: '`GET /Users` with a `count` of 10,000',
  },
  {
    what: '100 users a page without `count`',
    check: '`GET /Users` on a directory of more than 100',
  },
  {
    what: 'No groups, no bulk, no schemas endpoint',
    check: '– (501)',
  },
  {
    what: 'No verified domains: every address is accepted',
    check: 'an address of a domain that is not verified',
  },
]
