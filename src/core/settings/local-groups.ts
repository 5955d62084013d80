import * as v from 'valibot'
import { PATTERN_MAX, checkPattern } from '../patterns'
import { id, ids, shortText } from './parts'

/** Members of a group of the directory belong into a group of the organization, and nobody else in scope does. */
export interface GroupMapping {
  readonly directoryGroupId: string
  /** null until it is saved: found by the name of the directory's group and the name rule. */
  readonly groupId: string | null
}

/** What becomes of the name of a directory's group where a mapping names no group of the organization. */
export interface GroupNameRule {
  /** RE2; every match is replaced. '' = the names are the same. */
  readonly pattern: string
  /** May name groups of the pattern: $1, $2 … */
  readonly replacement: string
}

/** Groups of the organization that give no product, as the app looks after them. */
export interface LocalGroupSettings {
  readonly groups: {
    /** Patterns over names of groups: nobody is ever added to one that fits. `.*` = none at all. */
    readonly neverAssign: readonly string[]
    /** Nobody is ever taken from one that fits, leavers included. */
    readonly neverRemove: readonly string[]
    /** Everybody in scope with an account is a member. */
    readonly always: readonly string[]
    readonly mappings: readonly GroupMapping[]
    readonly nameRule: GroupNameRule
  }
}

export const LOCAL_GROUP_DEFAULTS: LocalGroupSettings = {
  groups: { neverAssign: [], neverRemove: [], always: [], mappings: [], nameRule: { pattern: '', replacement: '' } },
}

const PATTERNS_MAX = 50
const MAPPINGS_MAX = 50
const patterns = v.pipe(
  v.array(shortText(PATTERN_MAX)),
  v.maxLength(PATTERNS_MAX, `expected at most ${PATTERNS_MAX} patterns`),
)
const anyText = v.pipe(v.string(), v.maxLength(PATTERN_MAX, `expected at most ${PATTERN_MAX} characters`))
const mapping = v.strictObject({ directoryGroupId: id, groupId: v.optional(v.nullable(id), null) })

export const localGroupEntries = {
  groups: v.optional(
    v.strictObject({
      neverAssign: v.optional(patterns),
      neverRemove: v.optional(patterns),
      always: v.optional(ids(20)),
      mappings: v.optional(
        v.pipe(v.array(mapping), v.maxLength(MAPPINGS_MAX, `expected at most ${MAPPINGS_MAX} mappings`)),
      ),
      nameRule: v.optional(v.strictObject({ pattern: anyText, replacement: anyText })),
    }),
  ),
}

export const LOCAL_GROUP_LABELS = {
  'groups.neverAssign': 'Never assign',
  'groups.neverRemove': 'Never remove',
  'groups.always': 'Always assign groups',
  'groups.mappings': 'Group mapping',
  'groups.nameRule': 'Name rule',
  'groups.nameRule.pattern': 'Name rule, pattern',
  'groups.nameRule.replacement': 'Name rule, replacement',
}

/** @returns what is wrong with the section as a whole, or null; what the groups give is judged when it is saved */
export function checkLocalGroups({ groups }: LocalGroupSettings): string | null {
  const { neverAssign, neverRemove, always, mappings, nameRule } = groups
  for (const [label, list] of [
    ['Never assign', neverAssign],
    ['Never remove', neverRemove],
    ['Name rule, pattern', nameRule.pattern === '' ? [] : [nameRule.pattern]],
  ] as const) {
    const problem = list.map(checkPattern).find((one) => one !== null)
    if (problem != null) return `${label}: ${problem}.`
  }
  const seen = new Set<string>()
  for (const { directoryGroupId, groupId } of mappings) {
    if (groupId !== null && always.includes(groupId)) {
      return `Group mapping: expected no group of "Always assign groups", got "${groupId}": everybody is in it, or only members of "${directoryGroupId}".`
    }
    const key = `${directoryGroupId} ${groupId ?? ''}`
    if (seen.has(key)) return `Group mapping: expected each mapping once, got the one of "${directoryGroupId}" twice.`
    seen.add(key)
  }
  return null
}
