import * as v from 'valibot'
import { AppError, messageOf } from '../../core/errors'
import { countRemovals, tally } from '../../core/plan'
import type { Plan } from '../../core/plan'
import { checkRemovalLimit } from '../../core/removal-limit'
import { compileScope, isInScope } from '../../core/scope'
import { applyChanges } from '../../core/settings/changes'
import type { Settings } from '../../core/settings'
import type { PreviewedJob } from '../../core/settings/row'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { keys } from '../state/keys'
import { makeProvisionPlan } from '../provision/make-provision-plan'
import { describeRefusal } from '../read/read-directory'
import { forgetScan } from '../state/scan-store'
import { makeSweepPlan } from '../sweep/make-sweep-plan'
import { readRecentRemovals } from '../state/plan-store'
import { saveReview } from '../state/review-store'
import { changesInput } from '../setup/save-settings'
import { readSettings } from '../state/settings'

/** A run on settings that nobody has saved. It ends at the plan, and is forgotten after an hour. */
export interface Preview {
  readonly previewId: string
  /** Absent in one that was begun by an older version: a sweep. */
  readonly job?: PreviewedJob
  readonly at: string
  readonly status: 'running' | 'done' | 'refused' | 'failed'
  /** e.g. { holders: 15000, dormant: 3600, revoke: 3500 } */
  readonly counts: Readonly<Record<string, number>>
  readonly skips: Readonly<Record<string, number>>
  /** Seats that would be free, by product. */
  readonly seatsFreed: Readonly<Record<string, number>>
  /** A sweep with this plan would wait for an approval. */
  readonly isAboveLimit: boolean
  /** Which check refused it, or what failed. */
  readonly because: string | null
}

interface StoredPreview extends Preview {
  readonly settings: Settings
}

const TTL_SECONDS = 3_600

const previewInput = v.strictObject({ changes: v.optional(changesInput, []) })
export type PreviewQuestion = v.InferInput<typeof previewInput>

/** Begins a dry run on the settings in force with the changes made; nothing is saved but its result. */
export function previewSweep(ports: Ports, input: unknown): Promise<{ previewId: string }> {
  return beginPreview(ports, 'sweep', input)
}

/** As `previewSweep`, for a full provision run. */
export function previewProvision(ports: Ports, input: unknown): Promise<{ previewId: string }> {
  return beginPreview(ports, 'provision', input)
}

async function beginPreview(ports: Ports, job: PreviewedJob, input: unknown): Promise<{ previewId: string }> {
  const { changes } = parseInput(previewInput, input)
  const { store, clock, jobs } = ports
  const current = await readSettings(store)
  const settings = { ...current, ...applyChanges(current, changes) }
  const at = clock.now().toISOString()
  const previewId = `preview:${job}:${at}`
  const empty = { counts: {}, skips: {}, seatsFreed: {}, isAboveLimit: false, because: null }
  const preview: StoredPreview = { previewId, job, at, status: 'running', ...empty, settings }
  await store.set(keys.preview(previewId), preview, TTL_SECONDS)
  await jobs.push({ type: 'preview', previewId })
  return { previewId }
}

/** @throws AppError `invalid-input` for one that is not known, or was forgotten */
export async function readPreview({ store }: Pick<Ports, 'store'>, input: unknown): Promise<Preview> {
  const { previewId } = parseInput(v.strictObject({ previewId: v.string() }), input)
  const stored = await store.get<StoredPreview>(keys.preview(previewId))
  if (stored === null) {
    throw new AppError('invalid-input', `Expected a preview of the last hour, got "${previewId}". Begin a new one.`)
  }
  const { settings: _settings, ...preview } = stored
  return preview
}

/** @returns false when it goes on in another invocation: reading every account may take longer than one has */
export async function runPreview(ports: Ports, previewId: string): Promise<boolean> {
  const { store, clock } = ports
  const preview = await store.get<StoredPreview>(keys.preview(previewId))
  if (preview === null || preview.status !== 'running') return true
  if (preview.job === 'provision') return runProvisionPreview(ports, preview)
  const made = await makeSweepPlan(ports, preview.settings, previewId)
  if (made.type === 'continues') return false
  await forgetScan(store, previewId)
  if (made.type === 'refused') {
    const { holders, because } = made
    await store.set(
      keys.preview(previewId),
      { ...preview, status: 'refused', counts: { holders }, because },
      TTL_SECONDS,
    )
    return true
  }
  const { plan, notices } = made
  await saveReview(store, previewId, plan, TTL_SECONDS)
  const recent = await readRecentRemovals(store, 'sweep', clock.now())
  const revoke = plan.actions.length
  const productKeys = plan.actions.flatMap((action) => (action.type === 'revoke' ? [action.productKey] : []))
  const done: StoredPreview = {
    ...preview,
    status: 'done',
    counts: { holders: plan.population, dormant: revoke + plan.skips.length, revoke, ...countNotices(notices) },
    skips: tally(plan.skips.map((skip) => skip.because)),
    seatsFreed: tally(productKeys) as Record<string, number>,
    isAboveLimit: checkRemovalLimit(revoke, recent, plan.population) !== null,
  }
  await store.set(keys.preview(previewId), done, TTL_SECONDS)
  return true
}

async function runProvisionPreview(ports: Ports, preview: StoredPreview): Promise<boolean> {
  const { store, clock } = ports
  const { previewId, settings } = preview
  const made = await makeProvisionPlan(ports, settings, previewId)
  if (made.type === 'continues') return false
  await forgetScan(store, previewId)
  if (made.type === 'refused') {
    await store.set(
      keys.preview(previewId),
      { ...preview, status: 'refused', because: describeRefusal(made.refusal) },
      TTL_SECONDS,
    )
    return true
  }
  const { plan, directory } = made
  await saveReview(store, previewId, plan, TTL_SECONDS)
  const recent = await readRecentRemovals(store, 'leavers', clock.now())
  const scope = compileScope(settings)
  const inScope = [...directory.people.values()].filter((person) =>
    isInScope(person, directory.memberOfRequired, scope),
  ).length
  const causes = plan.actions.flatMap((action) => ('because' in action ? [`left-${action.because}`] : []))
  const done: StoredPreview = {
    ...preview,
    status: 'done',
    counts: {
      people: directory.people.size,
      inScope,
      ...(tally(plan.actions.map(({ type }) => type)) as Record<string, number>),
      ...(tally(causes) as Record<string, number>),
    },
    skips: tally(plan.skips.map((skip) => skip.because)),
    isAboveLimit: checkRemovalLimit(countRemovals(plan), recent, plan.population) !== null,
  }
  await store.set(keys.preview(previewId), done, TTL_SECONDS)
  return true
}

function countNotices({ actions }: Plan): Record<string, number> {
  return actions.length === 0 ? {} : { notify: actions.length }
}

/** After all retries. */
export async function failPreview({ store }: Pick<Ports, 'store'>, previewId: string, error: unknown): Promise<void> {
  const preview = await store.get<StoredPreview>(keys.preview(previewId))
  if (preview === null) return
  await forgetScan(store, previewId)
  await store.set(keys.preview(previewId), { ...preview, status: 'failed', because: messageOf(error) }, TTL_SECONDS)
}
