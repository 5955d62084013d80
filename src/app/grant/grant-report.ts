import { addWaits } from '../../core/savings'
import type { Ports } from '../../ports'
import { keys } from '../state/keys'
import { MEASURES_TTL_SECONDS } from '../measure/measure-day'
import { grantsOf, readReport, saveReport } from '../state/run-report'

export type GrantCounts = Readonly<Record<string, number>>

/**
 * Grants are one long run: its counts are those of the present day (UTC). Counts of nothing are not written. The day
 * before is put aside when a new one begins.
 * @param waits seconds from asking to access, of those who were granted
 * @param byHand how many of those an administrator or a colleague asked for
 */
export async function addToGrantReport(
  ports: Pick<Ports, 'store'>,
  counts: GrantCounts,
  now: Date,
  waits: readonly number[] = [],
  byHand = 0,
): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return
  const runId = now.toISOString().slice(0, 10)
  const before = await readReport(ports.store, 'grant')
  const today = before?.runId === runId ? before : null
  if (before !== null && today === null)
    await ports.store.set(keys.grantMeasure(before.runId), grantsOf(before), MEASURES_TTL_SECONDS)
  const sums: Record<string, number> = { ...today?.counts }
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
  await saveReport(ports.store, 'grant', {
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
    },
  })
}
