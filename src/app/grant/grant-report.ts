import type { Ports } from '../../ports'
import { readReport, saveReport } from '../run/run-report'

export type GrantCounts = Readonly<Record<string, number>>

/** Grants are one long run: its counts are those of the present day (UTC). Counts of nothing are not written. */
export async function addToGrantReport(ports: Pick<Ports, 'store'>, counts: GrantCounts, now: Date): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return
  const runId = now.toISOString().slice(0, 10)
  const before = await readReport(ports.store, 'grant')
  const today = before?.runId === runId ? before : null
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
  })
}
