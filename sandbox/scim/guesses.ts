/** Open questions about Atlassian's user provisioning API, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const SCIM_GUESSES = [] as const satisfies readonly Guess[]

export type ScimAnswers = AnswersTo<typeof SCIM_GUESSES>
export const SCIM_DEFAULTS: ScimAnswers = defaultAnswers(SCIM_GUESSES)

export const SCIM_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'No rate limit and no page maximum: none is published',
    check: 'create 1,000 users and watch for 429',
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
    what: '`active: "False"` as a text is refused, as RFC 7643 says',
    check: 'send it once',
  },
  {
    what: 'No verified domains: every address is accepted',
    check: 'an address of a domain that is not verified',
  },
]
