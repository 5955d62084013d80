import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { jobInput, parseInput } from '../../core/input'
import { armedNow, checkLicence } from '../read/licence'
import { changePlanHeader, isApprovalTooLate, readHeldPlan, readPlanHeader, releaseHeldPlan } from '../state/plan-store'
import { readSettings, setArmed } from '../state/settings'

export async function armJob(ports: Ports, input: unknown): Promise<Settings> {
  const { job, armed } = parseInput(v.strictObject({ job: jobInput, armed: v.boolean() }), input)
  return setArmed(ports.store, job, armed)
}

/**
 * Approves one stored plan, once, within 24 hours of its making. That plan is executed, never recomputed.
 * @throws AppError `invalid-input` when the plan is not the one that is held, is too old, or its job is not armed
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
  if (!armedNow(ports, await readSettings(store))[job]) {
    throw new AppError(
      'invalid-input',
      `Expected the ${job} job to be armed, got a dry run. Arm it first, then approve the plan.`,
    )
  }
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
export async function runNow(ports: Ports, input: unknown): Promise<{ runId: string }> {
  const { job } = parseInput(v.strictObject({ job: jobInput }), input)
  const runId = `${job}:now:${ports.clock.now().toISOString()}`
  if (job === 'grant') await ports.inbox.wake(null)
  else await ports.jobs.push({ type: 'run', run: job, runId })
  return { runId }
}
