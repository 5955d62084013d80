export const sweep = {
  title: 'Sweep',
  about: 'How careful the app is when it takes back unused access. After how many days is a rule of each product.',
  graceDays: 'Days of grace after a grant',
  graceDaysHelp: 'Somebody who was given access is left alone for so many days. From 0 to 365.',
  neverUsed: 'Also take back access that was never used',
  neverUsedHelp: 'Counted from the day on which the access was given. Otherwise unknown activity keeps access.',
  perRun: 'Removals per run',
  perRunHelp: 'A run takes access from at most so many people; the next one goes on. From 20 to 100,000.',
  journalDays: 'Days that the journal is kept',
  journalDaysHelp: 'So long can a removal be undone. From 30 to 365.',
} as const

export const exemptions = {
  title: 'Exemptions',
  about: 'Who keeps access however long it is unused. Administrators and app accounts are exempt without being named.',
  groups: 'Exempt groups',
  groupsHelp: 'Members of these groups keep unused access. Search by a part of the name.',
  people: 'Exempt people',
  nobody: 'Nobody is exempt by name.',
  add: 'Exempt a person',
  addHelp: 'Say who asked for it, why, and until when.',
  owner: (line: number) => `Owner ${line}`,
  reason: (line: number) => `Reason ${line}`,
  until: (line: number) => `Last day ${line}`,
  untilPlaceholder: 'No end',
  remove: (line: number) => `End exemption ${line}`,
} as const

export const people = {
  nobody: (list: string) => `${list}: nobody.`,
  remove: (line: number) => `Remove person ${line}`,
} as const

export const schedules = {
  title: 'Schedules',
  about: 'When the jobs run. Five fields: minute, hour, day of month, month, day of week.',
  provision: 'Provision schedule',
  sweep: 'Sweep schedule',
  leaversMinutes: 'Minutes between looks for leavers',
  leaversHelp: 'From 5 to 60.',
  timeZone: 'Time zone',
  checking: 'Checking …',
  next: (words: string) => `${words}. Next runs:`,
} as const
