import { accounts } from './accounts'
import { localGroups } from './groups'
import { products } from './products'
import { rules, scope } from './scope'
import { trigger } from './signals'
import { exemptions, people, schedules } from './sweep'

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
  trigger,
  exemptions,
  people,
  schedules,
} as const
