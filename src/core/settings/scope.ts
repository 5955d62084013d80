import * as v from 'valibot'
import { PERSON_ATTRIBUTES } from '../people'
import type { Person, PersonAttribute } from '../people'
import { PATTERN_MAX, checkPattern } from '../patterns'
import { ids, shortText } from './parts'

/** A pattern over one attribute of a person in the directory; it has to match the whole value, in any letter case. */
export interface AttributeRule {
  readonly attribute: PersonAttribute
  readonly pattern: string
}

/** Which address of a person in the directory is the one that Atlassian knows. */
export type MatchingAddress = 'mail-else-upn' | 'mail' | 'upn'

/** Who should be able to use Jira. */
export interface ScopeSettings {
  /** Groups of the directory of which somebody must be a member to be in scope; empty = everyone. */
  readonly requiredGroupIds: readonly string[]
  readonly scope: {
    readonly userTypes: readonly Person['kind'][]
    readonly enabledOnly: boolean
    /** Empty = everyone; else at least one has to match. */
    readonly include: readonly AttributeRule[]
    /** Who matches any of these is out of scope. */
    readonly exclude: readonly AttributeRule[]
    readonly address: MatchingAddress
  }
}

export const SCOPE_DEFAULTS: ScopeSettings = {
  requiredGroupIds: [],
  scope: { userTypes: ['member'], enabledOnly: true, include: [], exclude: [], address: 'mail-else-upn' },
}

const RULES_MAX = 50
const rule = v.strictObject({
  attribute: v.picklist(PERSON_ATTRIBUTES, `expected one of ${PERSON_ATTRIBUTES.join(', ')}`),
  pattern: shortText(PATTERN_MAX),
})
const rules = v.pipe(v.array(rule), v.maxLength(RULES_MAX, `expected at most ${RULES_MAX} patterns`))
const USER_TYPES = ['member', 'guest', 'resource'] as const
const userTypes = v.pipe(
  v.array(v.picklist(USER_TYPES, 'expected member, guest or resource')),
  v.minLength(1, 'expected at least one user type'),
)

export const scopeEntries = {
  requiredGroupIds: v.optional(ids(1_000)),
  scope: v.optional(
    v.strictObject({
      userTypes: v.optional(userTypes),
      enabledOnly: v.optional(v.boolean()),
      include: v.optional(rules),
      exclude: v.optional(rules),
      address: v.optional(v.picklist(['mail-else-upn', 'mail', 'upn'], 'expected mail-else-upn, mail or upn')),
    }),
  ),
}

export const SCOPE_LABELS = {
  requiredGroupIds: 'Required groups',
  'scope.userTypes': 'User types',
  'scope.include': 'Include',
  'scope.exclude': 'Exclude',
  'scope.address': 'Matching address',
}

/** @returns what is wrong with the section as a whole, or null */
export function checkScope({ scope }: ScopeSettings): string | null {
  for (const list of ['include', 'exclude'] as const) {
    for (const { pattern } of scope[list]) {
      const problem = checkPattern(pattern)
      if (problem !== null) return `${SCOPE_LABELS[`scope.${list}`]}: ${problem}.`
    }
  }
  return null
}
