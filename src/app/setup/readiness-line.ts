import type { FindingOutcome } from '../../ports'

/** One thing that has to be as it should; the page words it. */
export interface ReadinessLine {
  readonly check:
    | 'sign-in'
    | 'users'
    | 'groups'
    | 'sign-ins'
    | 'directory'
    | 'required-groups'
    | 'organization'
    | 'scim'
    | 'directory-expiry'
    | 'organization-expiry'
    | 'scim-expiry'
    | 'seats'
    | 'access-group'
    | 'shared-group'
    | 'tick'
    | 'domains'
    | 'mail'
  readonly level: 'good' | 'warning' | 'bad'
  readonly outcome: FindingOutcome | ReadinessOutcome
  /** Ids, counts and names for the sentence, e.g. the product or the group. */
  readonly values: Readonly<Record<string, string | number>>
}

export type ReadinessOutcome =
  | 'not-connected'
  | 'good-until'
  | 'ends'
  | 'ended'
  | 'no-date'
  | 'not-found'
  | 'missing'
  | 'none-given'
  | 'synchronised'
  | 'gives-administration'
  | 'gives-another-site'
  | 'not-listed'
  | 'shared'
  | 'seen'
  | 'not-seen'
  | 'confirmed'
  | 'not-confirmed'
  | 'unreadable'
  | 'optional'

export function line(
  check: ReadinessLine['check'],
  level: ReadinessLine['level'],
  outcome: ReadinessLine['outcome'],
  values: ReadinessLine['values'] = {},
): ReadinessLine {
  return { check, level, outcome, values }
}
