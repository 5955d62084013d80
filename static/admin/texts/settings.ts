/** The settings tab, a part for each section. Names are those of the administrator guide. */
export const settings = {
  save: 'Save settings',
  saved: 'Settings saved.',
  discard: 'Discard changes',
  unsaved: 'There are unsaved changes.',
  allSaved: 'Everything is saved.',
  conflicts: {
    title: 'Somebody else has changed the same meanwhile',
    about: 'Nothing was saved. Choose what counts, then save again. Everything else that you typed is kept.',
    mine: (setting: string) => `Mine: ${setting}`,
    theirs: (setting: string) => `Theirs: ${setting}`,
  },
} as const
