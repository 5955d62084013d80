import * as v from 'valibot'
import { checkApprover } from '../../core/four-eyes'
import { AppError } from '../../core/errors'
import type { SettingChange } from '../../core/settings/compare-settings'
import { SettingsConflict, changesSince, describeConflicts } from '../../core/settings/merge'
import { leafOf } from '../../core/settings/table'
import type { JobName } from '../../core/plan'
import type { Ports } from '../../ports'
import { jobInput, parseInput } from '../../core/input'
import { armedNow, checkLicence } from '../read/licence'
import { changePlanHeader, isApprovalTooLate, readHeldPlan, readPlanHeader, releaseHeldPlan } from '../state/plan-store'
import { armedRecord } from '../state/armed'
import { noteMaker, noteStarter } from '../state/makers'
import { readSettings, settingsRecord } from '../state/settings'
import { versionInput } from '../setup/save-settings'

const flagInput = v.boolean('Expected true or false.')
const armInput = v.strictObject({ job: jobInput, armed: flagInput, version: v.optional(versionInput) })
export type ArmQuestion = v.InferInput<typeof armInput>

/**
 * Lets a job change things, or ends that. Arming tells the version of the settings whose dry run was looked at.
 * @throws AppError `invalid-input`; SettingsConflict when what the job goes by has been changed since that dry run
 */
export async function armJob(
  ports: Pick<Ports, 'store' | 'clock'>,
  input: unknown,
  by: string,
): Promise<{ readonly changes: readonly SettingChange[] }> {
  const { store } = ports
  const { job, armed, version } = parseInput(armInput, input)
  if (armed) await checkSeen(store, job, parseInput(versionInput, version))
  if (job !== 'grant') await noteMaker(ports, [job], by)
  let before = armed
  await armedRecord.change(store, (current) => {
    before = current[job]
    return { ...current, [job]: armed }
  })
  const change = { setting: `armed.${job}`, from: String(before), to: String(armed) }
  return { changes: before === armed ? [] : [change] }
}

async function checkSeen(store: Ports['store'], job: JobName, version: number): Promise<void> {
  const stored = await settingsRecord.read(store)
  const matters = (place: string): boolean => job === 'grant' || leafOf(place)?.previews.includes(job) === true
  const newer = changesSince(stored, version, matters)
  if (newer.length === 0) return
  throw new SettingsConflict(
    newer.map((change) => ({ ...change, mine: change.path })),
    `Expected a dry run with the settings in force, got one with older settings. ${describeConflicts(newer)} Run the job again, look at what it would do, then arm it.`,
  )
}

/**
 * Approves one stored plan, once, within 24 hours of its making. That plan is executed, never recomputed.
 * @throws AppError `invalid-input` when the plan is not the one that is held, is too old, or its job is not armed; `forbidden`
 * when somebody else is to approve it
 */
export async function approvePlan(ports: Ports, input: unknown, approvedBy: string): Promise<{ planId: string }> {
  const { planId } = parseInput(v.strictObject({ planId: v.string() }), input)
  checkLicence(ports)
  const { store, clock, jobs } = ports
  const header = await readPlanHeader(store, planId)
  const held = header === null ? null : await readHeldPlan(store, header.kind)
  if (header === null || header.status !== 'held' || held?.planId !== planId) throw notHeld(planId)
  if (isApprovalTooLate(header, clock)) {
    throw new AppError(
      'invalid-input',
      `Expected an approval within 24 hours of the plan, made ${header.plannedAt}. Run the job again and approve its new plan.`,
    )
  }
  const job = header.kind === 'sweep' ? 'sweep' : 'provision'
  const settings = await readSettings(store)
  if (!armedNow(ports, settings)[job]) {
    throw new AppError(
      'invalid-input',
      `Expected the ${job} job to be armed, got a dry run. Arm it first, then approve the plan.`,
    )
  }
  const refusal = checkApprover(held, settings.fourEyes, approvedBy)
  if (refusal !== null) throw new AppError('forbidden', refusal)
  // A newer run may retire the plan at this very moment: it is approved only while it is held.
  await changePlanHeader(store, planId, (current) => {
    if (current?.status !== 'held') throw notHeld(planId)
    return { ...current, status: 'ready', approvedBy }
  })
  await releaseHeldPlan(store, header.kind, planId)
  await jobs.push({ type: 'apply', planId })
  return { planId }
}

function notHeld(planId: string): AppError {
  return new AppError(
    'invalid-input',
    `Expected a plan that waits for approval, got "${planId}". Load the page again to see which plan is held now.`,
  )
}

/** Starts a job now, beside its schedule. */
export async function runNow(ports: Ports, input: unknown, by: string): Promise<{ runId: string }> {
  const { job } = parseInput(v.strictObject({ job: jobInput }), input)
  const runId = `${job}:now:${ports.clock.now().toISOString()}`
  if (job === 'grant') {
    await ports.inbox.wake(null)
    return { runId }
  }
  await noteStarter(ports.store, job, by, runId)
  await ports.jobs.push({ type: 'run', run: job, runId })
  return { runId }
}
