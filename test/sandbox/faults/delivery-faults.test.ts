import { START } from '../forge/fixture-host'
import { startFaulty } from './fixture-faults'

const push = (count: number): string => `
  await new Queue({ key: 'work' }).push(Array.from({ length: ${count} }, (_, n) => ({ body: { name: 'n' + n } })))`

/** Names of the queue events in the order in which they were delivered, with their times. */
function deliveries({ host }: ReturnType<typeof startFaulty>): { name: string; at: number }[] {
  return host.log
    .filter(({ level, text }) => level === 'info' && text.startsWith('{'))
    .map(({ text }) => JSON.parse(text) as { name: string; at: number })
}

describe('a fault of the queue', () => {
  it('"lost" delivers nothing', async () => {
    const fixture = startFaulty(['queue lost'])

    await fixture.run(push(3))
    await fixture.pass(86_400_000)

    expect(deliveries(fixture)).toEqual([])
    expect(fixture.faults.struck('queue lost')).toBe(3)
  })

  it('"duplicate" delivers everything twice', async () => {
    const fixture = startFaulty(['queue work duplicate'])

    await fixture.run(push(3))
    await fixture.pass(10_000)

    expect(
      deliveries(fixture)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['n0', 'n0', 'n1', 'n1', 'n2', 'n2'])
  })

  it('"late" delivers later', async () => {
    const fixture = startFaulty(['queue late 10m'])

    await fixture.run(push(1))
    await fixture.pass(660_000)

    expect(deliveries(fixture)[0]!.at - START).toBeGreaterThan(600_000)
  })

  it('"reordered" lets events overtake one another, and delivers each', async () => {
    const fixture = startFaulty(['queue reordered 5m'])

    await fixture.run(push(10))
    await fixture.pass(400_000)

    const names = deliveries(fixture).map(({ name }) => name)
    expect(names).not.toEqual(names.slice().sort())
    expect(names.slice().sort()).toEqual(Array.from({ length: 10 }, (_, n) => `n${n}`))
  })

  it('leaves other queues alone', async () => {
    const fixture = startFaulty(['queue other lost'])

    await fixture.run(push(1))
    await fixture.pass(2_000)

    expect(deliveries(fixture)).toHaveLength(1)
  })
})

describe('a fault of product events', () => {
  it.each([
    ['events lost', 0],
    ['events duplicate', 2],
    ['events avi:jira:created:issue lost', 1],
    ['events late 10m', 0],
    ['events reordered', 1],
  ])('"%s": so many deliveries within four minutes: %i', async (line, expected) => {
    const { host, pass, stored } = startFaulty([line])
    host.install()

    host.emit({ eventType: 'avi:jira:updated:issue', atlassianId: 'ada' })
    await pass(240_000 + 1_000)

    expect((stored('seen:ada') as { count: number } | undefined)?.count ?? 0).toBe(expected)
  })
})

describe('a fault of ticks', () => {
  it.each([
    ['ticks lost', 0],
    ['ticks duplicate', 24],
    ['ticks lost first 3', 9],
    ['ticks late 1m', 12],
  ])('"%s": so many in an hour and a bit: %i', async (line, expected) => {
    const { host, pass } = startFaulty([line])
    host.install()

    await pass(3_600_000 + 70_000)

    const ticks = host.log.filter(({ text }) => text === 'tick tick').length
    expect(Math.abs(ticks - expected)).toBeLessThanOrEqual(2)
  })
})

describe('a function that dies', () => {
  const WORK = `
    await kvs.set('one', 1)
    await fetch('https://graph.example.com/two')
    await kvs.set('three', 3)`

  it.each([
    ['resolver killed at 1', [], 0],
    ['resolver killed-after at 1', ['one'], 0],
    ['resolver killed at 2', ['one'], 0],
    ['resolver killed-after at 2', ['one'], 1],
    ['resolver killed at 3', ['one'], 1],
    ['resolver killed-after at 3', ['one', 'three'], 1],
  ])('"%s" stops there', async (line, keys, requested) => {
    const { run, host, requests, faults } = startFaulty([line])

    await expect(run(WORK)).rejects.toThrow('The process of the function ended.')

    expect(Object.keys(host.inspectStorage().kvs)).toEqual(keys)
    expect(requests).toHaveLength(requested)
    expect(faults.struck(line)).toBe(1)
  })

  it('counts the calls of that function only', async () => {
    const { run } = startFaulty(['worker killed'])

    await expect(run(WORK)).resolves.toBeUndefined()
  })
})

describe('a skewed clock', () => {
  it.each([
    ['clock skew 5m', 300_000],
    ['clock skew -5m', -300_000],
  ])('"%s" moves what the app takes for now, and no timer', async (line, skewMs) => {
    const { run } = startFaulty([line])

    expect(await run(`const before = Date.now(); await sleep(1_000); return [before, Date.now() - before]`)).toEqual([
      START + skewMs,
      1_000,
    ])
  })
})
