import { keys } from '../../support/keys'
import { DIGEST_SECRET } from '../../../src/app/state/secrets'
import { readAllLinks } from '../../../src/app/state/link-store'
import { runJob } from '../../../src/app/jobs/run-job'
import { AppError } from '../../../src/core/errors'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** 950 linked accounts, 50 that the app has not met, one administrator. */
async function createSite(): Promise<FakeWorld> {
  const world = createWorld()
  await world.ports.secrets.save(DIGEST_SECRET, 'the same in both worlds')
  for (let index = 0; index < 1_000; index += 1) {
    const one = [person(`P${index}`), account(`P${index}`, { isActive: index % 7 !== 0 })] as const
    if (index < 950) await addLinked(world, ...one)
    else {
      world.people.set(one[0].objectId, one[0])
      world.accounts.set(one[1].accountId, one[1])
    }
  }
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  return world
}

async function provision(world: FakeWorld, runId: string, failures = 0): Promise<void> {
  world.jobs.push({ type: 'run', run: 'provision', runId })
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    world.timeLeftMs = 900_000
    world.requestsLeft = 1_500
    await runJob(world.ports, job, 'worker', failures)
  }
}

function fail(): never {
  throw new AppError('unavailable', 'The directory is away.')
}

describe('an account scan over several invocations', () => {
  it('finds what one invocation finds, reads each page once, and leaves nothing behind', async () => {
    const [quick, slow] = [await createSite(), await createSite()]
    await provision(quick, 'r')
    let pages = 0
    slow.beforeCall = (name) => {
      if (name !== 'readPage') return
      pages += 1
      // Three pages take what an invocation has.
      slow.timeLeftMs -= 300_000
    }

    await provision(slow, 'r')

    expect(pages).toBe(11)
    expect(await readAllLinks(slow.ports.store)).toEqual(await readAllLinks(quick.ports.store))
    expect((await readAllLinks(slow.ports.store)).size).toBe(1_000)
    expect([...slow.kvs.keys()].filter((key) => key.startsWith('scan:'))).toEqual([])
    expect(slow.writes).toEqual(quick.writes)
  })

  it.each([
    // As much as 200,000 accounts take.
    ['requests', (world: FakeWorld): number => (world.requestsLeft -= 60)],
    // A hundred slow pages, say, in the last of several invocations: there was time left, and not enough for the directory.
    ['time', (world: FakeWorld): number => (world.timeLeftMs -= 10_000)],
  ])(
    'leaves a directory of unknown size to an invocation of its own, when the accounts have used up %s',
    async (_, use) => {
      const world = await createSite()
      const left: [number, number][] = []
      world.beforeCall = (name) => {
        if (name === 'readPage') use(world)
        if (name === 'readPeople') left.push([world.requestsLeft, world.timeLeftMs])
      }

      await provision(world, 'r')

      expect(left).toEqual([[1_500, 900_000]])
    },
  )

  it('costs one write for each pause when nothing has changed', async () => {
    const world = await createSite()
    await provision(world, 'r1')
    world.beforeCall = (name) => {
      if (name === 'readPage') world.timeLeftMs -= 300_000
    }
    world.stored.length = 0

    await provision(world, 'r2')

    const written = world.stored.map(({ key }) => key).filter((key) => !key.startsWith('lease:'))
    expect(written.filter((key) => key.startsWith('scan:'))).toHaveLength(3)
    // At the same instant, not even the time of the last good read has changed.
    expect(written.filter((key) => !key.startsWith('scan:'))).toEqual(['last-run:provision'])
  })

  it('begins anew when links have changed in between', async () => {
    const world = await createSite()
    let pages = 0
    world.beforeCall = (name) => {
      if (name !== 'readPage') return
      pages += 1
      if (pages <= 3) world.timeLeftMs -= 300_000
    }
    world.jobs.push({ type: 'run', run: 'provision', runId: 'r' })
    await runJob(world.ports, world.jobs.shift()!, 'worker', 0)
    await addLinked(world, person('Zoe'), account('Zoe'))

    await provision(world, 'r')

    expect(pages).toBe(3 + 11)
    expect((await readAllLinks(world.ports.store)).size).toBe(1_001)
  })

  it.each([
    // 1,001 accounts are less than half of what was read before.
    ['refused', (world: FakeWorld): unknown => world.kvs.set(keys.lastGood, { accounts: 5_000 })],
    ['failed', (world: FakeWorld): unknown => (world.ports.directory.readPeople = () => fail())],
  ])('forgets what it read when the run is %s', async (outcome, spoil) => {
    const world = await createSite()
    world.beforeCall = (name) => {
      if (name === 'readPage') world.timeLeftMs -= 300_000
    }
    spoil(world)

    await provision(world, 'r', 5)

    expect(world.kvs.get(keys.lastRun('provision'))).toMatchObject({ outcome })
    expect([...world.kvs.keys()].filter((key) => key.startsWith('scan:'))).toEqual([])
  })
})
