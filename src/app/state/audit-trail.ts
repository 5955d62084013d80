import { defineRecords } from './record'
import type { Store } from '../../ports'
import type { AuditEntry } from './audit-entry'

const entries = defineRecords<AuditEntry>((id) => `audit:${id}`)
/** Where to begin looking for a free number of a day (YYYY-MM-DD, UTC); it may lag behind. */
const counts = defineRecords<number>((day) => `audit:${day}`)

/** Who changes something at the same instant takes the next number; so many at once is no administrator's doing. */
const NUMBERS_TRIED = 50

/** Takes the next free number of the day: a number that is taken is never written over. @returns the entry's id */
export async function appendAudit(store: Store, entry: AuditEntry, ttlSeconds: number): Promise<string> {
  const day = entry.at.slice(0, 10)
  const from = (await counts.read(store, day)) ?? 0
  for (let number = from; number < from + NUMBERS_TRIED; number += 1) {
    const id = `${day}:${number}`
    if (!(await store.create(entries.keyOf(id), entry, ttlSeconds))) continue
    await counts.change(store, day, (count) => Math.max(count ?? 0, number + 1), ttlSeconds)
    return id
  }
  throw new Error(`Expected a free number in the audit trail of ${day} from ${from} on, got none in ${NUMBERS_TRIED}.`)
}

/** Writes down how it ended. */
export async function completeAudit(
  store: Store,
  id: string,
  end: Partial<AuditEntry>,
  ttlSeconds: number,
): Promise<void> {
  await entries.change(store, id, (entry) => (entry === null ? null : { ...entry, ...end }), ttlSeconds)
}

/** @returns by number */
export async function readAuditEntries(
  store: Store,
  day: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, AuditEntry>> {
  const found = await entries.readMany(
    store,
    numbers.map((number) => `${day}:${number}`),
  )
  return new Map([...found].map(([id, entry]) => [Number(id.slice(day.length + 1)), entry]))
}

/** How many entries each day has. */
export async function countAuditEntries(store: Store, days: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const stored = await counts.readMany(store, days)
  const counted = new Map(days.map((day) => [day, stored.get(day) ?? 0]))
  // The stored count may lag behind by what was written at the same instant, or by a crash.
  let unsure = [...days]
  while (unsure.length > 0) {
    const next = await entries.readMany(
      store,
      unsure.map((day) => `${day}:${counted.get(day)!}`),
    )
    unsure = unsure.filter((day) => next.has(`${day}:${counted.get(day)!}`))
    for (const day of unsure) counted.set(day, counted.get(day)! + 1)
  }
  return counted
}
