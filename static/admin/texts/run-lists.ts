import type { PlanStatus } from '../../../src/app/state/plan-store'
import type { Work } from '../../../src/app/admin/running'
import { formatNumber } from '../format'

export const progress = {
  title: 'Under way',
  looking: 'Looking what is under way …',
  nothing: 'Nothing is under way.',
  steps: { reading: 'Reading', waiting: 'Starting', applying: 'In progress', undoing: 'Giving back' } satisfies Record<
    Work['step'],
    string
  >,
  stopping: 'Stopping',
  stop: (name: string) => `Stop ${name}`,
  stopped: 'The run stops before its next batch. What was done stays done, and can be undone.',
  progressOf: (name: string) => `Progress of ${name}`,
  reading: 'Reading who there is and what they have. Nothing is changed while it reads.',
  far: (done: number, total: number, share: number, perMinute: number | null, ends: string | null) => {
    const far = `${formatNumber(done)} of ${formatNumber(total)} (${Math.floor(share * 100)} %)`
    const pace = perMinute === null ? '' : `, ${formatNumber(perMinute)} a minute`
    return ends === null ? `${far}${pace}.` : `${far}${pace}. Ends about ${ends}.`
  },
} as const

export const lists = {
  columns: { person: 'Person', what: 'What', why: 'Why', last: 'Last known' },
  addressColumns: { person: 'Person', from: 'Address of the account', to: 'Address in the directory' },
  noAddress: 'Not told',
  show: 'Show the list',
  showReview: 'Show who, and why',
  planTitle: 'The plan, person by person',
  planLabel: 'The plan',
  planned: (total: string) => `${total} in this plan. Exactly this is carried out once it is approved.`,
  reviewTitle: 'What the last sweep found',
  reviewLabel: 'What the last sweep found',
  reviewed: (total: string) => `${total} looked unused. Those who lose access come first, then those who keep it.`,
  keep: 'Keep access',
  nobodyTitle: 'Nobody looks unused',
  nobody: 'The last sweep found nobody without activity, or there was none yet.',
  neverSeen: 'Nothing is known',
  seen: (age: string, instant: string, source: string) => `${age} (${instant}): ${source}`,
} as const

export const journal = {
  title: 'What was done',
  about: 'Every run that changed something, newest first. Whatever was taken can be given back exactly.',
  nothingTitle: 'Nothing was done yet',
  nothing: 'Once an armed job changes something, the run is listed here, and can be undone.',
  newer: 'Newer',
  older: 'Older',
  details: 'Details',
  byItself: 'By itself',
  noChange: 'Nothing was changed',
  undoOf: (run: string) => `Undo of ${run}`,
  statuses: {
    ready: 'Starting',
    held: 'Awaiting approval',
    applying: 'In progress',
    running: 'In progress',
    done: 'Done',
    stopped: 'Stopped',
  } satisfies Record<PlanStatus | 'running', string>,
  columns: { when: 'When', run: 'Run', by: 'By', outcome: 'Outcome', actions: 'Actions' },
  entries: 'Who was touched',
  entryColumns: { person: 'Person', what: 'What', why: 'Why', state: 'Since then' },
  chooseColumn: 'Choose',
  nobodyTitle: 'Nobody lost anything',
  nobody:
    'This run took nothing from anybody, so there is nothing to undo. Accounts it made or wrote are counted in its outcome; what they were called before is not kept.',
  choose: 'Undo',
  meant: 'Not known yet',
  undone: (instant: string) => `Undone ${instant}`,
  stillHeld: 'Still held access afterwards, through another group',
  undo: (chosen: number) => (chosen === 0 ? 'Undo the whole run' : `Undo ${formatNumber(chosen)} chosen`),
  undoNow: (chosen: number) =>
    chosen === 0 ? 'Yes, give back to everybody' : `Yes, give back to ${formatNumber(chosen)}`,
  sureTitle: (chosen: number) =>
    chosen === 0 ? 'Give back to everybody what this run took?' : `Give back to ${formatNumber(chosen)} people?`,
  sure: 'Accounts are made usable again at once. Access comes back only while seats are free, after everybody who asks.',
  undoStarted: 'The undo starts within a minute.',
} as const
