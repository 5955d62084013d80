export const overview = {
  seats: 'Seats',
  used: 'Used',
  free: 'Free',
  reserve: 'Reserve',
  chartFree: 'Free above the reserve',
  total: 'Total',
  unlimited: 'Unlimited',
  productOf: (product: string) => `Seats of ${product}`,
  cap: 'Cap',
  reserveExplained: (reserve: number) =>
    reserve === 0
      ? 'No seats are kept back: the last free seat may be given.'
      : `Somebody gets a seat only while at least ${reserve} are free.`,
  chartOf: (product: string) => `How the seats of ${product} are used`,
  seatsUnreadable: 'Jira did not say how many seats there are. Refresh in a minute.',
  attention: 'Needs your attention',
  goTo: (tab: string) => `Go to ${tab}`,
  allWell: 'Nothing needs your attention.',
  waiting: 'Waiting list',
  nobodyTitle: 'Nobody is waiting',
  nobody: 'Whoever asks for Jira while no seat is free is listed here and gets the next free seat.',
  waitingCount: (count: string, isCut: boolean) =>
    isCut ? `The first ${count} who wait. First come, first served.` : `Waiting: ${count}. First come, first served.`,
  columns: {
    place: 'Place',
    person: 'Person',
    product: 'Product',
    since: 'Waiting since',
    told: 'Message they were given',
    actions: 'Actions',
  },
  up: 'Up',
  down: 'Down',
  grantNow: 'Grant now',
  drop: 'Take off',
  moved: 'The waiting list is in its new order.',
  dropped: 'Taken off the waiting list. A new request can be made at any time.',
  grantAsked: 'Asked, ahead of all who wait. The licence guard decides within seconds.',
  people: 'People',
  peopleAbout: (accounts: string | null, access: string | null) =>
    accounts === null && access === null
      ? 'No run has looked yet. The first whole runs count, also as dry runs.'
      : [
          accounts === null ? 'Accounts are not counted yet.' : `Accounts as of ${accounts}.`,
          access === null ? 'Access is not counted yet.' : `Access as of ${access}.`,
        ].join(' '),
  inDirectory: 'In the directory',
  provisioned: 'With an account',
  withAccess: 'With access',
  active: 'Active',
  missed: 'Came, and nothing came of it',
  dormant: 'Unused for too long',
  waitingNow: 'Waiting',
  unknown: 'Not known',
  nextRuns: 'Next runs',
  nextRun: (name: string, instant: string, isArmed: boolean) =>
    `${name}: ${instant}${isArmed ? '' : ' (dry run: it changes nothing)'}`,
  nextLeavers: (minutes: number, isArmed: boolean) =>
    `People who left: every ${minutes} minutes${isArmed ? '' : ' (dry run: it changes nothing)'}`,
  troubles: 'People whose change failed',
  troublesAbout: (changes: string) =>
    `${changes}, the oldest first. Each is tried again by itself: after 1, 5, 15 and 60 minutes, then every three hours.`,
  askers: (count: string, isOne: boolean) =>
    `${isOne ? '1 person who asked stands' : `${count} people who asked stand`} in the waiting list above, with the reason; “Grant now” tries again at once, “Take off” leaves it.`,
  changes: (count: string, isOne: boolean) => (isOne ? '1 change' : `${count} changes`),
  troubleColumns: {
    person: 'Person',
    what: 'What',
    since: 'Since',
    tries: 'Tries',
    reason: 'Reason, and what to do',
    actions: 'Actions',
  },
  nextTry: (instant: string) => `next ${instant}`,
  leftAlone: 'left as it is',
  tryAgain: 'Try again now',
  leaveAlone: 'Leave alone',
  tryingAgain: 'It is tried within a minute.',
  leavingAlone: 'It is left as it is, until you have it tried again.',
  triedAgain: (reason: string) => `${reason}. It is tried again.`,
} as const

/** By which way somebody asked: each source of asking by its name. */
export const sourceNames: Readonly<Record<string, string>> = {
  portal: 'on the portal',
  admin: 'by "Grant now"',
  'web-trigger': 'by the web trigger',
  'log-delivery': 'by a log that is delivered',
  activity: 'by working in Jira',
  'on-behalf': 'by a mention',
  colleague: 'by a colleague',
  'sign-in': 'by the sign-in log',
  audit: 'by the audit log',
}
