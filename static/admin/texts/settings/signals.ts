export const signals = {
  title: 'What counts as asking',
  about: 'Whoever asks for Jira gets a seat within a minute, as long as enough are free.',
  portal: 'Asking on the service-desk portal',
  portalHelp: 'People without access open "Get Jira access" and ask for themselves. Needs Jira Service Management.',
  productEvents: 'Working in Jira without access (creating, editing or commenting)',
  productEventsHelp: 'Seen within three minutes. Most people without access cannot act in Jira.',
  onBehalf: 'Being mentioned or assigned',
  onBehalfHelp:
    'Asks for whoever is mentioned in or assigned an issue. Colleagues can use up seats: at most five a day each.',
  signIn: 'Signing in through the directory',
  signInHelp:
    'Every sign-in to any of these applications counts. Seen 5 to 20 minutes later; with Entra ID it needs P1.',
  appIds: 'Application ids',
  appIdsHelp:
    'One per line, as the directory shows them. In Entra: Enterprise applications, Atlassian Cloud, Application ID.',
  webTrigger: 'Calls of the web trigger',
  webTriggerHelp: 'Your identity provider or a script names people who ask. No call counts before a secret is set.',
} as const

export const trigger = {
  unknown: 'The web trigger could not be looked up',
  address: 'Address of the web trigger',
  noSecret: 'No secret is set: every call is refused.',
  secretSet: (kind: string, instant: string) => `${kind}, set ${instant}. It is never shown again.`,
  kinds: { shared: 'A shared secret', hmac: 'A signing secret' },
  kindChoices: [
    { label: 'Shared: sent in the header Authorization', value: 'shared' },
    { label: 'Signature: X-Signature is the HMAC-SHA-256 of the body', value: 'hmac' },
  ],
  kind: 'Kind of secret',
  kindHelp: 'Okta event hooks send a shared secret as their authentication field "Authorization".',
  secret: 'Secret',
  secretHelp: 'At least 24 characters: it lets whoever has it ask for seats. It takes effect as soon as you set it.',
  set: 'Set secret',
  change: 'Replace secret',
  forget: 'Forget secret',
  saved: 'The secret of the web trigger is set.',
  forgotten: 'The secret is forgotten. Every call is refused.',
} as const

export const waiting = {
  title: 'Waiting list',
  about: 'What people are told when no seat is free, how long they wait, and who never gets a seat.',
  refusalMessage: 'Message when no seat is free',
  refusalHelp: 'Shown to the person who asked. {free} stands for the number of free seats.',
  waitingDays: 'Days on the waiting list',
  waitingDaysHelp: 'A place is given up after so many days. From 1 to 365.',
  seatWarning: 'Warning level of free seats',
  seatWarningHelp: 'Warn when no more than so many seats are free. Empty: never.',
  noAccessPeople: 'People without access',
  noAccessPeopleHelp: 'They never get a seat, and are told so.',
  noAccessGroups: 'Groups without access',
  noAccessGroupsHelp: 'Members of these groups never get a seat. Search by a part of the name.',
} as const
