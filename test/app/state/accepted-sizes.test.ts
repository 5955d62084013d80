import { acceptSourceSize, readAcceptedSizes } from '../../../src/app/state/accepted-sizes'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import { account, daysAgo, person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

function siteOf(holders: number, people = 5): FakeWorld {
  const world = createWorld()
  for (let index = 0; index < holders; index += 1) {
    const one = account(`H${index}`, index === 0 ? { lastSeen: daysAgo(200) } : {})
    world.accounts.set(one.accountId, one)
  }
  for (let index = 0; index < people; index += 1) world.people.set(`o-h${index}`, person(`H${index}`))
  return world
}

let runs = 0
async function run(world: FakeWorld, name: 'sweep' | 'provision') {
  runs += 1
  await runJob(world.ports, { type: 'run', run: name, runId: `${name}:${runs}` }, 'worker', 0)
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
    await runJob(world.ports, job, 'worker', 0)
  return world.kvs.get(keys.lastRun(name)) as { outcome: string; refusedSize?: object }
}

function shrinkTo(world: FakeWorld, holders: number): void {
  const held = [...world.accounts.values()].filter(({ groupIds }) => groupIds.length > 0)
  for (const { accountId } of held.slice(holders)) world.accounts.delete(accountId)
}

const HOLDERS = 'the holders of jira-software'

describe('a source that has become smaller', () => {
  it('is accepted by an administrator, for the next read of that size', async () => {
    const world = siteOf(100)
    await run(world, 'sweep')
    shrinkTo(world, 50)
    expect(await run(world, 'sweep')).toMatchObject({
      outcome: 'refused',
      refusedSize: { source: HOLDERS, expected: 99, got: 50 },
    })

    expect(await acceptSourceSize(world.ports, { source: HOLDERS }, 'a-boss')).toEqual({
      source: HOLDERS,
      expected: 99,
      got: 50,
    })
    expect(world.kvs.get(keys.acceptedSizes)).toMatchObject({ [HOLDERS]: { size: 50, by: 'a-boss' } })

    expect((await run(world, 'sweep')).outcome).toBe('done')
    expect(await readAcceptedSizes(world.ports.store)).toEqual({})
  })

  it('is refused again when it is smaller still, and then the acceptance is over', async () => {
    const world = siteOf(100)
    await run(world, 'sweep')
    shrinkTo(world, 50)
    await run(world, 'sweep')
    await acceptSourceSize(world.ports, { source: HOLDERS }, 'a-boss')
    shrinkTo(world, 49)

    expect(await run(world, 'sweep')).toMatchObject({ outcome: 'refused', refusedSize: { got: 49 } })
    expect(await readAcceptedSizes(world.ports.store)).toEqual({})
  })

  it.each([
    ['the organization', 2, 10],
    ['the directory', 10, 2],
  ])('may be %s, for the full run', async (source, accounts, people) => {
    const world = siteOf(10, 10)
    await run(world, 'provision')
    shrinkTo(world, accounts)
    for (const objectId of [...world.people.keys()].slice(people)) world.people.delete(objectId)
    expect(await run(world, 'provision')).toMatchObject({ outcome: 'refused', refusedSize: { source, got: 2 } })

    await acceptSourceSize(world.ports, { source }, 'a-boss')

    expect((await run(world, 'provision')).outcome).not.toBe('refused')
  })

  it('of nobody at all is never accepted, nor one that was not refused', async () => {
    const world = siteOf(100)
    await run(world, 'sweep')
    shrinkTo(world, 0)
    expect(await run(world, 'sweep')).toMatchObject({ outcome: 'refused' })

    await expect(acceptSourceSize(world.ports, { source: HOLDERS }, 'a-boss')).rejects.toThrow(/refused as too small/)
  })
})
