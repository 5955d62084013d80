import { checkRemovalLimit } from '../../core/removal-limit'
import type { RemovalRefusal } from '../../core/removal-limit'
import type { Plan, PlanKind, Skip } from '../../core/plan'
import { isDue, isTroubled, peopleCounted, personIdOf, troubleKeyOf } from '../../core/troubles'
import type { Troubles } from '../../core/troubles'
import type { Ports } from '../../ports'
import { readMaking } from '../state/makers'
import {
  changePlanHeader,
  dropActions,
  readHeldPlan,
  readPlansAhead,
  readPlanHeader,
  readRecentRemovals,
  releaseHeldPlan,
  replaceHeldPlan,
  savePlan,
} from '../state/plan-store'
import type { HeldPlan, PlanHeader, PlanOrigin } from '../state/plan-store'
import { reportPlan } from '../state/run-report'
import type { RunOutcome, RunReport } from '../state/run-report'
import { readTroubleHead, readTroublesOf } from '../state/troubles'

/** The run writes its report right after this, and the plan's end goes into that report: the report must come first. */
const REPORT_FIRST_SECONDS = 2

const OTHERS_WAIT =
  'The limit of 24 hours is reached, and another plan waits for approval already. Nothing was changed; the next full run looks at this person, too.'

export interface Submission {
  readonly outcome: RunOutcome
  readonly because: string | null
  /** What was handed over: without the people whose change failed and whose time has not come. */
  readonly plan: Plan
}

/**
 * Hands a plan over to be applied: the one place that judges dry run and removal limit, and it judges the very plan that
 * is stored and applied (design rules 6 and 12).
 * @param about a plan about one person, or another try for a few, knows nothing of the others: it takes no place of one that
 * waits for approval, and leaves out nobody whose change has failed
 */
export async function submitPlan(
  ports: Pick<Ports, 'store' | 'jobs' | 'clock'>,
  origin: PlanOrigin,
  made: Plan,
  isArmed: boolean,
  about: 'everybody' | 'some' = 'everybody',
): Promise<Submission> {
  const { jobs, clock } = ports
  const { planId, run } = origin
  const store = await readPlansAhead(ports.store, [[planId, made]])
  const existing = await readPlanHeader(store, planId)
  // The run was killed after it had stored this plan: what is stored is applied, not a newer idea of it.
  if (existing !== null && existing.status !== 'held') return { ...(await resubmit(ports, existing)), plan: made }
  const troubles = await readTroublesOf(store, await readTroubleHead(store), made.actions)
  const plan = about === 'everybody' ? withoutWaiting(made, troubles, clock.now()) : made
  const waiting = await readHeldPlan(store, plan.kind)
  const replaced = about === 'everybody' ? waiting : null
  const retire = async (held: HeldPlan | null): Promise<void> => {
    if (held !== null && held.planId !== planId) await retirePlan(ports, held.planId)
  }
  const release = async (): Promise<void> => {
    if (replaced === null) return
    await releaseHeldPlan(store, plan.kind, replaced.planId)
    await retire(replaced)
  }
  if (!isArmed || plan.actions.length === 0) {
    // A newer whole look knows better than a plan that nobody approved; a delta sees only what changed since.
    if (run !== 'leavers') await release()
    return { outcome: isArmed ? 'done' : 'dry-run', because: null, plan }
  }
  const recent = await readRecentRemovals(store, plan.kind, clock.now())
  const people = peopleCounted(plan.actions, troubles)
  const isApproved = origin.approvedBy !== undefined
  const refusal = isApproved ? null : checkRemovalLimit(people, recent, plan.population)
  // Stored first, the older one retired last: a crash in between forgets nobody.
  if (refusal !== null && plan.kind !== 'notices') {
    const because = describeRefusal(refusal, plan.kind)
    if (about === 'some' && waiting !== null) return { outcome: 'refused', because: OTHERS_WAIT, plan }
    await savePlan(store, origin, plan, 'held')
    const making = await readMaking(store, plan.kind === 'sweep' ? 'sweep' : 'provision', origin.runId)
    // Leavers wait together: the plan holds what the one before it held.
    const joined = run === 'leavers' ? waiting : null
    const makers = [...new Set([...making.makers, ...(origin.askedBy ?? []), ...(joined?.makers ?? [])])]
    const held: HeldPlan = {
      ...{ planId, job: plan.kind, plannedAt: plan.plannedAt, removals: refusal.removals, because },
      ...{ makers, isForTwo: making.isForTwo || joined?.isForTwo === true },
    }
    await retire(await replaceHeldPlan(store, plan.kind, held))
    return { outcome: 'held', because, plan }
  }
  await savePlan(store, origin, plan, 'ready')
  await jobs.push({ type: 'apply', planId }, REPORT_FIRST_SECONDS)
  await release()
  return { outcome: 'applying', because: null, plan }
}

