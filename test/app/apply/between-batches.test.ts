import { exemptPerson } from '../../../src/app/admin/exempt-person'
import { armJob } from '../../../src/app/admin/jobs'
import { keys } from '../../support/keys'
import { noteQueue } from '../../../src/app/state/marks'
import { savePlan } from '../../../src/app/state/plan-store'
import { runJob } from '../../../src/app/jobs/run-job'
import type { Action, PlanKind } from '../../../src/core/plan'
import { account, daysAgo, person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const PLAN = 'plan-1'
const DORMANT = 45

async function store(world: FakeWorld, kind: PlanKind, actions: readonly Action[]): Promise<void> {
  const origin = { planId: PLAN, run: kind === 'sweep' ? 'sweep' : 'provision', runId: PLAN } as const
  const plan = { kind, plannedAt: world.now.toISOString(), actions, skips: [], population: 10_000 }
  await savePlan(world.ports.store, origin, plan, 'ready')
}

/** A plan of three batches: 20, 20 and 5 people lose access. */
async function createSweep(): Promise<FakeWorld> {
  const world = createWorld()
  const accountIds = Array.from({ length: DORMANT }, (_, index) => `a-h${index}`)
  for (const [index, accountId] of accountIds.entries())
    world.accounts.set(accountId, account(`H${index}`, { lastSeen: daysAgo(200) }))
  const rest = { productKey: 'jira-software', groupIds: ['g-jira'], because: 'dormant' } as const
  await store(
    world,
    'sweep',
    accountIds.map((accountId) => ({ type: 'revoke', accountId, ...rest })),
  )
  return world
}

/** Does something when the n-th call of that name is made. */
function at(world: FakeWorld, name: string, call: number, then: () => Promise<unknown>): { done: Promise<unknown> } {
  let calls = 0
  const hook = { done: Promise.resolve<unknown>(null) }
  world.beforeCall = (called) => {
    if (called !== name) return
    calls += 1
    if (calls === call) hook.done = then()
  }
  return hook
}

const apply = (world: FakeWorld) => runJob(world.ports, { type: 'apply', planId: PLAN }, 'worker', 0)
const header = (world: FakeWorld) => world.kvs.get(keys.plan(PLAN)) as { status: string; outcomes: object }

describe('before each batch of a plan', () => {
  it('is heard that a sweep was disarmed: the batch under way ends, the next one does not begin', async () => {
    const world = await createSweep()
    at(world, 'removeFromGroup', 5, () => armJob(world.ports, { job: 'sweep', armed: false }, 'a-boss'))

    await apply(world)

    expect(world.writes).toHaveLength(20)
    expect(header(world)).toMatchObject({ status: 'stopped', outcomes: { revoked: 20 } })
  })

  it('is heard that provisioning was disarmed', async () => {
    const world = createWorld()
    const names = Array.from({ length: 150 }, (_, index) => `N${index}`)
    for (const name of names) world.people.set(`o-${name.toLowerCase()}`, person(name))
    await store(
      world,
      'provision',
      names.map((name) => ({ type: 'create', objectId: `o-${name.toLowerCase()}` })),
    )
    at(world, 'create', 5, () => armJob(world.ports, { job: 'provision', armed: false }, 'a-boss'))

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'stopped', outcomes: { created: 25 } })
  })

  it('is heard that a person was exempted: this person keeps access, the others lose theirs', async () => {
    const world = await createSweep()
    const exemption = { accountId: 'a-h22', owner: 'Ada', reason: 'On leave', until: null }
    at(world, 'removeFromGroup', 5, () => exemptPerson(world.ports, { ...exemption, version: 0 }, 'a-boss'))

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { revoked: DORMANT - 1, skipped: 1 } })
    expect(world.accounts.get('a-h22')!.groupIds).toEqual(['g-jira'])
  })

  it('is heard that many ask: the plan goes on a minute later, when they are served', async () => {
    const world = await createSweep()
    const noteNow = () => noteQueue(world.ports.store, { at: world.now.toISOString(), to: world.now.toISOString() })
    at(world, 'removeFromGroup', 5, noteNow)

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'applying', outcomes: { revoked: 20 } })
    expect(world.jobs.at(-1)).toMatchObject({ type: 'apply', planId: PLAN })

    world.now = new Date(world.now.getTime() + 60_000)
    await apply(world)
    expect(header(world)).toMatchObject({ status: 'done', outcomes: { revoked: DORMANT } })
  })

  it('are the settings read once, and the products only where they have changed', async () => {
    const world = await createSweep()
    const { readMany } = world.ports.store
    const reads = { settings: 0, seats: 0 }
    world.ports.store.readMany = (wanted) => {
      if (wanted.includes(keys.settings)) reads.settings += 1
      return readMany(wanted)
    }
    world.beforeCall = (name) => void (name === 'readSeats' && (reads.seats += 1))

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { revoked: DORMANT } })
    // Once for the slice and once for each of the three batches; what Jira tells of its products once.
    expect(reads).toEqual({ settings: 4, seats: 1 })
  })
})
