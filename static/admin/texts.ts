/** Every sentence of the admin page. The server's own messages are shown as they come. */
import { formatNumber } from './format'
import type { Alert, RunKind } from './questions'
import type { RunOutcome } from '../../src/app/run-report'
import type { JobName, SkipReason } from '../../src/core/plan'

export const tabs = { overview: 'Overview', jobs: 'Jobs', settings: 'Settings', connections: 'Connections' } as const

export const common = {
  loading: 'Loading',
  refresh: 'Refresh',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  forbiddenTitle: 'You need to be a Jira administrator',
  forbidden: 'Only Jira administrators can see and change Universal Access. Ask one of them to give you that role.',
  failedTitle: 'This page could not be loaded',
  failed: 'Expected an answer from the app, got none. Check your connection and try again in a minute.',
  notSavedTitle: 'Not saved',
  notDoneTitle: 'That did not work',
  asOf: (instant: string, timeZone: string) => `As of ${instant}. All times are in ${timeZone}.`,
} as const

export const jobNames: Readonly<Record<JobName, string>> = { provision: 'Provision', grant: 'Grant', sweep: 'Sweep' }

export const runNames: Readonly<Record<RunKind, string>> = { ...jobNames, leavers: 'Leavers' }

export const overview = {
  seats: 'Seats',
  used: 'Used',
  free: 'Free',
  reserve: 'Reserve',
  chartFree: 'Free above the reserve',
  total: 'Total',
  unlimited: 'Unlimited',
  productOf: (product: string) => `Seats of ${product}, as Jira reports them.`,
  reserveExplained: (reserve: number) =>
    reserve === 0
      ? 'No seats are kept back: the last free seat may be given.'
      : `Somebody gets a seat only while at least ${reserve} are free.`,
  chartTitle: 'How the seats are used',
  seatsUnreadable: 'Jira did not say how many seats there are. Refresh in a minute.',
  attention: 'Needs your attention',
  goTo: (tab: string) => `Go to ${tab}`,
  allWell: 'Nothing needs your attention.',
  waiting: 'Waiting list',
  nobodyTitle: 'Nobody is waiting',
  nobody: 'Whoever asks for Jira while no seat is free is listed here and gets the next free seat.',
  waitingCount: (count: string, isCut: boolean) =>
    isCut ? `The first ${count} who wait. First come, first served.` : `Waiting: ${count}. First come, first served.`,
  columns: { person: 'Person', since: 'Waiting since', told: 'Message they were given' },
  notTaken: 'The organization did not accept the membership; it is tried again.',
} as const

export function alertText(alert: Alert): { title: string; text: string } {
  switch (alert.type) {
    case 'not-connected':
      return {
        title: 'Not connected yet',
        text: 'No job can run before Entra, the organization and the SCIM directory are connected.',
      }
    case 'key-expires':
      return {
        title: alert.daysLeft < 0 ? 'The organization API key has expired' : 'The organization API key expires soon',
        text: `It is valid until ${alert.at}. Create a new one at admin.atlassian.com and enter it under Connections.`,
      }
    case 'seats-unreadable':
      return {
        title: 'Seats could not be read',
        text: 'Jira did not say how many seats are free. No seat is given while that is so.',
      }
    case 'plan-held':
      return {
        title: 'A plan awaits your approval',
        text: alert.isTooLate
          ? `It holds ${formatNumber(alert.removals)} removals and is more than 24 hours old. Run the job again for a new one.`
          : `It holds ${formatNumber(alert.removals)} removals. Nothing is removed until an administrator approves it.`,
      }
    case 'run-stopped':
      return {
        title: `${runNames[alert.run]}: the last run ${alert.outcome === 'failed' ? 'failed' : 'was stopped by a check'}`,
        text: alert.because ?? 'No reason was recorded. The next run tries again.',
      }
    case 'not-armed':
      return {
        title: `${jobNames[alert.job]} is in dry run`,
        text: 'It shows what it would do and changes nothing until you arm it.',
      }
    case 'few-seats':
      return {
        title: `${alert.productKey}: few seats are free`,
        text: `${formatNumber(alert.free)} seats are free; you asked to be warned at ${formatNumber(alert.warning)}.`,
      }
    case 'people-wait':
      return {
        title: `${alert.productKey}: people wait for a seat`,
        text: `${formatNumber(alert.count)} on the waiting list, the first since ${alert.since}.`,
      }
    case 'signal-failing':
      return {
        title: 'The sign-in log cannot be read',
        text: `Since ${alert.since} nobody gets a seat by signing in. ${alert.because}`,
      }
    case 'signal-silent':
      return {
        title: 'The sign-in log shows nobody',
        text: `Nobody has signed in to the applications you named since ${alert.since}. Check their ids under Settings.`,
      }
  }
}

