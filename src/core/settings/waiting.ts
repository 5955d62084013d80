import * as v from 'valibot'
import { text, wholeNumber } from './parts'
import { NONE, ids, row, section } from './row'
import type { ValuesOf } from './row'

/** What everybody is told who asks for a seat, whichever product. */
export const waiting = section({
  title: 'Waiting list',
  about: 'What people are told when no seat is free, how long they wait, and who never gets a seat.',
  previews: NONE,
  rows: {
    refusalMessage: row(text(500), {
      default: 'Not enough licenses: {free}',
      label: 'Message when no seat is free',
      help: 'Shown to the person who asked. {free} stands for the number of free seats.',
    }),
    waitingDays: row(wholeNumber(1, 365), {
      default: 30,
      label: 'Days on the waiting list',
      unit: 'days',
      help: 'A place is given up after so many days. From 1 to 365.',
    }),
    seatWarning: row(v.nullable(wholeNumber(0, 100_000)), {
      default: 20,
      label: 'Warning level of free seats',
      unit: 'seats',
      help: 'Warn when no more than so many seats are free. Empty: never.',
    }),
    noAccessAccountIds: ids(1_000, {
      label: 'People without access',
      help: 'They never get a seat, and are told so.',
    }),
    noAccessGroupIds: ids(1_000, {
      label: 'Groups without access',
      help: 'Members of these groups never get a seat. Search by a part of the name.',
    }),
  },
})

export type WaitingSettings = ValuesOf<typeof waiting.rows>
