import * as v from 'valibot'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { countAuditEntries, readAuditEntries } from './audit-trail'
import { readSettings } from './settings'
import { AUDIT_KINDS } from './audit-kinds'
import type { AuditKind } from './audit-kinds'
import type { AuditEntry } from './audit-entry'
import { parseInput } from '../../core/input'

export interface AuditPage {
  /** Newest first, at most 50. */
  readonly entries: readonly (AuditEntry & { readonly id: string })[]
  /** To go on with; null at the end of what is kept. */
  readonly before: string | null
}

export interface AuditQuestion {
  readonly kind?: AuditKind | null
  /** `before` of the page above. */
  readonly before?: string | null
}

const ENTRIES_PER_PAGE = 50
/** One look goes back so many days at most; a quiet month is an empty page that can be gone on from. */
const DAYS_PER_PAGE = 31
/** Days of which the counts are read in one call. */
const READ_AT_ONCE = 25

/** A day, and the number below which to go on. */
const PLACE = /^(\d{4}-\d{2}-\d{2})(?::(\d{1,6}))?$/
const question = v.strictObject({
  kind: v.optional(v.nullable(v.picklist(AUDIT_KINDS, 'Expected a kind of entry that the audit trail has.'))),
  before: v.optional(
    v.nullable(v.pipe(v.string(), v.regex(PLACE, 'Expected the place at which the page before ended.'))),
  ),
})

/** Who changed what, day by day, newest first. */
export async function listAudit(ports: Pick<Ports, 'store' | 'clock'>, input: unknown): Promise<AuditPage> {
  const { kind = null, before = null } = parseInput(question, input ?? {})
  const { store, clock } = ports
  const { journalDays } = await readSettings(store)
  const now = clock.now().getTime()
  const [, firstDay = dayOf(now), below] = PLACE.exec(before ?? '') ?? []
  const days = Array.from({ length: DAYS_PER_PAGE }, (_, index) => dayOf(Date.parse(firstDay) - index * DAY_MS))
  const counts = await countAuditEntries(store, days)
  const entries: (AuditEntry & { id: string })[] = []
  for (const [index, day] of days.entries()) {
    const end = index === 0 && below !== undefined ? Number(below) : counts.get(day)!
    for (let to = end; to > 0; to -= READ_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(READ_AT_ONCE, to) }, (_, offset) => to - 1 - offset)
      const found = await readAuditEntries(store, day, numbers)
      for (const number of numbers) {
        const entry = found.get(number)
        if (entry === undefined || (kind !== null && entry.kind !== kind)) continue
        entries.push({ ...entry, id: `${day}:${number}` })
        if (entries.length === ENTRIES_PER_PAGE) return { entries, before: `${day}:${number}` }
      }
    }
  }
  const next = Date.parse(days.at(-1)!) - DAY_MS
  return { entries, before: next < now - (journalDays + 1) * DAY_MS ? null : dayOf(next) }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
