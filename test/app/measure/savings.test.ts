import { ask } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { PORTAL } from '../../../src/app/signals/portal'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { grantNow } from '../../../src/app/grant/waiting-list'
import { readSavings } from '../../../src/app/measure/savings'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import { tick } from '../../../src/app/jobs/tick'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/time'
import { account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

function siteWith(idle: number, holders: number): FakeWorld {
  const world = createWorld({ seatPrice: 8 })
  world.kvs.set(keys.connected, {})
  for (let index = 0; index < holders; index += 1) {
    const one = account(`H${index}`, index < idle ? { lastSeen: daysAgo(200) } : {})
    world.accounts.set(one.accountId, one)
  }
  return world
}

function later(world: FakeWorld, ms: number): void {
  world.now = new Date(world.now.getTime() + ms)
}

async function sweep(world: FakeWorld): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'sweep', runId: `sweep:${world.now.toISOString()}` }, 'worker', 0)
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
    await runJob(world.ports, job, 'worker', 0)
}

describe('the measures of a day', () => {
  it('are written once a day by the tick, with one look at the seats', async () => {
    const world = siteWith(0, 40)
    // Nothing is armed: the watch over seats that others give makes no look of its own.
    world.kvs.set(keys.armed, { provision: false, grant: false, sweep: false })
    let looks = 0
    world.beforeCall = (name) => void (looks += name === 'readSeats' ? 1 : 0)

    await tick(world.ports)
    later(world, 5 * MINUTE_MS)
    await tick(world.ports)

    expect(looks).toBe(1)
    expect(world.kvs.get(keys.measure('2026-03-17'))).toMatchObject({
      day: '2026-03-17',
      products: { 'jira-software': { total: 100, used: 40, waiting: 0 } },
    })
  })

  it('are taken at the next tick when the seats could not be read', async () => {
    const world = siteWith(0, 40)
    const { AppError } = await import('../../../src/core/errors')
    world.beforeCall = (name) => {
      if (name === 'readSeats') throw new AppError('unavailable', 'Jira is away.')
    }
    await tick(world.ports)
    world.beforeCall = () => undefined

    later(world, 5 * MINUTE_MS)
    await tick(world.ports)

    expect(world.kvs.has(keys.measure('2026-03-17'))).toBe(true)
  })

  it('tell what sweeps freed, what is paid for in vain, and the peak', async () => {
    const world = siteWith(5, 40)
    await tick(world.ports)
    await sweep(world)
    later(world, DAY_MS)
    await tick(world.ports)
    later(world, MINUTE_MS)

    expect(await readSavings(world.ports)).toMatchObject({
      freed: 5,
      dormant: 5,
      products: [{ productKey: 'jira-software', used: 35, total: 100, free: 65, peak: 40, reserveHitOn: null }],
      billing: { seatPrice: 8, billingPeriod: 'monthly' },
      periodStart: '2026-03-01',
    })
  })
})

describe('the measures of grants', () => {
  it('tell how long people waited and who decided, over the change of the day', async () => {
    const world = siteWith(0, 40)
    const names = ['Ada', 'Bea', 'Cid']
    for (const name of names) await addLinked(world, person(name), account(name, { groupIds: [] }))
    const actedAt = new Date(world.now.getTime() - 9 * MINUTE_MS).toISOString()
    await ask(world.ports, ['a-ada'], ['jira-software'], SIGN_IN_LOG, { actedAt: new Map([['a-ada', actedAt]]) })
    later(world, 4 * SECOND_MS)
    await drainInbox(world.ports, 'one', null)
    later(world, DAY_MS)
    await grantNow(world.ports, { accountId: 'a-bea', productKey: 'jira-software' })
    later(world, 8 * SECOND_MS)
    await drainInbox(world.ports, 'two', null)
    await ask(world.ports, ['a-cid'], ['jira-software'], PORTAL)
    later(world, SECOND_MS)
    await drainInbox(world.ports, 'three', null)

    expect((await readSavings(world.ports)).grants).toEqual({
      ...{ granted: 3, byHand: 1, refused: 0 },
      medianSeconds: 5,
      p99Seconds: 10,
      ways: [
        { way: 'sign-in', granted: 1, medianSeconds: 600, p99Seconds: 600 },
        { way: 'admin', granted: 1, medianSeconds: 10, p99Seconds: 10 },
        { way: 'portal', granted: 1, medianSeconds: 10, p99Seconds: 10 },
      ],
    })
    expect(world.kvs.get(keys.grantMeasure('2026-03-18'))).toMatchObject({ granted: 1 })
  })
})
