import { hintsOf } from '../directory'

export const scope = {
  groups: {
    title: 'Required groups',
    none: 'No group is required: everyone in the directory is in scope.',
    add: 'Name or id of a group',
    addHelp: ['The beginning of its name in the directory, or its id.', ...hintsOf('requiredGroupIds')].join(' '),
  },
} as const

export const rules = {
  'scope.include': {
    none: 'No pattern: nobody is left out for not matching one.',
    add: 'Add an include pattern',
  },
  'scope.exclude': {
    none: 'No pattern: nobody is left out for matching one.',
    add: 'Add an exclude pattern',
  },
  how: 'A pattern is a regular expression (RE2) for the whole value, in any letter case: ".*intern.*" matches "Legal interns".',
  remove: (line: string) => `Remove ${line.toLowerCase()}`,
} as const