export const jobs = {
  about: {
    provision: 'Makes sure everyone in scope has an Atlassian account without access, and deactivates those who left.',
    grant: 'Gives a seat to whoever asks for Jira, as long as enough seats are free.',
    sweep: 'Takes back access that nobody has used for a long time. The account itself stays.',
  } satisfies Record<JobName, string>,
  arm: (job: JobName) => `Arm ${jobNames[job].toLowerCase()}`,
  armed: 'Armed',
  dryRun: 'Dry run',
  dryRunExplained: 'A dry run shows what would change and changes nothing.',
  runNow: (job: JobName) => `Run ${jobNames[job].toLowerCase()} now`,
  started: (job: JobName) => `${jobNames[job]} starts within a minute. Refresh to see how it went.`,
  nowArmed: (job: JobName) => `${jobNames[job]} is armed. It makes changes from its next run on.`,
  nowDryRun: (job: JobName) => `${jobNames[job]} is in dry run. It changes nothing.`,
  lastRun: 'Last run',
  lastLeavers: 'Last leavers run with something to do',
  never: 'It has not run yet.',
  neverLeavers: 'There was none yet.',
  times: (started: string, ended: string) => (started === ended ? started : `${started} to ${ended}`),
  counts: 'What it found and did',
  skips: 'Who was left alone, and why',
  nextRuns: 'Next runs',
  startsAfter: 'A run starts within five minutes of its time.',
  leavers: (minutes: number) => `Looks for people who left: every ${minutes} minutes.`,
  onRequest: 'Runs within a minute of a request.',
} as const

export const held = {
  title: 'This plan awaits your approval',
  tooLateTitle: 'This plan is too old to be approved',
  removals: (count: string, kind: 'sweep' | 'leavers') =>
    kind === 'sweep' ? `Access is taken from ${count} people.` : `${count} accounts are deactivated.`,
  age: (age: string, instant: string) => `Made ${age} (${instant}).`,
  until: (instant: string) => `It can be approved until ${instant}.`,
  tooLate: 'A plan can be approved for 24 hours. Run the job again and approve its new plan.',
  approve: (kind: 'sweep' | 'leavers') => (kind === 'sweep' ? 'Approve sweep plan' : 'Approve leavers plan'),
  confirmTitle: (count: string) => `Approve ${count} removals?`,
  confirm: 'Exactly this plan is carried out. Each person is checked once more; whoever was active meanwhile is kept.',
  confirmButton: (count: string) => `Approve ${count} removals`,
  approved: 'The plan is approved and starts within a minute.',
} as const

export const outcomes: Readonly<Record<RunOutcome, string>> = {
  done: 'Done',
  applying: 'In progress',
  'dry-run': 'Dry run',
  held: 'Awaiting approval',
  refused: 'Stopped by a check',
  failed: 'Failed',
}

export const skipReasons: Readonly<Record<SkipReason, string>> = {
  administrator: 'Administrators',
  'group-unread': 'In a group that is not checked yet',
  'not-a-person': 'Apps and service accounts',
  'exempt-group': 'Members of an exempt group',
  'exempt-person': 'Exempt people',
  'synchronised-group': 'Access through a group that only the identity provider can change',
  'activity-unknown': 'Activity unknown',
  'grace-period': 'Granted only a short while ago',
  'recently-granted': 'Granted within the days without activity',
  'recently-active': 'Active more recently than the organization reports',
  'matched-twice': 'Two accounts for one person, or two people for one account',
  missing: 'In scope without an account, which somebody else has to make',
  'no-address': 'In scope without the address that accounts are matched by',
}

