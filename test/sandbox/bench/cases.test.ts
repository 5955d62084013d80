import { CASES } from '../../../sandbox/bench/cases'
import { createStorm } from '../../../sandbox/bench/storm'
import { runCase } from '../../../sandbox/bench/run-case'
import { appBundle } from '../../support/bundle'

const run = (name: string, people = 250) =>
  runCase(
    CASES.find((each) => each.name === name)!,
    { people, bundle: appBundle(), log: () => undefined },
  )

const KEYS = [
  ...['case', 'people', 'requests', 'remoteWrites', 'kvsReads', 'kvsWrites', 'queueEvents', 'invocations'],
  ...[
    'simulatedSeconds',
    'cpuMs',
    'jiraPoints',
    'gbSeconds',
    'kvsReadMb',
    'kvsWriteMb',
    'kvsStoredMb',
    'usd',
    'usdWithCpu',
  ],
]

describe('the benchmark cases', () => {
  it('have names of their own', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length)
  })

  it('delta-unchanged is one run that writes nothing', async () => {
    const numbers = await run('delta-unchanged')

    expect(Object.keys(numbers)).toEqual(expect.arrayContaining(KEYS))
    expect(numbers).toMatchObject({ people: 250, invocations: 1, remoteWrites: 0, queueEvents: 0, outcome: 'done' })
    expect(numbers.requests).toBeGreaterThan(0)
    expect(numbers.kvsWrites).toBeLessThanOrEqual(10)
  })

  it('reconcile-unchanged reads everybody, three required and three mapped groups, each once, and writes nothing', async () => {
    const numbers = await run('reconcile-unchanged')

    expect(numbers).toMatchObject({ remoteWrites: 0, requiredGroups: 3, mappedGroups: 3, outcome: 'done' })
    // Everybody is in a group of the organization that follows the directory's.
    expect(numbers['mappedMembers']).toBeGreaterThanOrEqual(240)
    // Each list fits a page: three of accounts; the people, six groups and a token; seats, and groups by their ids.
    expect(numbers.requests).toBeGreaterThanOrEqual(10)
    expect(numbers.requests).toBeLessThanOrEqual(20)
    expect(numbers.kvsWrites).toBeLessThanOrEqual(10)
  })

  it('first-sweep is held, removes exactly its plan but those who came back, and is undone', async () => {
    const numbers = await run('first-sweep')

    expect(numbers).toMatchObject({ planned: 21, removedBeforeApproval: 0, backMeanwhile: 1, wrongRevocations: 0 })
    expect(numbers).toMatchObject({ removed: 20, undone: 20, holders: 89 })
    expect(numbers['planningRequests']).toBeLessThanOrEqual(200)
    expect(numbers['planningSeconds']).toBeLessThanOrEqual(300)
  })

  it('page asks little and gets little, however slow the others are', async () => {
    const numbers = await run('page')

    for (const tab of ['overview', 'people', 'runs', 'audit', 'settings', 'setup']) {
      expect(numbers[`${tab}Calls`]).toBeLessThanOrEqual(3)
      expect(numbers[`${tab}Bytes`]).toBeLessThanOrEqual(100_000)
    }
    expect(numbers).toMatchObject({ remoteWrites: 0, searchRemoteCalls: 2 })
    expect(numbers['explainSeconds']).toBeLessThanOrEqual(15)
  })

  it('day lasts from midnight to midnight with all its ticks', async () => {
    const numbers = await run('day')

    expect(numbers).toMatchObject({ simulatedSeconds: 86_400, leaversMissed: 0 })
    expect(numbers.invocations).toBeGreaterThan(288)
  })

  it.each([
    ['storm', 101, 899],
    ['storm-contested', 89, 911],
  ])('%s gives every seat above the reserve once, soon, and lets the others wait', async (name, grants, waiting) => {
    const numbers = await run(name)

    expect(numbers).toMatchObject({ grants, waiting, grantsBelowReserve: 0, remoteWrites: grants })
    expect(numbers['medianSeconds']).toBeLessThanOrEqual(30)
    expect(numbers['p99Seconds']).toBeLessThanOrEqual(60)
    expect(numbers.jiraPoints).toBeLessThanOrEqual(250)
    expect(numbers['lost']).toBe(0)
    for (const way of ['Read', 'Write']) expect(numbers[`worstMinute${way}Units`]).toBeLessThanOrEqual(4_000)
    expect(numbers['workerInvocations']).toBeLessThanOrEqual(150)
  })

  it('storm-portal-busy gives everybody a seat within its share of the store beside a run and a sweep', async () => {
    const share = createStorm({ name: 'a tenth', path: 'portal', people: 100, holders: 90, newcomers: 500 })
    const numbers = await runCase(share, { people: 100, bundle: appBundle(), log: () => undefined })

    // The run writes an account for each newcomer.
    expect(numbers).toMatchObject({ lost: 0, grants: 100, told: 100, grantsBelowReserve: 0, remoteWrites: 600 })
    expect(numbers['medianSeconds']).toBeLessThanOrEqual(45)
    // A tenth of the bound of 4,000 for a tenth of the people, and what the runs cost at any size: all links, and the plan.
    for (const way of ['Read', 'Write']) expect(numbers[`worstMinute${way}Units`]).toBeLessThanOrEqual(2_000)
  })

  it('holders-day writes once for each holder and calls nobody', async () => {
    const numbers = await run('holders-day')

    expect(numbers).toMatchObject({ requests: 0, queueEvents: 0, events: 357, holders: 68 })
    expect(numbers.kvsWrites).toBeLessThanOrEqual(68)
  })

  it.each(['quiet-tick', 'delta-unchanged'])('%s costs the same for 500 and for 10,000 people', async (name) => {
    const [small, large] = [await run(name, 500), await run(name, 10_000)]

    for (const key of ['requests', 'kvsReads', 'kvsWrites', 'jiraPoints', 'queueEvents', 'invocations'] as const) {
      expect([key, large[key]]).toEqual([key, small[key]])
    }
    expect(Math.abs(large.gbSeconds - small.gbSeconds)).toBeLessThanOrEqual(0.1 * small.gbSeconds)
    expect(large.kvsReadMb).toBeCloseTo(small.kvsReadMb, 2)
  })

  it('one-grant is one write, a few reads and a few cents of a cent', async () => {
    const numbers = await run('one-grant')

    expect(numbers).toMatchObject({ remoteWrites: 1, granted: 1 })
    // Near the reserve the seats are read again right before the grant.
    expect(numbers.jiraPoints).toBeLessThanOrEqual(6)
    expect(numbers.usd).toBeLessThanOrEqual(0.0001)
  })

  it('sweep-unchanged reads the holders and removes nobody', async () => {
    expect(await run('sweep-unchanged')).toMatchObject({ remoteWrites: 0, outcome: 'done' })
  })

  it('personal-data names everybody, ninety at a time', async () => {
    const numbers = await run('personal-data')

    expect(numbers['reported']).toBeGreaterThanOrEqual(244)
    expect(numbers).toMatchObject({ remoteWrites: 0 })
  })

  it('tells what is alive in the middle of the work, where it is asked to', async () => {
    const chosen = CASES.find(({ name }) => name === 'reconcile-unchanged')!
    const numbers = await runCase(chosen, { people: 250, bundle: appBundle(), log: () => undefined, watchesHeap: true })

    expect(numbers.liveHeapMb).toEqual(expect.any(Number))
    expect(numbers.liveHeapMb).toBeLessThan(100)
  })
})
