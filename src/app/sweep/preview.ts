import * as v from 'valibot'
import { AppError, messageOf } from '../../core/errors'
import { tally } from '../../core/plan'
import type { Plan } from '../../core/plan'
import { checkRemovalLimit } from '../../core/removal-limit'
import { applySettingsPatch } from '../../core/settings'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { parseInput } from '../admin/input'
import { keys } from '../keys'
import { makeSweepPlan } from './make-sweep-plan'
import { readRecentRemovals } from '../plan/plan-store'
import { saveReview } from '../plan/review-store'
import { readSettings } from '../settings'

/** A sweep on settings that nobody has saved. It ends at the plan, and is forgotten after an hour. */
export interface Preview {
  readonly previewId: string
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

/** Begins a dry run on the settings in force with `patch` over them; nothing is saved but its result. */
export async function previewSweep(ports: Ports, input: unknown): Promise<{ previewId: string }> {
  const { patch } = parseInput(v.strictObject({ patch: v.optional(v.unknown(), {}) }), input)
  const { store, clock, jobs } = ports
  const settings = applySettingsPatch(await readSettings(store), patch)
  const at = clock.now().toISOString()
  const previewId = `preview:${at}`
  const empty = { counts: {}, skips: {}, seatsFreed: {}, isAboveLimit: false, because: null }
  const preview: StoredPreview = { previewId, at, status: 'running', ...empty, settings }
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

/** @returns true: a preview is one invocation's work */
export async function runPreview(ports: Ports, previewId: string): Promise<boolean> {
  const { store, clock } = ports
  const preview = await store.get<StoredPreview>(keys.preview(previewId))
  if (preview === null || preview.status !== 'running') return true
  const made = await makeSweepPlan(ports, preview.settings)
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

function countNotices({ actions }: Plan): Record<string, number> {
  return actions.length === 0 ? {} : { notify: actions.length }
}

/** After all retries. */
export async function failPreview({ store }: Pick<Ports, 'store'>, previewId: string, error: unknown): Promise<void> {
  const preview = await store.get<StoredPreview>(keys.preview(previewId))
  if (preview === null) return
  await store.set(keys.preview(previewId), { ...preview, status: 'failed', because: messageOf(error) }, TTL_SECONDS)
}
