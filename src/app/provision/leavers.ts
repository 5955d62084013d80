import { isResting, restOf } from '../../core/back-off'
import { codeOf } from '../../core/errors'
import { planLeavers } from '../../core/leavers'
import { tally } from '../../core/plan'
import type { Action } from '../../core/plan'
import { DAY_MS, HOUR_MS } from '../../core/time'
import type { DirectoryChanges, Ports } from '../../ports'
import { readPermissions } from '../read/group-gate'
import { deltaState } from '../state/delta-state'
import type { DeltaState } from '../state/delta-state'
import { armedNow } from '../read/licence'
import { readAccountsInDoubt } from '../state/identity-doubts'
import { readLinks } from '../state/link-store'
import { readActions, readHeldPlan, readPlanHeader } from '../state/plan-store'
import { pickExchanges, readLastGood } from '../state/last-good'
import { saveReport } from '../state/run-report'
import { readSettings } from '../state/settings'
import { plansOf, submitPlan } from '../apply/submit-plan'
import type { Submission } from '../apply/submit-plan'

/** A cursor lives seven days at some directories; a day before that we begin anew and the nightly full run covers the gap. */
const CURSOR_MAX_AGE_MS = 6 * DAY_MS
const SAVE_EVERY_MS = HOUR_MS

/** The leaver run: what changed in the directory since the last look; who was disabled or deleted is deactivated. */
export async function runLeavers(ports: Ports, runId: string): Promise<void> {
  const { store, clock } = ports
  const startedAt = clock.now().toISOString()
  const settings = await readSettings(store)
  const lastGood = await readLastGood(store)
  const { linked = 0 } = lastGood
  const state = await deltaState.read(store)
  // The run that was told so goes on with it by itself.
  if (isResting(state ?? {}, clock.now())) return
  const changes = await readChanges(ports, state).catch((error: unknown) => noteRest(ports, error))

  const links = await readLinks(ports.store, [...changes.changed.keys()])
  const now = clock.now()
  const held = await readHeldActions(store)
  const rules = { ...settings, maySuspend: (await readPermissions(ports)).maySuspend }
  const inDoubt = changes.changed.size === 0 ? new Set<string>() : await readAccountsInDoubt(store, true)
  const plan = planLeavers(changes.changed, held, links, { ...rules, inDoubt }, linked, now)
  const isNews = JSON.stringify(plan.actions) !== JSON.stringify(held)
  // A plan of its own for every attempt: a run that died after storing one reads newer changes when it is repeated.
  const planId = `${runId}:${now.getTime()}`
  const submission: Submission = isNews
    ? await submitPlan(
        ports,
        { run: 'leavers', runId, planId, ...pickExchanges(lastGood) },
        plan,
        armedNow(ports, settings).provision,
      )
    : { outcome: 'done', because: null, plan }
  // The cursor moves only after the plan is stored: a run that dies before this reads the same changes again.
  await saveCursor(ports, state, changes.cursor)
  if (!isNews && state !== null) return
  await saveReport(store, 'leavers', {
    runId,
    startedAt,
    endedAt: clock.now().toISOString(),
    outcome: submission.outcome,
    counts: { changed: changes.changed.size, ...tally(submission.plan.actions.map(({ type }) => type)) },
    skips: tally(submission.plan.skips.map(({ because }) => because)),
    because: submission.because,
    ...plansOf([[planId, submission]]),
  })
}

/** Runs of later slots leave the directory alone, too. @throws the error */
async function noteRest({ store, clock }: Ports, error: unknown): Promise<never> {
  const rest = restOf(error, clock.now())
  if (rest.restUntil !== undefined)
    await deltaState.change(store, (state) => (state === null ? null : { ...state, ...rest }))
  throw error
}

/** A cursor that has not moved is written now and then only, so that its age shows it is alive. */
async function saveCursor({ store, clock }: Ports, state: DeltaState | null, cursor: string): Promise<void> {
  const now = clock.now()
  const isFresh = state !== null && now.getTime() - Date.parse(state.at) < SAVE_EVERY_MS
  if (state?.cursor === cursor && isFresh) return
  await deltaState.change(store, () => ({ cursor, at: now.toISOString() }))
}

/** Actions of the leavers' plan that waits for approval. */
async function readHeldActions(store: Ports['store']): Promise<readonly Action[]> {
  const held = await readHeldPlan(store, 'leavers')
  const header = held === null ? null : await readPlanHeader(store, held.planId)
  if (header === null || header.status !== 'held') return []
  const actions: Action[] = []
  while (actions.length < header.total) {
    const chunk = await readActions(store, header, actions.length)
    if (chunk.length === 0) break
    actions.push(...chunk)
  }
  return actions
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
