import * as v from 'valibot'
import { id, text } from './parts'
import { BOTH, ids, records, row, section } from './row'
import type { ValuesOf } from './row'

const DAY = 'expected a day as YYYY-MM-DD'

/** With what an auditor asks: who says so, why, and until when. */
const exemptPeople = records(
  {
    accountId: row(id, { default: '', label: 'Exempt person {member}' }),
    owner: row(text(200, 0, 'an owner'), { default: '', label: 'Owner {member}' }),
    reason: row(text(500, 0, 'a reason'), { default: '', label: 'Reason {member}' }),
    // The exemption is good on its last day (UTC); null = no end.
    until: row(v.nullable(v.pipe(v.string(DAY), v.isoDate(DAY))), { default: null, label: 'Last day {member}' }),
  },
  { max: 1_000, of: 'people', idOf: ({ accountId }) => accountId },
  { label: 'Exempt people', help: 'Say who asked for it, why, and until when.' },
)

/** Who keeps unused access all the same, whichever product. */
export const exemptions = section({
  title: 'Exemptions',
  about: 'Who keeps access however long it is unused. Administrators and app accounts are exempt without being named.',
  previews: BOTH,
  rows: {
    exemptGroupIds: ids(1_000, {
      label: 'Exempt groups',
      help: 'Members of these groups keep unused access. Search by a part of the name.',
    }),
    exemptPeople,
  },
})

export type ExemptionSettings = ValuesOf<typeof exemptions.rows>
export type Exemption = ExemptionSettings['exemptPeople'][number]

/** @returns the exemption in force, or null; it is good on its last day */
export function findExemption(people: readonly Exemption[], accountId: string, now: Date): Exemption | null {
  const today = now.toISOString().slice(0, 10)
  return people.find((one) => one.accountId === accountId && (one.until === null || one.until >= today)) ?? null
}
