import { expectNobodyLost, expectRulesKept, liveThrough, TROUBLE } from './working-day'

describe('the app survives', () => {
  it.each([
    'queue duplicate',
    'queue late 10m',
    'queue reordered 10m',
    'queue lost',
    'queue lost every 2',
    'events duplicate',
    'events late 3m',
    'events reordered 10m',
    'events lost',
    'ticks duplicate',
    'ticks late 4m',
    'ticks reordered 10m',
    'ticks lost',
    'ticks lost every 3',
    'jobs-worker killed every 5',
    'jobs-worker killed-after every 7',
    'inbox-worker killed every 4',
    'inbox-worker killed-after every 3',
    'tick killed every 2',
    'tick killed-after every 3',
    'activity killed-after every 2',
  ])('"%s": no rule is broken meanwhile, and nobody is lost', async (line) => {
    const day = await liveThrough(line)

    expect(day.scenario.faults.struck(`${line} ${TROUBLE}`)).toBeGreaterThan(0)
    expectRulesKept(day.scenario)
    await expectNobodyLost(day)
  })
})
