import type { Person, PersonAttribute } from './people'
import { compilePatterns } from './patterns'
import type { Matcher } from './patterns'
import type { AttributeRule, MatchingAddress, ScopeSettings } from './settings/scope'

/** The scope settings, ready to judge many people. */
export interface Scope {
  readonly address: MatchingAddress
  readonly userTypes: ReadonlySet<Person['kind']>
  readonly enabledOnly: boolean
  readonly include: readonly CompiledRule[]
  readonly exclude: readonly CompiledRule[]
}

interface CompiledRule {
  readonly attribute: PersonAttribute
  readonly matches: Matcher
}

export function compileScope({ scope }: Pick<ScopeSettings, 'scope'>): Scope {
  return {
    address: scope.address,
    userTypes: new Set(scope.userTypes),
    enabledOnly: scope.enabledOnly,
    include: compileRules(scope.include),
    exclude: compileRules(scope.exclude),
  }
}

/** Attributes that have to be read so that these settings can be judged. */
export function attributesOf({ scope }: Pick<ScopeSettings, 'scope'>): readonly PersonAttribute[] {
  return [...new Set([...scope.include, ...scope.exclude].map((rule) => rule.attribute))]
}

/**
 * In scope: the directory says that this person should be able to use Jira.
 * @param memberOfRequired members of any required group; null = none is required
 */
export function isInScope(person: Person, memberOfRequired: ReadonlySet<string> | null, scope: Scope): boolean {
  if (scope.enabledOnly && !person.enabled) return false
  if (!scope.userTypes.has(person.kind)) return false
  if (memberOfRequired !== null && !memberOfRequired.has(person.objectId)) return false
  if (scope.include.length > 0 && !scope.include.some((rule) => fits(rule, person))) return false
  return !scope.exclude.some((rule) => fits(rule, person))
}

/** @returns object ids of everybody in scope. @param memberOfRequired as of `isInScope` */
export function findInScope(
  people: Iterable<Person>,
  memberOfRequired: ReadonlySet<string> | null,
  scope: Scope,
): ReadonlySet<string> {
  const found = new Set<string>()
  for (const person of people) if (isInScope(person, memberOfRequired, scope)) found.add(person.objectId)
  return found
}

/**
 * Without a mailbox the user principal name stands in: good enough to make an account by, and no reason to rename one, since
 * a mailbox that is removed mostly leaves an address that nobody has ever used.
 */
export function isStandIn({ mail }: Person, { address }: Pick<Scope, 'address'>): boolean {
  return address === 'mail-else-upn' && mail === ''
}

function compileRules(rules: readonly AttributeRule[]): CompiledRule[] {
  const patterns = new Map<PersonAttribute, string[]>()
  for (const { attribute, pattern } of rules) patterns.set(attribute, [...(patterns.get(attribute) ?? []), pattern])
  return [...patterns].map(([attribute, list]) => ({ attribute, matches: compilePatterns(list) }))
}

/** An attribute that the directory leaves empty fits no pattern, not even `.*`. */
function fits(rule: CompiledRule, person: Person): boolean {
  const value = person.attributes?.[rule.attribute]
  return value !== undefined && value !== '' && rule.matches(value)
}
