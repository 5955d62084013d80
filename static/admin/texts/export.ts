import { formatNumber } from '../format'

export const exports = {
  open: 'Export',
  sweep: 'Export the list',
  synchronised: 'Export synchronised access',
  waits: 'Export from act to seat',
  plan: 'Export the plan',
  title: (what: string) => `Export: ${what}`,
  about: 'Names and addresses are read from the organization now, so a long list takes some minutes. Keep this open.',
  what: {
    review: 'the last sweep, person by person',
    synchronised: 'unused access that only the identity provider can end',
    plan: 'the plan that waits for approval',
    journal: 'this run, person by person',
    people: 'everybody in the organization',
    audit: 'the audit trail',
    troubles: 'people whose change failed',
    doubts: 'whose account it is, by ids',
    waits: 'from act to seat, by the way people asked',
    missed: 'people who came, and nothing came of it',
  },
  csv: 'Save as CSV',
  json: 'Save as JSON',
  reading: (rows: number) => (rows === 0 ? 'Reading …' : `Reading … ${formatNumber(rows)} rows so far.`),
  saved: (rows: number) => `Saved ${rows === 1 ? '1 row' : `${formatNumber(rows)} rows`}.`,
  again: (name: string) => `Save ${name} again`,
} as const

/** What the page and the frame that saves files tell each other. */
export const EXPORT_EVENTS = {
  /** The frame listens now. */
  ready: 'universal-access.export.ready',
  /** Which list to save. */
  question: 'universal-access.export.question',
} as const
