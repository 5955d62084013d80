import * as v from 'valibot'
import { AppError, messageOf } from '../../core/errors'
import { splitPlan, tally } from '../../core/plan'
import type { Plan } from '../../core/plan'
import { checkRemovalLimit } from '../../core/removal-limit'
import { peopleCounted } from '../../core/troubles'
import { compileScope, isInScope } from '../../core/scope'
import { applyChanges } from '../../core/settings/changes'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { PREVIEW_SECONDS, readStoredPreview, savePreview } from '../state/preview-record'
import type { Preview, StoredPreview } from '../state/preview-record'
import type { PreviewedJob } from '../../core/settings/row'
import { makeProvisionPlan } from '../provision/make-provision-plan'
import { describeRefusal } from '../read/read-directory'
import { forgetScan } from '../state/scan-store'
import { makeSweepPlan } from '../sweep/make-sweep-plan'
import { readRecentRemovals } from '../state/plan-store'
import { saveReview } from '../state/review-store'
import { changesInput } from '../setup/save-settings'
import { readSettings } from '../state/settings'

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
  await savePreview(store, preview)
  await jobs.push({ type: 'preview', previewId })
  return { previewId }
}

/** @throws AppError `invalid-input` for one that is not known, or was forgotten */
export async function readPreview({ store }: Pick<Ports, 'store'>, input: unknown): Promise<Preview> {
  const { previewId } = parseInput(v.strictObject({ previewId: v.string() }), input)
  const stored = await readStoredPreview(store, previewId)
  if (stored === null) {
    throw new AppError('invalid-input', `Expected a preview of the last hour, got "${previewId}". Begin a new one.`)
  }
  const { settings: _settings, ...preview } = stored
  return preview
}

/** @returns false when it goes on in another invocation: reading every account may take longer than one has */
export async function runPreview(ports: Ports, previewId: string): Promise<boolean> {
  const { store } = ports
  const preview = await readStoredPreview(store, previewId)
  if (preview === null || preview.status !== 'running') return true
  if (preview.job === 'provision') return runProvisionPreview(ports, preview)
  const made = await makeSweepPlan(ports, preview.settings, previewId)
  if (made.type === 'continues') return false
  await forgetScan(store, previewId)
  if (made.type === 'refused') {
    const { holders, because } = made
    await savePreview(store, { ...preview, status: 'refused', counts: { holders }, because })
    return true
  }
  const { plan, notices } = made
  await saveReview(store, previewId, plan, PREVIEW_SECONDS)
  const revoke = plan.actions.length
  const productKeys = plan.actions.flatMap((action) => (action.type === 'revoke' ? [action.productKey] : []))
  const done: StoredPreview = {
    ...preview,
    status: 'done',
    counts: { holders: plan.population, dormant: revoke + plan.skips.length, revoke, ...countNotices(notices) },
    skips: tally(plan.skips.map((skip) => skip.because)),
    seatsFreed: tally(productKeys) as Record<string, number>,
    isAboveLimit: await isAboveLimit(ports, [plan]),
  }
  await savePreview(store, done)
  return true
}

async function runProvisionPreview(ports: Ports, preview: StoredPreview): Promise<boolean> {
  const { store } = ports
  const { previewId, settings } = preview
  const made = await makeProvisionPlan(ports, settings, previewId)
  if (made.type === 'continues') return false
  await forgetScan(store, previewId)
  if (made.type === 'refused') {
    await savePreview(store, { ...preview, status: 'refused', because: describeRefusal(made.refusal) })
    return true
  }
  const { plan, directory } = made
  await saveReview(store, previewId, plan, PREVIEW_SECONDS)
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
    isAboveLimit: await isAboveLimit(
      ports,
      splitPlan(plan).map(([, part]) => part),
    ),
  }
  await savePreview(store, done)
  return true
}

/** @param parts as they would be handed over */
async function isAboveLimit({ store, clock }: Ports, parts: readonly Plan[]): Promise<boolean> {
  for (const { kind, actions, population } of parts) {
    const recent = await readRecentRemovals(store, kind, clock.now())
    if (checkRemovalLimit(peopleCounted(actions, {}), recent, population) !== null) return true
  }
  return false
}

function countNotices({ actions }: Plan): Record<string, number> {
  return actions.length === 0 ? {} : { notify: actions.length }
}

/** After all retries. */
export async function failPreview({ store }: Pick<Ports, 'store'>, previewId: string, error: unknown): Promise<void> {
  const preview = await readStoredPreview(store, previewId)
  if (preview === null) return
  await forgetScan(store, previewId)
  await savePreview(store, { ...preview, status: 'failed', because: messageOf(error) })
}
