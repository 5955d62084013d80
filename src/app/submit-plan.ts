import { checkRemovalLimit } from '../core/removal-limit'
import { countRemovals } from '../core/plan'
import type { Plan } from '../core/plan'
import type { Ports } from '../ports'
import { keys } from './keys'
import { readRecentRemovals, savePlan } from './plan-store'
import type { HeldPlan } from './plan-store'
import type { RunOutcome } from './run-report'

export interface Submission {
  readonly outcome: RunOutcome
  readonly because: string | null
}

/**
 * Hands a plan over to be applied: the one place that judges dry run and removal limit, and it judges the very plan that
 * is stored and applied (design rules 6 and 12).
 */
export async function submitPlan(
  ports: Pick<Ports, 'store' | 'jobs' | 'clock'>,
  planId: string,
  plan: Plan,
  isArmed: boolean,
): Promise<Submission> {
  const { store, jobs, clock } = ports
  if (!isArmed) return { outcome: 'dry-run', because: null }
  if (plan.actions.length === 0) return { outcome: 'done', because: null }
  const recent = await readRecentRemovals(store, plan.kind, clock.now())
  const refusal = checkRemovalLimit(countRemovals(plan), recent, plan.population)
  if (refusal !== null) {
    const because =
      `${refusal.removals} removals planned and ${refusal.recent} made in the last 24 hours: ` +
      `more than the limit of ${refusal.limit}. Nothing is removed until an administrator approves this plan.`
    await savePlan(store, planId, plan, 'held')
    const held: HeldPlan = { planId, job: plan.kind, plannedAt: plan.plannedAt, removals: refusal.removals, because }
    await store.set(keys.held(plan.kind), held)
    return { outcome: 'held', because }
  }
  await savePlan(store, planId, plan, 'ready')
  await jobs.push({ type: 'apply', planId })
  return { outcome: 'applying', because: null }
}
