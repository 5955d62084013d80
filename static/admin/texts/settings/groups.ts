/** Local group management. Names are those of the administrator guide. */
export const localGroups = {
  managedLocally: 'Groups are managed locally: the app adds nobody to any of these groups and takes nobody from one.',
  noMappings: 'No group of the directory is mapped.',
  mapping: (number: number) => `Mapping ${number}`,
  directoryGroupHelp: 'The beginning of its name, or its id.',
  organizationGroupHelp:
    'A part of its name. Without a group, the one with the name by the name rule is taken when you save.',
  addMapping: 'Add a mapping',
  removeMapping: (number: number) => `Remove mapping ${number}`,
  notListed: 'Not among the groups that the app may write to: add it under Connections first',
  givesAccess: 'It gives access: seats are given through the guard only',
} as const
