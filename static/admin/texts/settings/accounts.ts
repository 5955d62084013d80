export const accounts = {
  title: 'Accounts and leavers',
  about: 'Who makes Atlassian accounts, and what becomes of them when somebody leaves.',
  target: 'Accounts are made by',
  targetHelp:
    'Where another connector already synchronises your people, this app only links them and reports who is missing.',
  targetChoices: [
    { label: 'Automatic: this app when a SCIM directory is connected, else another connector', value: 'automatic' },
    { label: 'This app, in the SCIM directory', value: 'scim' },
    { label: 'Another connector (observe)', value: 'observe' },
  ],
  cleanup: 'Cleanup behaviour',
  cleanupAbout:
    'For each way to leave. "Disable" takes access away first, then makes the account unusable. Who comes back gets the account and its groups back; access has to be asked for.',
  causes: {
    deleted: 'Deleted in the directory',
    disabled: 'Disabled in the directory',
    'out-of-scope': 'No longer in scope',
  },
  behaviours: [
    { label: 'Keep without modification', value: 'keep' },
    { label: 'Disable', value: 'disable' },
  ],
  removeGroups: {
    deleted: 'Also remove deleted people from all other groups',
    disabled: 'Also remove disabled people from all other groups',
    'out-of-scope': 'Also remove people out of scope from all groups',
  },
} as const
