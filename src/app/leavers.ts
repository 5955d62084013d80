import { codeOf } from '../core/errors'
import { planLeavers } from '../core/provision'
import { DAY_MS } from '../core/time'
import type { DirectoryChanges, Ports } from '../ports'
import { keys } from './keys'
import { readLinks } from './link-store'
import { readLastGood } from './read-directory'
import { saveReport } from './run-report'
import { readSettings } from './settings'
import { plansOf, submitPlan } from './submit-plan'

interface DeltaState {
  readonly cursor: string
  readonly at: string
}

/** Entra's delta tokens live seven days; a day before that we begin anew and the nightly full run covers the gap. */
const CURSOR_MAX_AGE_MS = 6 * DAY_MS

/** The leaver run: what changed in the directory since the last look; who was disabled or deleted is deactivated. */
export async function runLeavers(ports: Ports, runId: string): Promise<void> {
  const { store, clock } = ports
  const startedAt = clock.now().toISOString()
  const settings = await readSettings(store)
  const state = await store.get<DeltaState>(keys.delta)
  const changes = await readChanges(ports, state)

  const left = new Map<string, 'disabled' | 'deleted'>()
  for (const [objectId, change] of changes.changed) {
    if (change !== 'enabled') left.set(objectId, change)
  }
  const links = await readLinks(ports.records, [...left.keys()])
  const { linked = 0 } = await readLastGood(store)
  const plan = planLeavers(left, links, linked, clock.now())
  const submission = await submitPlan(ports, { run: 'leavers', runId, planId: runId }, plan, settings.armed.provision)
  // The cursor moves only after the plan is stored: a run that dies before this reads the same changes again.
  await store.set(keys.delta, { cursor: changes.cursor, at: clock.now().toISOString() } satisfies DeltaState)
  if (plan.actions.length === 0 && state !== null) return
  await saveReport(store, 'leavers', {
    runId,
    startedAt,
    endedAt: clock.now().toISOString(),
    outcome: submission.outcome,
    counts: { changed: changes.changed.size, deactivate: plan.actions.length },
    skips: {},
    because: submission.because,
    ...plansOf([[runId, submission]]),
  })
}

async function readChanges(ports: Ports, state: DeltaState | null): Promise<DirectoryChanges> {
  const isOld = state !== null && ports.clock.now().getTime() - Date.parse(state.at) > CURSOR_MAX_AGE_MS
  try {
    return await ports.directory.readChanges(isOld ? null : (state?.cursor ?? null))
  } catch (error) {
    if (codeOf(error) !== 'cursor-expired') throw error
    ports.log.warn('delta cursor expired: beginning anew, the next full run covers the gap')
    return ports.directory.readChanges(null)
  }
}
