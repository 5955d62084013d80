import { readAllLinks } from '../../../src/app/state/link-store'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import type { JobMessage, Ports } from '../../../src/ports'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const RUN: JobMessage = { type: 'run', run: 'provision', runId: 'provision:1' }

async function createSite(linked: number, joiners: number): Promise<FakeWorld> {
  const world = createWorld()
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  for (let index = 0; index < linked; index += 1)
    await addLinked(world, person(`P${index}`), account(`P${index}`, { groupIds: [] }))
  for (let index = 0; index < joiners; index += 1) world.people.set(`o-n${index}`, person(`N${index}`))
  return world
}

/** Ports of one delivery that has the time for one batch of a plan. */
function oneBatch(world: FakeWorld): Ports {
  let looks = 0
  return { ...world.ports, budget: { timeLeftMs: () => 840_000, requestsLeft: () => (looks++ === 0 ? 1_000 : 0) } }
}

/** @returns how many links there were after each delivery */
async function deliverAll(
  world: FakeWorld,
  beforeDelivery: (delivery: number) => void = () => undefined,
): Promise<number[]> {
  const linked: number[] = []
  await runJob(world.ports, RUN, 'worker', 0)
  for (let delivery = 0; world.jobs.length > 0; delivery += 1) {
    beforeDelivery(delivery)
    await runJob(oneBatch(world), world.jobs.shift()!, `worker-${delivery}`, 0)
    linked.push(await countLinks(world))
  }
  return linked
}

async function countLinks(world: FakeWorld): Promise<number> {
  return (await readAllLinks(world.ports.store)).size
}

describe('links of new accounts', () => {
  it('wait until they are worth the writing of every shard, and are all there in the end', async () => {
    const world = await createSite(600, 1_000)

    const linked = await deliverAll(world)

    expect(linked).toEqual([600, 600, 600, 925, 925, 925, 925, 925, 1_425, 1_425, 1_600])
    expect([...world.kvs.keys()].filter((key) => key.includes(':from:'))).toEqual([])
  })

  it('are kept when an administrator stops the run before they were written', async () => {
    const world = await createSite(600, 1_000)

    await deliverAll(world, (delivery) => {
      if (delivery === 5) world.kvs.set(keys.stop('provision:1'), {})
    })

    expect(await countLinks(world)).toBe(1_025)
  })

  it('are kept when the job is no longer armed', async () => {
    const world = await createSite(600, 1_000)

    await deliverAll(world, (delivery) => {
      if (delivery === 5) world.kvs.set(keys.armed, { provision: false, grant: true, sweep: true })
    })

    expect(await countLinks(world)).toBe(1_025)
  })
})
