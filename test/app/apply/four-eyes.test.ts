import { applyPlan } from '../../../src/app/apply/apply-plan'
import { ACTION_TYPES } from '../../../src/app/jobs/action-types'
import { submitPlan } from '../../../src/app/apply/submit-plan'
import { readHeldPlan, savePlan } from '../../../src/app/state/plan-store'
import { saveReport } from '../../../src/app/state/run-report'
import type { Action, Plan } from '../../../src/core/plan'
import { NOW, daysAgo } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

const PLAN = 'sweep:2026-03-18T04:00:00.000Z'
const EVE = { 'a-eve': { changedAt: daysAgo(1) } }
const OWN = { planId: PLAN, run: 'sweep', runId: PLAN } as const

function planOf(count: number, kind: 'sweep' | 'leavers' = 'sweep'): Plan {
  const actions = Array.from({ length: count }, (_, index): Action => ({
    ...{ type: 'revoke', productKey: 'jira-software', accountId: `a-${index}`, groupIds: ['g-jira'] },
    ...{ because: 'dormant', newest: null },
  }))
  return { kind, plannedAt: NOW.toISOString(), actions, skips: [], population: 100 }
}

async function apply(world: FakeWorld): Promise<void> {
  const { store } = world.ports
  world.kvs.set(keys.makers('sweep'), EVE)
  await savePlan(store, OWN, planOf(5), 'ready')
  const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
  const report = { ...times, counts: {}, skips: {}, because: null, openPlans: [PLAN] }
  await saveReport(store, 'sweep', { runId: PLAN, outcome: 'applying', ...report })
  await applyPlan(world.ports, PLAN, ACTION_TYPES)
}

describe('who is behind a plan', () => {
  it('is forgotten once its run is carried out', async () => {
    const world = createWorld()

    await apply(world)

    expect(world.kvs.has(keys.makers('sweep'))).toBe(false)
  })

  it('is remembered when the plan was not applied after all', async () => {
    const world = createWorld()
    const people = Array.from({ length: 10 }, (_, index) => `m-${index}`)
    world.kvs.set(keys.ledger, [{ at: NOW.toISOString(), kind: 'sweep', planId: 'other', start: 0, people }])

    await apply(world)

    expect(world.kvs.get(keys.makers('sweep'))).toEqual(EVE)
  })

  it('stays with leavers who wait, also when others join them', async () => {
    const world = createWorld()
    world.kvs.set(keys.makers('provision'), EVE)
    const submit = (planId: string, count: number) =>
      submitPlan(world.ports, { planId, run: 'leavers', runId: planId }, planOf(count, 'leavers'), true)
    await submit('leavers:1', 20)
    world.kvs.delete(keys.makers('provision'))

    await submit('leavers:2', 21)

    expect(await readHeldPlan(world.ports.store, 'leavers')).toMatchObject({ planId: 'leavers:2', makers: ['a-eve'] })
  })
})
