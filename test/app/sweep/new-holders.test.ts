import { runJob } from '../../../src/app/jobs/run-job'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { SeatRecord } from '../../../src/core/people'
import { DAY_MS } from '../../../src/core/time'
import { account, daysAgo, groupProduct } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

const seatOf = (world: FakeWorld, id: string) => world.kvs.get(keys.seat(id)) as SeatRecord | undefined

/** A site of thirty people who use Jira, and a sweep behind it. */
async function sweptSite(): Promise<FakeWorld> {
  const world = createWorld()
  for (let index = 0; index < 30; index += 1)
    world.accounts.set(`a-h${index}`, account(`H${index}`, { lastSeen: daysAgo(0) }))
  await sweep(world, 'first')
  return world
}

async function sweep(world: FakeWorld, runId: string): Promise<void> {
  world.jobs.push({ type: 'run', run: 'sweep', runId })
  while (world.jobs.length > 0) await runJob(world.ports, world.jobs.shift()!, 'worker', 0)
  world.now = new Date(world.now.getTime() + DAY_MS)
  // Everybody but the idle ones works every day.
  for (const [id, one] of world.accounts)
    if (id.startsWith('a-h')) world.accounts.set(id, { ...one, lastSeen: world.now.toISOString() })
}

const idle = (change = {}) => account('Zoe', { lastSeen: daysAgo(400), addedAt: daysAgo(900), ...change })

describe('a sweep', () => {
  it('dates whoever holds access since the last one, and takes nothing from them', async () => {
    const world = await sweptSite()
    world.accounts.set('a-zoe', idle())

    await sweep(world, 'second')
    expect(seatOf(world, 'a-zoe')).toMatchObject({ holds: true, grantedAt: expect.any(String) })

    await sweep(world, 'third')
    expect(world.accounts.get('a-zoe')?.groupIds).toEqual(['g-jira'])
  })

  it('dates anew who held access once, lost it and has it again', async () => {
    const world = await sweptSite()
    world.kvs.set(keys.seat('a-zoe'), { holds: true, grantedAt: daysAgo(700) })
    world.accounts.set('a-zoe', idle())

    await sweep(world, 'second')

    expect(Date.parse(seatOf(world, 'a-zoe')!.grantedAt!)).toBeGreaterThan(Date.parse(daysAgo(2)))
    expect(world.accounts.get('a-zoe')?.groupIds).toEqual(['g-jira'])
  })

  it('keeps the date of a grant of yesterday', async () => {
    const world = await sweptSite()
    const grantedAt = new Date(world.now.getTime() - DAY_MS / 2).toISOString()
    world.kvs.set(keys.seat('a-zoe'), { holds: true, grantedAt })
    world.accounts.set('a-zoe', idle())

    await sweep(world, 'second')

    expect(seatOf(world, 'a-zoe')?.grantedAt).toBe(grantedAt)
  })

  it('dates nobody when it is the first', async () => {
    const world = createWorld()
    for (let index = 0; index < 30; index += 1)
      world.accounts.set(`a-h${index}`, account(`H${index}`, { lastSeen: daysAgo(0) }))
    world.accounts.set('a-zoe', idle())

    await sweep(world, 'first')

    expect(world.writes).toEqual(['remove a-zoe g-jira'])
  })

  it('dates nobody for a product that was not swept before', async () => {
    const world = await sweptSite()
    world.accounts.set('a-zoe', idle({ groupIds: ['g-conf'] }))
    const confluence = groupProduct({ dormancyDays: 60 })
    const settings = world.kvs.get(keys.settings) as object
    world.kvs.set(keys.settings, { ...settings, products: [DEFAULT_SETTINGS.products[0], confluence] })

    await sweep(world, 'second')

    expect(seatOf(world, 'a-zoe')?.grantedAt).toBeUndefined()
  })

  it('reads and writes nothing more where nobody is new', async () => {
    const world = await sweptSite()
    await sweep(world, 'second')
    const before = world.stored.length

    await sweep(world, 'third')

    expect(
      world.stored.slice(before).filter(({ key }) => key.startsWith('people:') || key.startsWith('seat:')),
    ).toEqual([])
  })
})
