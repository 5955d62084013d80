import { approvePlan, armJob, runNow } from '../../../src/app/admin/jobs'
import { keys } from '../../support/keys'
import { readPlanHeader, savePlan } from '../../../src/app/state/plan-store'
import { readSettings } from '../../../src/app/state/settings'
import type { Action } from '../../../src/core/plan'
import { NOW, settings } from '../../support/builders'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { saving } from '../../support/settings'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const HOUR_MS = 3_600_000
const PLAN = 'sweep:2026-03-18T04:00:00.000Z'

async function hold(world: FakeWorld, plannedAt = NOW): Promise<void> {
  const revoke: Action = {
    type: 'revoke',
    productKey: 'jira-software',
    accountId: 'a-ada',
    groupIds: ['g-jira'],
    because: 'dormant',
  }
  const plan = {
    kind: 'sweep',
    plannedAt: plannedAt.toISOString(),
    actions: [revoke],
    skips: [],
    population: 1,
  } as const
  await savePlan(world.ports.store, { planId: PLAN, run: 'sweep', runId: PLAN }, plan, 'held')
  const held = { planId: PLAN, job: 'sweep', plannedAt: plan.plannedAt, removals: 1, because: 'too many' }
  await world.ports.store.set(keys.held('sweep'), held)
}

describe('approvePlan', () => {
  it('hands the stored plan over, once, with who approved it', async () => {
    const world = createWorld()
    await hold(world)

    await approvePlan(world.ports, { planId: PLAN }, 'a-boss')
    const again = approvePlan(world.ports, { planId: PLAN }, 'a-boss')

    await expect(again).rejects.toThrow('Expected a plan that waits for approval')
    expect(world.jobs).toEqual([{ type: 'apply', planId: PLAN }])
    expect(await readPlanHeader(world.ports.store, PLAN)).toMatchObject({ status: 'ready', approvedBy: 'a-boss' })
  })

  it('refuses a plan that is more than 24 hours old', async () => {
    const world = createWorld()
    await hold(world, new Date(NOW.getTime() - 25 * HOUR_MS))

    await expect(approvePlan(world.ports, { planId: PLAN }, 'a-boss')).rejects.toThrow('within 24 hours')
    expect(world.jobs).toEqual([])
  })

  it('keeps the plan when its job is not armed: applied now, it would be thrown away', async () => {
    const world = createWorld({ armed: { ...settings().armed, sweep: false } })
    await hold(world)

    await expect(approvePlan(world.ports, { planId: PLAN }, 'a-boss')).rejects.toThrow('Arm it first')
    expect(await readPlanHeader(world.ports.store, PLAN)).toMatchObject({ status: 'held' })
  })
})

describe('armJob', () => {
  it('arms one job and leaves the others in dry run', async () => {
    const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })

    await armJob(world.ports, { job: 'grant', armed: true, version: 0 }, 'a-boss')

    const { armed } = await readSettings(world.ports.store)
    expect(armed).toEqual({ provision: false, grant: true, sweep: false })
  })

  it('says what has changed since the dry run, and by whom, instead of arming', async () => {
    const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })
    await saveSettings(world.ports, saving({ graceDays: 3, seatCurrency: 'EUR' }), 'a-other')

    const arming = armJob(world.ports, { job: 'sweep', armed: true, version: 0 }, 'a-boss')

    await expect(arming).rejects.toThrow('Days of grace after a grant: a-other changed it')
    await expect(arming).rejects.toMatchObject({
      conflicts: [{ path: 'graceDays', by: 'a-other', from: '30', to: '3' }],
    })
    await armJob(world.ports, { job: 'sweep', armed: true, version: 1 }, 'a-boss')
    expect((await readSettings(world.ports.store)).armed.sweep).toBe(true)
  })

  it('arms whatever settings have changed that the dry run would not have looked at', async () => {
    const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })
    await saveSettings(world.ports, saving({ seatCurrency: 'EUR', requiredGroupIds: ['g-all'] }), 'a-other')

    await armJob(world.ports, { job: 'sweep', armed: true, version: 0 }, 'a-boss')

    expect((await readSettings(world.ports.store)).armed.sweep).toBe(true)
  })

  it('arms nothing without the version, and disarms without one', async () => {
    const world = createWorld()

    await expect(armJob(world.ports, { job: 'sweep', armed: true }, 'a-boss')).rejects.toThrow('Load the page again')
    await armJob(world.ports, { job: 'sweep', armed: false }, 'a-boss')

    expect((await readSettings(world.ports.store)).armed).toEqual({ provision: true, grant: true, sweep: false })
  })

  it('knows three jobs', async () => {
    await expect(armJob(createWorld().ports, { job: 'leavers', armed: true }, 'a-boss')).rejects.toThrow(
      '"provision", "grant"',
    )
  })
})

describe('runNow', () => {
  it('queues a run with an id of its own, beside the schedule', async () => {
    const world = createWorld()

    const { runId } = await runNow(world.ports, { job: 'sweep' }, 'a-boss')

    expect(runId).toBe(`sweep:now:${NOW.toISOString()}`)
    expect(world.jobs).toEqual([{ type: 'run', run: 'sweep', runId }])
  })

  it('wakes the inbox for grants', async () => {
    const world = createWorld()

    await runNow(world.ports, { job: 'grant' }, 'a-boss')

    expect(world.wakes).toEqual([null])
  })
})