/** Counts of run reports, by name. */
export const countNames: Readonly<Record<string, string>> = {
  people: 'People in the directory',
  accounts: 'Accounts in the organization',
  matched: 'People with an account',
  holders: 'People with access',
  dormant: 'Without activity for too long',
  changed: 'Changes in the directory',
  create: 'Accounts to create',
  restore: 'Accounts to restore',
  deactivate: 'Accounts to deactivate',
  revoke: 'Access to take back',
  created: 'Accounts created',
  linked: 'Accounts found and linked',
  restored: 'Accounts restored',
  deactivated: 'Accounts deactivated',
  revoked: 'Access taken back',
  skipped: 'Kept after a last check',
  failed: 'Failed',
  asked: 'Asked for a seat',
  granted: 'Got a seat',
  held: 'Had access already',
  refused: 'Not entitled to a seat',
  waiting: 'Put on the waiting list',
}

export const settings = {
  save: 'Save settings',
  saved: 'Settings saved.',
  wholeNumber: 'Enter a whole number, for example 5.',
  required: 'Enter a value.',
  groups: {
    title: 'Who is in scope',
    about: 'Everyone who is a member of at least one of these Entra groups is in scope.',
    everyone: 'No group is required: everyone in the directory is in scope.',
    add: 'Group id',
    addHelp: 'The object id of the group: Entra admin center, Groups, the group, Overview.',
    addButton: 'Add group',
    remove: (name: string) => `Remove ${name}`,
    unknown: (id: string) => `Entra has no group with the id "${id}". Copy its object id from the group's overview.`,
    twice: 'This group is already in the list.',
    missing: 'Not found in Entra',
  },
  seats: {
    title: 'Seats',
    dormancyDays: 'Days without activity',
    dormancyHelp: 'Access unused for this many days is taken back. From 1 to 3,650.',
    seatReserve: 'Seat reserve',
    reserveHelp: 'A seat is given only while at least this many are free. From 0 to 100,000.',
    refusalMessage: 'Message when no seat is free',
    refusalHelp: 'Shown to the person who asked. {free} stands for the number of free seats.',
  },
  schedules: {
    title: 'Schedules',
    about: 'Five fields: minute, hour, day of month, month, day of week.',
    provision: 'Provision schedule',
    sweep: 'Sweep schedule',
    leaversMinutes: 'Minutes between looks for leavers',
    leaversHelp: 'From 5 to 60.',
    timeZone: 'Time zone',
    checking: 'Checking …',
    next: (words: string) => `${words}. Next runs:`,
  },
  signals: {
    title: 'What counts as asking for Jira',
    productEvents: 'Working in Jira without access (creating, editing or commenting)',
    signIn: 'Signing in through Entra',
    signInHelp: 'Every sign-in to any of these applications counts. Seen 5 to 20 minutes later; needs Entra ID P1.',
    appIds: 'Application ids',
    appIdsHelp: 'One per line. Entra admin center, Enterprise applications, Atlassian Cloud, Application ID.',
  },
} as const

export const connections = {
  connectedTitle: 'Connected',
  notConnectedTitle: 'Not connected yet',
  notConnected: 'Enter the three connections below. Secrets are stored by Forge and are never shown again.',
  replace: 'To change a connection, enter all of them again. Secrets are never shown.',
  expires: (day: string) => `The organization API key is valid until ${day}.`,
  entra: 'Entra ID',
  tenantId: 'Tenant id',
  clientId: 'Client id',
  clientSecret: 'Client secret',
  clientSecretHelp: 'The value of the secret, not its id.',
  organization: 'Atlassian organization',
  orgId: 'Organization id',
  directoryId: 'Directory id',
  apiKey: 'Organization API key',
  apiKeyExpires: 'API key expires on',
  apiKeyExpiresHelp: 'As YYYY-MM-DD. Atlassian tells apps no date, so the page warns by this one.',
  notADate: 'Enter the date as YYYY-MM-DD, for example 2027-01-31.',
  scim: 'SCIM directory',
  scimDirectoryId: 'SCIM directory id',
  scimApiKey: 'SCIM API key',
  save: 'Save connections',
  saved: 'Connections saved.',
} as const
