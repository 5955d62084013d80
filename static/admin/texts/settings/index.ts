import { accounts } from './accounts'
import { billing } from './billing'
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
    none: 'The directory has no group whose name begins so, and none with that id.',
    nobody: null,
    missing: 'Not found in the directory',
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
  billing,
  schedules,
} as const
