import { keys } from '../../../src/app/state/keys'
import { ask } from '../../../src/app/signals/ask'
import { pollSignIns, recordActivity } from '../../../src/app/signals/requests'
import { findDue, tick } from '../../../src/app/jobs/tick'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { dayNumber } from '../../../src/core/time'
import { NOW, account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'

describe('recordActivity', () => {
  it('writes once a day for a holder and asks for nothing', async () => {
    const world = createWorld()
    world.kvs.set(keys.seat('a-ada'), { holds: true })

    await recordActivity(world.ports, 'a-ada')
    world.kvs.set('untouched', world.kvs.get(keys.seat('a-ada')))
    await recordActivity(world.ports, 'a-ada')

    expect(world.kvs.get(keys.seat('a-ada'))).toEqual({ holds: true, seenDay: dayNumber(NOW) })
    expect(world.requests.size).toBe(0)
  })

  it('is a request when the actor holds no access', async () => {
    const world = createWorld()
    world.kvs.set(keys.lastGood, { readAt: NOW.toISOString() })

    await recordActivity(world.ports, 'a-ada')

    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-ada', state: 'open', source: 'activity' }])
    expect(world.wakes).toEqual(['jira-software:a-ada'])
  })

  it.each([
    ['before the first full run, when nobody’s access is known', {}, false],
    ['when the signal is switched off', { signals: { ...DEFAULT_SETTINGS.signals, productEvents: false } }, true],
  ])('asks for nothing %s', async (_, settings, isRead) => {
    const world = createWorld(settings)
    if (isRead) world.kvs.set(keys.lastGood, { readAt: NOW.toISOString() })

    await recordActivity(world.ports, 'a-ada')

    expect(world.requests.size).toBe(0)
    // The sweep must know of it: perhaps Ada holds access.
    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ seenDay: dayNumber(NOW) })
  })
})

describe('ask', () => {
  it('is one request per person, and one wake-up for all who ask together', async () => {
    const world = createWorld()

    await ask(world.ports, ['a-ada', 'a-bea', 'a-ada'], ['jira-software'], 'sign-in')

    expect(world.requests.size).toBe(2)
    expect(world.wakes).toEqual(['jira-software:a-ada'])
  })
})

describe('pollSignIns', () => {
  it('asks for those without access, once for each row', async () => {
    const world = createWorld()
    await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
    await addLinked(world, person('Bea'), account('Bea'))
    world.kvs.set(keys.seat('a-bea'), { holds: true })
    world.signIns = [
      { id: 'r1', objectId: 'o-ada', at: NOW.toISOString() },
      { id: 'r2', objectId: 'o-bea', at: NOW.toISOString() },
      { id: 'r3', objectId: 'o-unknown', at: NOW.toISOString() },
    ]

    await pollSignIns(world.ports, DEFAULT_SETTINGS)
    expect([...world.requests.keys()]).toEqual(['jira-software:a-ada'])

    world.requests.clear()
    await pollSignIns(world.ports, DEFAULT_SETTINGS)
    expect(world.requests.size).toBe(0)
  })

  it('saves its place at the first look, so that hours without a look lose nobody', async () => {
    const world = createWorld()

    await pollSignIns(world.ports, DEFAULT_SETTINGS)

    expect(world.kvs.get(keys.signIns)).toMatchObject({ at: NOW.toISOString(), seen: [] })
  })

  it('fits the sign-ins of a Monday morning into one value of storage', async () => {
    const world = createWorld()
    world.signIns = Array.from({ length: 12_500 }, (_, index) => ({
      id: `6f1c1c2e-6a55-4b0e-9f0b-${String(index).padStart(12, '0')}`,
      objectId: 'o-unknown',
      at: NOW.toISOString(),
    }))

    await pollSignIns(world.ports, DEFAULT_SETTINGS)

    const state = world.kvs.get(keys.signIns)
    expect(state).toMatchObject({ seen: { length: 12_500 } })
    expect(JSON.stringify(state).length).toBeLessThan(240 * 1_024)
  })

  it('remembers only the rows that the next look shows again, however long the last one lies back', async () => {
    const world = createWorld()
    const row = (id: string, minutesAgo: number) => ({
      id,
      objectId: 'o-unknown',
      at: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
    })
    world.signIns = [row('young', 10), row('old', 600)]

    await pollSignIns(world.ports, DEFAULT_SETTINGS)

    expect(world.kvs.get(keys.signIns)).toMatchObject({ seen: ['young'] })
  })
})

describe('tick', () => {
  it('does nothing before the connections are set up', async () => {
    const world = createWorld()
    world.now = new Date(NOW.getTime() + 86_400_000)

    await tick(world.ports)

    expect(world.jobs).toEqual([])
  })

  it('pushes what is due once, whatever number of ticks come', async () => {
    const world = createWorld()
    world.kvs.set(keys.connected, {})
    const yesterday = new Date(NOW.getTime() - 86_400_000).toISOString()
    world.kvs.set(keys.schedule, { provision: yesterday, leavers: yesterday, sweep: yesterday })

    await tick(world.ports)
    await tick(world.ports)

    expect(world.jobs).toEqual([
      { type: 'run', run: 'leavers', runId: 'leavers:2026-03-18T09:30:00.000Z' },
      { type: 'run', run: 'provision', runId: 'provision:2026-03-18T02:00:00.000Z' },
      { type: 'run', run: 'sweep', runId: 'sweep:2026-03-18T04:00:00.000Z' },
    ])
  })

  it('drains what a lost wake-up left behind', async () => {
    const world = createWorld()
    world.kvs.set(keys.connected, {})
    await world.ports.requests.add({
      key: 'jira-software:a-ada',
      accountId: 'a-ada',
      productKey: 'jira-software',
      state: 'open',
      askedAt: NOW.toISOString(),
      source: 'sign-in',
    })

    await tick(world.ports)

    expect(world.wakes).toEqual([null])
  })
})

describe('findDue', () => {
  it('makes one run of many missed slots', () => {
    const long = new Date(NOW.getTime() - 10 * 86_400_000).toISOString()

    const due = findDue(DEFAULT_SETTINGS, { provision: long, leavers: long, sweep: long }, NOW)

    expect([...due]).toEqual([
      ['leavers', '2026-03-18T09:30:00.000Z'],
      ['provision', '2026-03-18T02:00:00.000Z'],
      ['sweep', '2026-03-18T04:00:00.000Z'],
    ])
  })
})
