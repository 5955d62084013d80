import { flag, wholeNumber } from './parts'
import { NONE, SWEEP, row, section } from './row'
import type { ValuesOf } from './row'

export const sweep = section({
  title: 'Sweep',
  about: 'How careful the app is when it takes back unused access. After how many days is a rule of each product.',
  previews: SWEEP,
  rows: {
    graceDays: row(wholeNumber(0, 365), {
      default: 30,
      label: 'Days of grace after a grant',
      unit: 'days',
      help: 'Somebody who was given access is left alone for so many days. From 0 to 365.',
    }),
    removeNeverUsed: row(flag, {
      default: false,
      label: 'Also take back access that was never used',
      help:
        'Counted from the day on which the account was added, or from a later grant that the app has seen. Access that was ' +
        'given by hand shortly before the installation is taken, too, unless notices tell the person first. Off: it is kept.',
    }),
    removalsPerRun: row(wholeNumber(20, 100_000), {
      default: 5_000,
      label: 'Removals per run',
      unit: 'people',
      help: 'A run takes access from at most so many people; the next one goes on. From 20 to 100,000.',
    }),
    journalDays: row(wholeNumber(30, 365), {
      default: 365,
      label: 'Days that the journal is kept',
      unit: 'days',
      help: 'So long can a removal be undone. From 30 to 365.',
      previews: NONE,
    }),
  },
})

export type SweepSettings = ValuesOf<typeof sweep.rows>
