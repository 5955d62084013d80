import { keys } from '../../support/keys'
import { ask } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import type { PollState } from '../../../src/app/state/poll-state'
import { recordActivity } from '../../../src/app/signals/activity'
import { lookAtSignIns } from '../../../src/app/signals/look-at-sign-ins'
import { poll } from '../../../src/app/signals/poll'
import { findDue, tick } from '../../../src/app/jobs/tick'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { dayNumber } from '../../../src/core/time'
import { NOW, account, person, settings, SIGNALS } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const withSignIn = settings({ signals: { ...SIGNALS, signIn: true, signInAppIds: ['app'] } })
const placeOf = (world: FakeWorld): PollState | null =>
  (world.kvs.get(keys.poll(SIGN_IN_LOG.name)) as PollState | undefined) ?? null
const lookAtLog = (world: FakeWorld): Promise<void> => poll(world.ports, withSignIn, SIGN_IN_LOG, placeOf(world))

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
    ['when the signal is switched off', { signals: { ...SIGNALS, productEvents: false } }, true],
  ])('asks for nothing %s', async (_, change, isRead) => {
    const world = createWorld(change)
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

    await ask(world.ports, ['a-ada', 'a-bea', 'a-ada'], ['jira-software'], SIGN_IN_LOG)

    expect(world.requests.size).toBe(2)
    expect(world.wakes).toEqual(['jira-software:a-ada'])
  })
})

describe('the sign-in log', () => {
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

    await lookAtLog(world)
    expect([...world.requests.keys()]).toEqual(['jira-software:a-ada'])

    world.requests.clear()
    await lookAtLog(world)
    expect(world.requests.size).toBe(0)
  })

  it('saves its place at the first look, so that hours without a look lose nobody', async () => {
    const world = createWorld()

    await lookAtLog(world)

    expect(placeOf(world)).toMatchObject({ at: NOW.toISOString(), place: { seen: [], unread: null } })
  })

  it('forgets its place while it is off, so that nobody is asked for because of what happened meanwhile', async () => {
    const world = createWorld()
    await lookAtLog(world)

    await poll(world.ports, DEFAULT_SETTINGS, SIGN_IN_LOG, placeOf(world))
    expect(placeOf(world)).toBeNull()

    world.now = new Date(NOW.getTime() + 7 * 86_400_000)
    const since: number[] = []
    const { directory } = world.ports
    const reading: typeof directory = {
      ...directory,
      readSignIns: async (span) => {
        since.push(Date.parse(span.since))
        return { rows: [], unread: null }
      },
    }
    await poll({ ...world.ports, directory: reading }, withSignIn, SIGN_IN_LOG, placeOf(world))
    expect(since).toEqual([world.now.getTime() - 30 * 60_000])
  })

  it('remembers so many rows as fit into one value of storage', async () => {
    const world = createWorld()
    world.signIns = Array.from({ length: 20_000 }, (_, index) => ({
      id: `6f1c1c2e-6a55-4b0e-9f0b-${String(index).padStart(12, '0')}`,
      objectId: 'o-unknown',
      at: NOW.toISOString(),
    }))

    await lookAtLog(world)

    const state = placeOf(world)
    expect(state).toMatchObject({ place: { seen: { length: 16_000 } } })
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

    await lookAtLog(world)

    expect(placeOf(world)).toMatchObject({ place: { seen: ['young'] } })
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

describe('looks between two ticks', () => {
  const signIn = { signIn: true, signInAppIds: ['app'] }
  const onTick = async (at: string, signals: object = signIn): Promise<readonly number[]> => {
    const world = createWorld({ signals: { ...SIGNALS, ...signals } })
    world.kvs.set(keys.connected, {})
    world.now = new Date(at)
    await tick(world.ports)
    return world.looks
  }

  it.each([
    ['on a working day', '2026-03-18T09:30:00Z', [60, 120, 180, 240]],
    ['up to the end of the hours', '2026-03-18T19:57:00Z', [60, 120]],
    ['not at night', '2026-03-18T20:00:00Z', []],
    ['not on a Sunday', '2026-03-22T09:30:00Z', []],
  ])('are pushed by each tick: %s', async (_, at, expected) => {
    expect(await onTick(at)).toEqual(expected)
  })

  it.each([
    ['signing in does not count', { signIn: false }],
    ['five minutes are enough', { ...signIn, eachMinute: false }],
  ])('are not pushed where %s', async (_, signals) => {
    expect(await onTick('2026-03-18T09:30:00Z', signals)).toEqual([])
  })

  it('ask for who has shown, and leave the next tick to itself when they fail', async () => {
    const world = createWorld({ signals: { ...SIGNALS, ...signIn } })
    await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
    world.signIns = [{ id: 'r-1', objectId: 'o-ada', at: NOW.toISOString() }]

    await lookAtSignIns(world.ports)

    expect([...world.requests.keys()]).toEqual(['jira-software:a-ada'])
    world.beforeCall = () => {
      throw new AppError('unavailable', 'The directory does not answer.')
    }
    await lookAtSignIns(world.ports)
    expect(placeOf(world)).toMatchObject({ failure: { because: 'The directory does not answer.' } })
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
