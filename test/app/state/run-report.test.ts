import { approvePlan } from '../../../src/app/admin/jobs'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import type { RunReport } from '../../../src/app/state/run-report'
import { AppError } from '../../../src/core/errors'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

async function run(world: FakeWorld, name: 'provision' | 'leavers' | 'sweep', runId: string): Promise<void> {
  await runJob(world.ports, { type: 'run', run: name, runId }, 'worker', 0)
}

async function drainJobs(world: FakeWorld, failures = 0): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', failures)
  }
}

const report = (world: FakeWorld, name: string) => world.kvs.get(keys.lastRun(name)) as RunReport

function createSite(): FakeWorld {
  const world = createWorld()
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  return world
}

async function addHolders(world: FakeWorld, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await addLinked(world, person(`P${index}`), account(`P${index}`))
}

describe('the report of a run', () => {
  it('is done when only leavers were to be dealt with', async () => {
    const world = createSite()
    await addHolders(world, 20)
    world.people.set('o-p0', person('P0', { enabled: false }))

    await run(world, 'provision', 'provision:1')
    expect(report(world, 'provision').outcome).toBe('applying')
    await drainJobs(world)

    expect(report(world, 'provision')).toMatchObject({ outcome: 'done', counts: { matched: 20, deactivated: 1 } })
    expect(report(world, 'leavers')).toBeUndefined()
  })

  it('keeps the number of people with an account apart from those linked by the plan', async () => {
    const world = createSite()
    world.people.set('o-ada', person('Ada'))
    world.people.set('o-bea', person('Bea'))
    await run(world, 'provision', 'provision:1')
    // Somebody else makes Bea's account before our plan is applied, under another address.
    world.accounts.set('a-bea', account('Bea', { email: 'other@example.com', groupIds: [] }))

    await drainJobs(world)

    expect(report(world, 'provision').counts).toMatchObject({ people: 2, matched: 0, create: 2, created: 1, linked: 1 })
  })

  it('stays held until the plan that waits is applied', async () => {
    const world = createSite()
    await addHolders(world, 20)
    await run(world, 'provision', 'provision:0')
    await drainJobs(world)
    for (let index = 0; index < 11; index += 1) world.people.set(`o-p${index}`, person(`P${index}`, { enabled: false }))
    world.people.set('o-ada', person('Ada'))

    await run(world, 'provision', 'provision:1')
    await drainJobs(world)
    expect(report(world, 'provision')).toMatchObject({ outcome: 'held', counts: { created: 1 } })

    await approvePlan(world.ports, { planId: 'provision:1:leavers' }, 'a-admin')
    await drainJobs(world)
    expect(report(world, 'provision')).toMatchObject({ outcome: 'done', because: null, counts: { deactivated: 11 } })
  })

  it('says why a plan could not be applied after all retries', async () => {
    const world = createSite()
    world.people.set('o-ada', person('Ada'))
    await run(world, 'provision', 'provision:1')
    world.beforeCall = (name) => {
      if (name === 'create') throw new AppError('budget-spent', 'the SCIM directory is busy')
    }

    await drainJobs(world, 300)

    expect(report(world, 'provision')).toMatchObject({ outcome: 'failed', because: 'the SCIM directory is busy' })
  })

  it('forgets a held plan when a later sweep needs no approval', async () => {
    const world = createSite()
    for (let index = 0; index < 40; index += 1) {
      const one = account(`H${index}`, index < 12 ? { lastSeen: daysAgo(200) } : {})
      world.accounts.set(one.accountId, one)
    }
    await run(world, 'sweep', 'sweep:1')
    expect(world.kvs.has(keys.held('sweep'))).toBe(true)
    for (const [accountId, one] of world.accounts)
      world.accounts.set(accountId, { ...one, lastSeen: NOW.toISOString() })

    await run(world, 'sweep', 'sweep:2')

    expect(world.kvs.has(keys.held('sweep'))).toBe(false)
    await expect(approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')).rejects.toThrow(/waits for approval/)
  })

  it('keeps a held plan of leavers through the quiet looks that follow', async () => {
    const world = createSite()
    await addHolders(world, 40)
    await run(world, 'leavers', 'leavers:0')
    const left = Array.from({ length: 12 }, (_, index) => [`o-p${index}`, 'disabled'] as const)
    for (const [objectId] of left) world.people.set(objectId, { ...world.people.get(objectId)!, enabled: false })
    world.changes = { changed: new Map(left), cursor: 'cursor-2' }
    await run(world, 'leavers', 'leavers:1')
    expect(world.kvs.has(keys.held('leavers'))).toBe(true)
    world.changes = { changed: new Map(), cursor: 'cursor-3' }

    await run(world, 'leavers', 'leavers:2')

    expect(world.kvs.has(keys.held('leavers'))).toBe(true)
  })
})
