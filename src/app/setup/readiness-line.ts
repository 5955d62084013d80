/** One thing that has to be as it should; the page words it. */
export interface ReadinessLine {
  readonly check:
    | 'directory'
    | 'required-groups'
    | 'organization'
    | 'scim'
    | 'directory-expiry'
    | 'organization-expiry'
    | 'scim-expiry'
    | 'directory-set'
    | 'organization-set'
    | 'scim-set'
    | 'seats'
    | 'access-group'
    | 'shared-group'
    | 'activity'
    | 'tick'
    | 'asking'
    | 'domains'
    | 'mail'
  readonly level: 'good' | 'warning' | 'bad'
  /** Of a connection that was tried: the finding's. */
  readonly outcome: ReadinessOutcome | (string & {})
  /** Ids, counts and names for the sentence, e.g. the product or the group; of a directory its kind and what was tried. */
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
  | 'unknown-role'
  | 'gives-another-site'
  | 'not-listed'
  | 'shared'
  | 'rows-incomplete'
  | 'no-site'
  | 'seen'
  | 'not-seen'
  | 'set'
  | 'confirmed'
  | 'not-confirmed'
  | 'unreadable'
  | 'optional'
  | 'no-way'
  | 'unheard'
  | 'no-run'
  | 'no-application'
  | 'no-log'

export function line(
  check: ReadinessLine['check'],
  level: ReadinessLine['level'],
  outcome: ReadinessLine['outcome'],
  values: ReadinessLine['values'] = {},
): ReadinessLine {
  return { check, level, outcome, values }
}
