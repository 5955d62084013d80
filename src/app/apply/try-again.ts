import type { PlanKind } from '../../core/plan'
import { handOver, isDue, letBe, personIdIn, tryNow } from '../../core/troubles'
import type { Trouble } from '../../core/troubles'
import type { Ports, RunName } from '../../ports'
import { armedNow } from '../read/licence'
import { pickExchanges, readLastGood } from '../state/last-good'
import type { LastGood } from '../state/last-good'
import { APPROVAL_MAX_AGE_MS } from '../state/plan-store'
import { readSettings } from '../state/settings'
import { changeTroubles, readTroubleHead, readTroubles, summaryOf } from '../state/troubles'
import { submitPlan } from './submit-plan'

const RUN_OF: Readonly<Record<PlanKind, RunName>> = {
  provision: 'provision',
  renames: 'provision',
  groups: 'provision',
  leavers: 'leavers',
  sweep: 'sweep',
  notices: 'sweep',
}

/**
 * Another try for those whose time has come: plans like any other, so that limits, dry run and journal hold and everybody
 * is read again before anything is written. A try within 24 hours of a failure in a plan that an administrator had
 * approved is part of that approval; what the ledger counts already does not count again.
 */
export async function tryAgain(ports: Ports): Promise<void> {
  const { store, clock } = ports
  if (summaryOf(await readTroubleHead(store)).dueAt === null) return
  const now = clock.now()
  const due = Object.entries(await readTroubles(store)).filter(([, one]) => isDue(one, now))
  const settings = await readSettings(store)
  const armed = armedNow(ports, settings)
  const lastGood = await readLastGood(store)
  for (const [name, some] of groupByPlan(due, now)) {
    const { kind, approvedBy } = some[0]![1]
    const isApproved = name !== kind
    const actions = some.map(([, { action }]) => action)
    const runId = `again:${now.toISOString()}`
    const askedBy = some.flatMap(([, one]) => one.askedBy ?? [])
    const { outcome } = await submitPlan(
      ports,
      {
        ...{ run: RUN_OF[kind], runId, planId: `${runId}:${name}`, askedBy, ...(isApproved ? { approvedBy } : {}) },
        ...pickExchanges(lastGood),
      },
      { kind, plannedAt: now.toISOString(), actions, skips: [], population: populationOf(kind, lastGood) },
      kind === 'sweep' ? armed.sweep : armed.provision,
      'some',
    )
    // Whom a limit stopped stays due, so that the next full run's plan, which waits in this one's place, has them, too.
    if (outcome === 'held' || outcome === 'refused') continue
    const keys = new Set(some.map(([key]) => key))
    await changeTroubles(store, [...keys].map(personIdIn), (troubles) => handOver(troubles, keys, now))
  }
}

type Keyed = readonly [key: string, trouble: Trouble]

/** One plan for each kind, as limits are; apart from it what an administrator has approved. @returns by the plan's name */
function groupByPlan(due: readonly Keyed[], now: Date): ReadonlyMap<string, readonly Keyed[]> {
  const groups = new Map<string, Keyed[]>()
  for (const one of due) {
    const { kind, since, approvedBy } = one[1]
    const isApproved = approvedBy !== undefined && now.getTime() - Date.parse(since) < APPROVAL_MAX_AGE_MS
    const name = isApproved ? `${kind}-approved` : kind
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  // Each type in one piece: mixed they would be many small batches.
  for (const some of groups.values()) some.sort(([a], [b]) => a.localeCompare(b))
  return groups
}

/** What the removals are a share of, as last read. */
function populationOf(kind: PlanKind, { linked = 0, holding = 0 }: LastGood): number {
  return kind === 'sweep' ? holding : linked
}

/** An administrator wants these changes tried at once. @param keys of `listTroubles`; who is no longer there is passed over */
export async function tryNowAgain({ store, clock, jobs }: Ports, keys: readonly string[], by: string): Promise<void> {
  const wanted = new Set(keys)
  await changeTroubles(store, keys.map(personIdIn), (troubles) => tryNow(troubles, wanted, clock.now(), by))
  await jobs.push({ type: 'again' })
}

/** An administrator wants these changes left undone: nobody tries them any more, until somebody asks for it. */
export async function leaveAlone({ store }: Pick<Ports, 'store'>, keys: readonly string[]): Promise<void> {
  const wanted = new Set(keys)
  await changeTroubles(store, keys.map(personIdIn), (troubles) => letBe(troubles, wanted))
}