function describeRefusal({ removals, moved, recent, limit }: RemovalRefusal, kind: PlanKind): string {
  const made = `and ${recent} of other people made in the last 24 hours: more than the limit of ${limit}.`
  if (kind !== 'renames')
    return `${removals} removals planned ${made} Nothing is removed until an administrator approves this plan.`
  const planned =
    moved === undefined ? `${removals} changes of address` : `${moved} changes to an address of another domain`
  return (
    `${planned} planned ${made} ` +
    'No address of this plan is written until an administrator approves it. Look whether the directory means it: previous ' +
    'addresses are not kept, so it cannot be undone.'
  )
}

/** Who failed is tried again by themselves: a run that finds the same again does not try them more often. */
function withoutWaiting(plan: Plan, troubles: Troubles, now: Date): Plan {
  const skips: Skip[] = []
  const actions = plan.actions.filter((action) => {
    const trouble = isTroubled(action) ? troubles[troubleKeyOf(action)] : undefined
    if (trouble === undefined || isDue(trouble, now)) return true
    const because = trouble.isLeftAlone === true ? 'left-alone' : 'tried-later'
    skips.push({ id: personIdOf(trouble.action), because })
    return false
  })
  return skips.length === 0 ? plan : { ...plan, actions, skips: [...plan.skips, ...skips] }
}

async function resubmit(
  { jobs }: Pick<Ports, 'jobs'>,
  { planId, status }: PlanHeader,
): Promise<Omit<Submission, 'plan'>> {
  if (status === 'done' || status === 'stopped') return { outcome: 'done', because: null }
  await jobs.push({ type: 'apply', planId }, REPORT_FIRST_SECONDS)
  return { outcome: 'applying', because: null }
}

/** Which plans of a run are under way, and which one is held, for its report. */
export function plansOf(
  submissions: readonly (readonly [planId: string, Submission])[],
): Pick<RunReport, 'openPlans' | 'heldPlan'> {
  const openPlans = submissions.flatMap(([planId, { outcome }]) => (outcome === 'applying' ? [planId] : []))
  const heldPlan = submissions.find(([, { outcome }]) => outcome === 'held')?.[0]
  return { openPlans, ...(heldPlan === undefined ? {} : { heldPlan }) }
}

/** The plan that waited can no longer be approved: its run is over, or a newer one has replaced it. */
async function retirePlan({ store, clock }: Pick<Ports, 'store' | 'clock'>, planId: string): Promise<void> {
  let isRetired = false
  const header = await changePlanHeader(store, planId, (current) => {
    isRetired = current?.status === 'held'
    // An administrator may approve it at this very moment: then it is applied.
    return current?.status === 'held' ? { ...current, status: 'stopped' } : current
  })
  if (header === null || !isRetired) return
  await dropActions(store, header)
  const because = 'A later run has made a newer plan; this one can no longer be approved.'
  await reportPlan(store, header, { endedAt: clock.now().toISOString(), outcome: 'refused', counts: {}, because })
}
