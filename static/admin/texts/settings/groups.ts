/** Local group management. Names are those of the administrator guide. */
export const localGroups = {
  title: 'Local group management',
  about: 'Groups that give no product. They have to be among the groups that the app may write to (Connections).',
  managedLocally: 'Groups are managed locally: the app adds nobody to any of these groups and takes nobody from one.',
  neverAssign: 'Never assign',
  neverAssignHelp: 'Patterns over names of groups, one per line: nobody is added to a group that fits. ".*" fits all.',
  neverRemove: 'Never remove',
  neverRemoveHelp: 'Nobody is taken from a group that fits, leavers included. ".*" fits all.',
  always: 'Always assign groups',
  alwaysHelp: 'Everybody in scope with an account is a member. A part of a name; then choose.',
  mappings: 'Group mapping',
  mappingsHelp:
    'Members of the directory’s group are in the organization’s group, and nobody else in scope is. Leave the second id empty to find the group by name when you save.',
  noMappings: 'No group of the directory is mapped.',
  directoryGroup: (line: string) => `${line}, group id in the directory`,
  organizationGroup: (line: string) => `${line}, group id in the organization`,
  line: (index: number) => `Mapping ${index + 1}`,
  addMapping: 'Add a mapping',
  removeMapping: (line: string) => `Remove ${line}`,
  nameRulePattern: 'Name rule, pattern',
  nameRulePatternHelp:
    'RE2. What fits in the name of the directory’s group is replaced. Empty: the names are the same.',
  nameRuleReplacement: 'Name rule, replacement',
  nameRuleReplacementHelp: '$1, $2 … stand for what the parts in parentheses of the pattern fit.',
  notListed: 'Not among the groups that the app may write to: add it under Connections first',
  givesAccess: 'It gives access: seats are given through the guard only',
} as const
