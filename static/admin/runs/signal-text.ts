import type { Signal } from '../../../src/core/activity'
import { formatAge, formatInstant } from '../format'
import { lists, signalNames } from '../texts'

/** e.g. "200 days ago (Tue, 3 Mar 2026, 04:00): last active by the organization" */
export function signalText(signal: Signal | null, timeZone: string, now: string): string {
  if (signal === null || signal.at === null) return lists.neverSeen
  return lists.seen(formatAge(signal.at, now), formatInstant(signal.at, timeZone), signalNames[signal.source])
}
