import { addActs, addWaits } from '../../core/savings'
import type { Ports, Store } from '../../ports'
import { saveGrantMeasure } from '../state/measures'
import { changeReport, grantsOf } from '../state/run-report'
import type { RunReport } from '../state/run-report'

export type GrantCounts = Readonly<Record<string, number>>

/**
 * Grants are one long run: its counts are those of the present day (UTC). Counts of nothing are not written. The day
 * before is put aside when a new one begins.
 * @param waits seconds from asking to access, of those who were granted
 * @param byHand how many of those an administrator or a colleague asked for
 * @param acts seconds from the person's own act to access, by the source that told of it
 */
export async function addToGrantReport(
  ports: Pick<Ports, 'store'>,
  counts: GrantCounts,
  now: Date,
  waits: readonly number[] = [],
  byHand = 0,
  acts: ReadonlyMap<string, readonly number[]> = new Map(),
): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return
  const runId = now.toISOString().slice(0, 10)
  let ended: RunReport | null = null
  await changeReport(ports.store, 'grant', (before) => {
    const today = before?.runId === runId ? before : null
    ended = today === null ? before : null
    const sums: Record<string, number> = { ...today?.counts }
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
    return {
      runId,
      startedAt: today?.startedAt ?? now.toISOString(),
      endedAt: now.toISOString(),
      outcome: 'done',
      counts: sums,
      skips: {},
      because: null,
      grants: {
        byHand: (today?.grants?.byHand ?? 0) + byHand,
        waits: addWaits(today?.grants?.waits ?? [], waits),
        acts: addActs(today?.grants?.acts ?? {}, acts),
      },
    }
  })
  if (ended !== null) await putAside(ports.store, ended)
}

/** What a day that is over says of those who asked. */
async function putAside(store: Store, report: RunReport): Promise<void> {
  await saveGrantMeasure(store, report.runId, grantsOf(report))
}
