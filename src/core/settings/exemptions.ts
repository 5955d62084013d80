import * as v from 'valibot'
import { id } from './parts'

/** Somebody who keeps unused access, with what an auditor asks: who says so, why, and until when. */
export interface Exemption {
  readonly accountId: string
  readonly owner: string
  readonly reason: string
  /** Last day of the exemption, YYYY-MM-DD (UTC); null = no end. */
  readonly until: string | null
}

const text = (max: number, name: string) => {
  const message = `expected ${name} of at most ${max} characters`
  return v.pipe(v.string(message), v.trim(), v.maxLength(max, message))
}

const MAX = 1_000

export const exemptionsSchema = v.pipe(
  v.array(
    v.strictObject({
      accountId: id,
      owner: text(200, 'an owner'),
      reason: text(500, 'a reason'),
      until: v.nullable(v.pipe(v.string(), v.isoDate('expected a day as YYYY-MM-DD'))),
    }),
  ),
  v.maxLength(MAX, `expected at most ${MAX} people`),
)

/** @returns the exemption in force, or null; it is good on its last day */
export function findExemption(exemptions: readonly Exemption[], accountId: string, now: Date): Exemption | null {
  const today = now.toISOString().slice(0, 10)
  return exemptions.find((one) => one.accountId === accountId && (one.until === null || one.until >= today)) ?? null
}

/** Exemptions of a saved record; one of the first version was a list of account ids. */
export function completeExemptions(saved: {
  readonly exemptPeople?: readonly Exemption[]
  readonly exemptAccountIds?: readonly string[]
}): readonly Exemption[] {
  const named = saved.exemptPeople ?? []
  const older = (saved.exemptAccountIds ?? []).filter((accountId) => named.every((one) => one.accountId !== accountId))
  return [...named, ...older.map((accountId) => ({ accountId, owner: '', reason: '', until: null }))]
}
