import type { Account, SeatRecord } from './people'
import { DAY_MS, endOfDay } from './time'

/**
 * Where a date that speaks for somebody's access comes from.
 * organization: last active as the organization reports it, up to 24 h late, one date for the whole Jira family
 * own-record: we saw the person act in Jira; granted, given-back: we gave the access, or gave it back
 */
export type ActivitySource = 'organization' | 'own-record' | 'granted' | 'given-back' | 'created'

export interface Signal {
  readonly source: ActivitySource
  /** null = this source knows nothing: an unknown is not a date. */
  readonly at: string | null
}

/** Signals of use, as against those that only say since when access could have been used. */
export const OF_USE: ReadonlySet<ActivitySource> = new Set(['organization', 'own-record'])

/** Every source with what it knows. */
export function collectSignals(account: Account, record: SeatRecord | undefined): readonly Signal[] {
  const seen = record?.seenDay === undefined ? null : endOfDay(record.seenDay).toISOString()
  return [
    { source: 'organization', at: account.lastSeen },
    { source: 'own-record', at: seen },
    { source: 'granted', at: record?.grantedAt ?? null },
    { source: 'given-back', at: record?.givenBackAt ?? null },
    { source: 'created', at: account.addedAt },
  ]
}

/** @returns the newest of the signals that know a date, or null; of two equal ones the first */
export function findNewest(signals: readonly Signal[]): (Signal & { readonly at: string }) | null {
  let newest: (Signal & { at: string }) | null = null
  for (const { source, at } of signals) {
    if (at === null || Number.isNaN(Date.parse(at))) continue
    if (newest === null || Date.parse(at) > Date.parse(newest.at)) newest = { source, at }
  }
  return newest
}

/** Was the access ever used, as far as any source knows? */
export function isEverUsed(signals: readonly Signal[]): boolean {
  return signals.some(({ source, at }) => OF_USE.has(source) && at !== null)
}

/** Whole days since an instant; what lies ahead (the end of today) is today. */
export function ageInDays(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY_MS))
}
