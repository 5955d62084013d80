import type { RunName } from '../../../src/ports'
import type { JobName } from '../../../src/core/plan'
import { RUN_NAMES } from '../../../src/core/run-names'

export const tabs = {
  overview: 'Overview',
  people: 'People',
  runs: 'Runs',
  audit: 'Audit',
  settings: 'Settings',
  setup: 'Set-up',
} as const
export type TabName = keyof typeof tabs

export const common = {
  loading: 'Loading',
  changed: (label: string, from: string | null, to: string | null, at: string) =>
    `${label}: ${from ?? 'nothing'} → ${to ?? 'nothing'}, ${at}`,
  refresh: 'Refresh',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  required: 'Enter a value.',
  close: 'Close',
  unknownPerson: 'Unknown',
  closedAccount: 'Closed account',
  directoryId: (objectId: string) => `No account yet (directory id ${objectId})`,
  forbiddenTitle: 'You need to be a Jira administrator',
  forbidden: 'Only Jira administrators can see and change Universal Access. Ask one of them to give you that role.',
  partFailedTitle: 'This part could not be loaded',
  previousPage: 'Previous',
  nextPage: 'Next',
  page: (number: number) => `Page ${number}`,
  runOf: (name: string, instant: string) => `${name} of ${instant}`,
  groupsName: 'Groups',
  renamesName: 'New addresses',
  undoName: 'Undo',
  noticesName: 'Notices',
  personName: 'One person',
  failedTitle: 'This page could not be loaded',
  failed: 'Expected an answer from the app, got none. Check your connection and try again in a minute.',
  lapsedTitle: 'The licence of this app has lapsed',
  lapsed:
    'Nobody is granted access, nothing is taken back and no account is made until the licence is renewed under Jira settings › Apps › Manage apps. You can still read, explain, export and undo everything; what you armed goes on by itself after that.',
  notSavedTitle: 'Not saved',
  notDoneTitle: 'That did not work',
  asOf: (instant: string, timeZone: string) => `As of ${instant}. All times are in ${timeZone}.`,
} as const

export const runNames: Readonly<Record<RunName | 'grant', string>> = RUN_NAMES

export const jobNames: Readonly<Record<JobName, string>> = RUN_NAMES
