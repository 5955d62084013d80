import type { TargetGroupView } from '../questions'

function beginLow(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

/** Choosing groups of the Atlassian organization. */
export const groupPicker = {
  find: 'Find groups',
  none: 'No group has that in its name.',
  nobody: 'No group is chosen.',
  add: (name: string) => `Add ${name}`,
  remove: (name: string) => `Remove ${name}`,
  missing: 'Not found in the organization',
  /** Where one group is chosen; `label` is that of its field. */
  findOne: (label: string) => `Find the ${beginLow(label)}`,
  chooseOne: (name: string) => `Choose ${name}`,
  changeOne: (label: string) => `Change the ${beginLow(label)}`,
  keepOne: (label: string) => `Keep the ${beginLow(label)}`,
} as const

/** Choosing groups of the directory. */
export const directoryGroups = {
  none: 'The directory has no group whose name begins so, and none with that id.',
  nobody: null,
  missing: 'Not found in the directory',
} as const

/** What is fixed with the organization API key. */
export const permissions = {
  title: 'What this key may be used for',
  about: 'The app writes to these groups and to no other. To change the list or the permission, enter the key again.',
  groups: 'Groups that the app may write to',
  groupsHelp:
    'A part of a name. Leave it empty to find the groups that give access today; without them no seat can be given or taken back.',
  maySuspend: 'The app may suspend accounts',
  maySuspendHelp:
    'For people who left and whom the SCIM directory does not know. Without it they lose access and keep a usable account.',
} as const

export function refusalText({ refusedBecause }: Pick<TargetGroupView, 'refusedBecause'>): string | null {
  switch (refusedBecause) {
    case null:
      return null
    case 'not-listed':
      return 'Not among the groups that the app may write to'
    case 'missing':
      return groupPicker.missing
    case 'gives-administration':
      return 'Its members administer something: the app never writes to it'
    case 'gives-another-site':
      return 'It gives a product of another site: the app never writes to it'
    case 'gives-access':
      return 'It takes a seat of a product: access is given through the guard only'
    case 'synchronised':
      return 'Only the identity provider can change it'
  }
}
