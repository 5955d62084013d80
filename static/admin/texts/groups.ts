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
    case 'unknown-role':
      return 'It gives a role that nobody has said the meaning of: nobody is added to it'
    case 'gives-another-site':
      return 'It gives a product of another site: the app never writes to it'
    case 'gives-access':
      return 'It takes a seat of a product: access is given through the guard only'
    case 'synchronised':
      return 'Only the identity provider can change it'
  }
}
