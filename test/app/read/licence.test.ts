import { approvePlan } from '../../../src/app/admin/jobs'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { ask } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { readPortalStatus } from '../../../src/app/signals/portal'
import { keys } from '../../support/keys'
import { provisionPerson } from '../../../src/app/provision/provision-person'
import { runJob } from '../../../src/app/jobs/run-job'
import { account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const LAPSED = /licence .* has lapsed/

function siteWith(dormant: number, holders: number): FakeWorld {
  const world = createWorld()
  for (let index = 0; index < holders; index += 1) {
    const one = account(`H${index}`, index < dormant ? { lastSeen: daysAgo(200) } : {})
    world.accounts.set(one.accountId, one)
  }
  return world
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

const sweep = (world: FakeWorld) =>
  runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0).then(() => drainJobs(world))

describe('a lapsed licence', () => {
  it('ends a plan that is being applied before its next batch', async () => {
    const world = siteWith(40, 1_000)
    world.beforeCall = (name) => {
      if (name === 'removeFromGroup') world.licence = { isActive: false }
    }

    await sweep(world)

    expect(world.writes).toHaveLength(20)
    expect(world.kvs.get(keys.lastRun('sweep'))).toMatchObject({ because: expect.stringMatching(LAPSED) })
  })

  it('refuses the approval of a held plan, which is still there when it is renewed', async () => {
    const world = siteWith(60, 600)
    await sweep(world)
    world.licence = { isActive: false }

    await expect(approvePlan(world.ports, { planId: 'sweep:1' }, 'a-ada')).rejects.toThrow(LAPSED)

    world.licence = { isActive: true }
    await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-ada')
    await drainJobs(world)
    expect(world.writes).toHaveLength(60)
  })

  it('grants nobody a seat, and the portal does not offer to ask', async () => {
    const world = createWorld()
    const accountId = await addLinked(world, person('Bea'), account('Bea', { groupIds: [] }))
    world.licence = { isActive: false }
    await ask(world.ports, [accountId], ['jira-software'], SIGN_IN_LOG)

    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual([])
    expect(await readPortalStatus(world.ports, accountId)).toEqual({ state: 'off' })
  })

  it('provisions nobody, and says so', async () => {
    const world = createWorld()
    world.people.set('o-bea', person('Bea'))
    world.licence = { isActive: false }

    const steps = await provisionPerson(world.ports, { person: 'bea@example.com' }, 'a-boss')

    expect(steps.at(-1)).toMatchObject({ isOk: false, text: expect.stringMatching(LAPSED) })
    expect(world.writes).toEqual([])
  })
})
