export const setup = {
  about:
    'Connect the directory and the organization, then check that everything is ready. Secrets are stored by Forge and never shown again.',
  connected: 'Connected',
  notConnected: 'Not connected',
  optional: 'Optional',
  connect: (the: string) => `Connect ${the}`,
  change: (the: string) => `Change ${the}`,
  keep: (the: string) => `Leave ${the} as it is`,
  testOf: (the: string) => `Test ${the}`,
  testStored: (the: string) => `Test the stored credentials of ${the}`,
  save: (the: string) => `Save ${the}`,
  saved: (name: string) => `${name} saved.`,
  endsOn: (day: string) => `Good until ${day}`,
  noEnd: 'Its last day is not known',
  savedAt: (instant: string) => `Entered ${instant}`,
  expiresHelp: 'As YYYY-MM-DD, or empty if it has none. No API tells it to the app, so the page warns by this one.',
  notADate: (isOptional: boolean) =>
    `Enter the date as YYYY-MM-DD, for example 2027-01-31${isOptional ? ', or leave it empty' : ''}.`,
  fields: {
    orgId: 'Organization id',
    directoryId: 'Directory id',
    apiKey: 'Organization API key',
    scimDirectoryId: 'SCIM directory id',
    scimApiKey: 'SCIM API key',
    organizationKey: 'Organization API key',
    organizationKeyBefore: 'API key of the organization that is connected now',
  },
  organizationKeyHelp: {
    directory:
      'For another tenant or another address of the directory, or for the first one beside an organization: the directory decides whose accounts are written to, so that whoever exchanges it has to have the key of the organization.',
    scim: 'For another SCIM directory, or the first one beside an organization: it decides which accounts are written to.',
    organization: 'For another organization only: whoever takes the connected one away has to have its key.',
  },
  directory: {
    name: 'Directory',
    the: 'the directory',
    about: 'Where the people of the company are. The app only reads it.',
    choice: 'People are in',
    choiceHelp:
      'And how the app signs in there. In another directory everybody is matched anew, and nobody loses anything. Whose account has a record in the SCIM directory with an id of the first one is listed as a doubt.',
    expires: 'Last day of the secret',
  },
  organization: {
    name: 'Organization',
    the: 'the organization',
    about: 'Accounts, groups and memberships at Atlassian.',
    where:
      'admin.atlassian.com › Settings › API keys › Create API key, without scopes. The organization id is in the address of admin.atlassian.com after /o/. The directory id: Directory › Users, in the address after /directories/.',
    expires: 'API key expires on',
    expiresHelp: 'As YYYY-MM-DD, at most a year ahead. Atlassian tells apps no date, so the page warns by this one.',
  },
  scim: {
    name: 'SCIM directory',
    the: 'the SCIM directory',
    expires: 'SCIM API key expires on',
    about:
      'Lets the app make accounts. Leave it out when another connector already synchronises your people: then the app only observes.',
    where:
      'admin.atlassian.com › Security › Identity providers › your directory › Set up user provisioning. It shows the SCIM base URL, which ends with the directory id, and the API key once.',
    observe: 'Observe: remove the SCIM directory',
    removed: 'The SCIM directory is removed. The app makes no accounts.',
  },
} as const
