import { accounts } from './accounts'
import { localGroups } from './groups'
import { products } from './products'
import { rules, scope } from './scope'
import { signals, trigger, waiting } from './signals'
import { exemptions, people, schedules, sweep } from './sweep'

/** The settings tab, a part for each section. Names are those of the administrator guide. */
export const settings = {
  save: 'Save settings',
  saved: 'Settings saved.',
  discard: 'Discard changes',
  unsaved: 'There are unsaved changes.',
  allSaved: 'Everything is saved.',
  required: 'Enter a value.',
  groupList: {
    addButton: 'Add group',
    remove: (name: string) => `Remove ${name}`,
    unknown: (id: string) => `Entra has no group with the id "${id}". Copy its object id from the group's overview.`,
    twice: 'This group is already in the list.',
    missing: 'Not found in Entra',
  },
  scope,
  rules,
  accounts,
  localGroups,
  products,
  signals,
  trigger,
  waiting,
  sweep,
  exemptions,
  people,
  schedules,
} as const
