import { SECOND_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { JOURNAL_DAY, changeKept } from '../state/kept'

/** Stands where a closed account was named in a record that has to stay. */
export const CLOSED_ACCOUNT = 'closed-account'

/** Lines of the audit trail, plans that are over, and the lists of what was done on a day; the date is in the key or beside. */
const TRACES: readonly { readonly prefix: string; readonly key: RegExp }[] = [
  { prefix: 'audit:', key: /^audit:\d{4}-\d\d-\d\d:\d+$/ },
  // Not the actions, nor how far a slice is: they go with the plan. The id of a plan of leavers ends in a number, too.
  { prefix: 'plan:', key: /^plan:(?!.*:(?:actions|from)(?::|$))/ },
  { prefix: 'journal:', key: JOURNAL_DAY },
]

interface Trace {
  readonly at?: string
  readonly plannedAt?: string
  readonly status?: string
}

/**
 * Takes the ids of closed accounts out of the records that say who did what: they stay, since an audit trail with holes
 * proves nothing, and no longer say whom they were about.
 * @param ttlSeconds how long such a record is kept from its date on
 */
export async function forgetTraces(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  accountIds: readonly string[],
  ttlSeconds: number,
): Promise<void> {
  const now = clock.now().getTime()
  const withoutIds = (record: unknown): unknown => {
    const text = JSON.stringify(record)
    const blank = accountIds.reduce((left, id) => left.replaceAll(`"${id}"`, `"${CLOSED_ACCOUNT}"`), text)
    return blank === text || dateOf(record) === null ? record : JSON.parse(blank)
  }
  const secondsLeft = (record: unknown): number => {
    const age = Math.floor((now - Date.parse(dateOf(record) ?? '')) / SECOND_MS)
    return Math.max(1, ttlSeconds - age)
  }
  for (const { prefix, key: isTrace } of TRACES) {
    await changeKept<unknown>(store, prefix, (key) => isTrace.test(key), withoutIds, secondsLeft)
  }
}

/** @returns null for a plan that is not over: its end is written with what it needs */
function dateOf(record: unknown): string | null {
  const { at, plannedAt, status } = ((record as readonly unknown[])[0] ?? record) as Trace
  if (status !== undefined && status !== 'done' && status !== 'stopped') return null
  return at ?? plannedAt ?? null
}
