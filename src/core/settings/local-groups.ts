import * as v from 'valibot'
import { PATTERN_MAX } from '../patterns'
import { id, pattern } from './parts'
import { BOTH, ids, list, records, row, section } from './row'
import type { ValuesOf } from './row'

// Blanks may be what is replaced, or what it is replaced by.
const TEXT = `expected a text of at most ${PATTERN_MAX} characters`
const replacement = v.pipe(v.string(TEXT), v.maxLength(PATTERN_MAX, TEXT))
const patterns = { max: 50, of: 'patterns' }

/** Groups of the organization that give no product, as the app looks after them. */
export const localGroups = section(
  {
    title: 'Local group management',
    about: 'Groups that give no product. They have to be among the groups that the app may write to (Connections).',
    previews: BOTH,
    rows: {
      groups: {
        neverAssign: list(pattern(), patterns, {
          label: 'Never assign',
          help: 'Patterns over names of groups, one per line: nobody is added to a group that fits. ".*" fits all.',
        }),
        neverRemove: list(pattern(), patterns, {
          label: 'Never remove',
          help: 'Nobody is taken from a group that fits, leavers included. ".*" fits all.',
        }),
        always: ids(20, {
          label: 'Always assign groups',
          help: 'Everybody in scope with an account is a member. A part of a name; then choose.',
        }),
        mappings: records(
          {
            directoryGroupId: row(id, { default: '', label: 'Group in the directory, mapping {member}' }),
            // null until it is saved: found by the name of the directory's group and the name rule.
            groupId: row(v.nullable(id), { default: null, label: 'Group in the organization, mapping {member}' }),
          },
          {
            max: 50,
            of: 'mappings',
            idOf: ({ directoryGroupId, groupId }) => `${directoryGroupId} ${groupId ?? ''}`,
          },
          {
            label: 'Group mapping',
            help: 'Members of the directory’s group are in the organization’s group, and nobody else in scope is.',
          },
        ),
        nameRule: {
          pattern: row(pattern(0), {
            default: '',
            label: 'Name rule, pattern',
            help: 'RE2. What fits in the name of the directory’s group is replaced. Empty: the names are the same.',
          }),
          replacement: row(replacement, {
            default: '',
            label: 'Name rule, replacement',
            help: '$1, $2 … stand for what the parts in parentheses of the pattern fit.',
          }),
        },
      },
    },
  },
  {
    paths: ['groups.always', 'groups.mappings'],
    check({ groups: { always, mappings } }) {
      const both = mappings.find(({ groupId }) => groupId !== null && always.includes(groupId))
      if (both === undefined) return null
      return `Group mapping: expected no group of "Always assign groups", got "${both.groupId}": everybody is in it, or only members of "${both.directoryGroupId}".`
    },
  },
  // Judged by what the groups give: see app/read/named-groups.
  {
    paths: [
      ...['groups.neverAssign', 'groups.always', 'groups.mappings', 'groups.nameRule'],
      ...['products[].accessGroupId', 'products[].accessGroupIds'],
    ],
  },
  {
    paths: ['groups.mappings'],
    check({ groups: { mappings } }) {
      const keys = mappings.map(({ directoryGroupId, groupId }) => `${directoryGroupId} ${groupId ?? ''}`)
      const twice = mappings.find((_, index) => keys.indexOf(keys[index]!) < index)
      if (twice === undefined) return null
      return `Group mapping: expected each mapping once, got the one of "${twice.directoryGroupId}" twice.`
    },
  },
)

export type LocalGroupSettings = ValuesOf<typeof localGroups.rows>
export type GroupMapping = LocalGroupSettings['groups']['mappings'][number]
export type GroupNameRule = LocalGroupSettings['groups']['nameRule']
