import type { JobName } from '../../../src/core/plan'
import { jobNames } from './common'

export const jobs = {
  about: {
    provision: 'Makes sure everyone in scope has an Atlassian account without access, and deactivates those who left.',
    grant: 'Gives a seat to whoever asks for Jira, as long as enough seats are free.',
    sweep: 'Takes back access that nobody has used for a long time. The account itself stays.',
  } satisfies Record<JobName, string>,
  newer: 'Settings have changed since the dry run that is shown. Run the job again, look, then arm it.',
  arm: (job: JobName) => `Arm ${jobNames[job].toLowerCase()}`,
  byAddressTitle: (accounts: string) => `${accounts} matched by nothing but the address`,
  byAddress:
    'Nothing else says whose they are: no link, and no record in the SCIM directory. Once you arm, they follow whoever has the address in the directory today. Where your company gives addresses out again, look at some of them first; a wrong one is put right under People: open the person, and end the link.',
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
  oddRows: (ids: readonly string[]) =>
    `Not everything was told of some accounts or people${ids.length === 0 ? '' : `, e.g. ${ids.join(', ')}`}. They keep what they have.`,
  nextRuns: 'Next runs',
  startsAfter: 'A run starts within five minutes of its time.',
  leavers: (minutes: number) => `Looks for people who left: every ${minutes} minutes.`,
  onRequest: 'Runs within a minute of a request.',
} as const

type HeldKind = 'sweep' | 'leavers' | 'groups' | 'renames'

const heldOf = (count: string, kind: HeldKind): string =>
  `${count} ${kind === 'renames' ? 'new addresses' : 'removals'}`

export const held = {
  title: 'This plan awaits your approval',
  tooLateTitle: 'This plan is too old to be approved',
  removals: (count: string, kind: HeldKind) => {
    if (kind === 'groups') return `${count} memberships of groups end.`
    if (kind === 'renames') return `${count} accounts get another address.`
    return kind === 'sweep' ? `Access is taken from ${count} people.` : `${count} accounts are deactivated.`
  },
  age: (age: string, instant: string) => `Made ${age} (${instant}).`,
  until: (instant: string) => `It can be approved until ${instant}.`,
  tooLate: 'A plan can be approved for 24 hours. Run the job again and approve its new plan.',
  noUndo:
    'New addresses cannot be undone, since previous ones are not kept. The list shows what each account has and what the directory says, both read when it is shown.',
  approve: (kind: HeldKind) => (kind === 'renames' ? 'Approve new addresses' : `Approve ${kind} plan`),
  confirmTitle: (count: string, kind: HeldKind) => `Approve ${heldOf(count, kind)}?`,
  confirm: (kind: HeldKind) =>
    kind === 'renames'
      ? 'Exactly these accounts are written, each with what the directory says at that moment.'
      : 'Exactly this plan is carried out. Each person is checked once more; whoever was active meanwhile is kept.',
  confirmButton: (count: string, kind: HeldKind) => `Approve ${heldOf(count, kind)}`,
  approved: 'The plan is approved and starts within a minute.',
} as const
