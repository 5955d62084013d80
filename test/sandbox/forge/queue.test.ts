import { START, startFixture, type FixtureHost } from './fixture-host'

const push = (...bodies: object[]): string => `
  return await new Queue({ key: 'work' }).push(${JSON.stringify(bodies.map((body) => ({ body })))})`

const attempts = ({ host }: FixtureHost, name: string): { attempt: number; data: unknown; at: number }[] =>
  host.log
    .filter(({ level, text }) => level === 'info' && text.startsWith('{'))
    .map(({ text }) => JSON.parse(text) as { name: string; attempt: number; data: unknown; at: number })
    .filter((entry) => entry.name === name)

describe('the queue', () => {
  it('delivers an event within a second', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'one' }))
    await fixture.pass(1_000)

    expect(fixture.stored('done:one')).toMatchObject({ attempt: 0 })
    expect(fixture.host.counts.queueEvents).toBe(1)
  })

  it('waits as long as the app asks', async () => {
    const fixture = startFixture()

    await fixture.run(`await new Queue({ key: 'work' }).push({ body: { name: 'later' }, delayInSeconds: 600 })`)
    await fixture.pass(599_000)
    expect(fixture.stored('done:later')).toBeUndefined()
    await fixture.pass(3_000)
    expect(fixture.stored('done:later')).toMatchObject({ attempt: 0 })
  })

  it('retries what throws with growing pauses, and counts the attempts', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'hard', failTimes: 3 }))
    await fixture.pass(60_000)

    const times = attempts(fixture, 'hard').map(({ at }) => at)
    expect(attempts(fixture, 'hard').map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3])
    expect(times[3]! - times[2]!).toBeGreaterThan(times[1]! - times[0]!)
    expect(fixture.stored('done:hard')).toMatchObject({ attempt: 3 })
  })

  it('honours retryAfter and hands retryData back', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'asked', failTimes: 1, retryAfter: 300 }))
    await fixture.pass(400_000)

    const [first, second] = attempts(fixture, 'asked')
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(300_000)
    expect(second!.data).toEqual({ attempt: 0 })
  })

  it('retries what exceeds its time-out', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'slow', sleepMs: 121_000 }))
    await fixture.pass(300_000)

    expect(attempts(fixture, 'slow').length).toBeGreaterThan(1)
    expect(fixture.host.counts.timedOutInvocations).toBeGreaterThan(0)
  })

  it('gives up after 24 hours', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'hopeless', failTimes: 1_000 }))
    await fixture.pass(26 * 3_600_000)
    const tried = attempts(fixture, 'hopeless').at(-1)!.at
    await fixture.pass(26 * 3_600_000)

    expect(tried).toBeLessThanOrEqual(START + 24 * 3_600_000 + 1_000)
    expect(attempts(fixture, 'hopeless').at(-1)!.at).toBe(tried)
  })

  it('postpones what exceeds the concurrency limit', async () => {
    const fixture = startFixture()

    await fixture.run(`
      const event = (name) => ({ body: { name, sleepMs: 10_000 }, concurrency: { key: 'drain', limit: 1 } })
      await new Queue({ key: 'work' }).push([event('a'), event('b')])`)
    await fixture.pass(60_000)

    const [one, two] = ['a', 'b'].map((name) => attempts(fixture, name)[0]!.at).sort((a, b) => a - b)
    expect(two! - one!).toBeGreaterThanOrEqual(10_000)
  })

  it('delivers a small share of events twice', async () => {
    const fixture = startFixture({ seed: 'twice' })

    for (let minute = 0; minute < 4; minute += 1) {
      await fixture.run(`
        for (let round = 0; round < 10; round += 1) {
          await new Queue({ key: 'work' }).push(Array.from({ length: 50 }, () => ({ body: { name: 'many' } })))
        }`)
      await fixture.pass(60_000)
    }

    const extra = fixture.host.counts.invocations - 4 - 2_000
    expect(extra).toBeGreaterThan(0)
    expect(extra).toBeLessThan(40)
  })

  it('refuses more than 500 events a minute', async () => {
    const fixture = startFixture()

    const refusal = fixture.run(`
      for (let round = 0; round < 11; round += 1) {
        await new Queue({ key: 'work' }).push(Array.from({ length: 50 }, () => ({ body: { name: 'many' } })))
      }`)

    await expect(refusal).rejects.toThrow('Too many requests')
  })

  it('refuses an event above 100 KB for a function with a long time-out', async () => {
    const fixture = startFixture()

    await expect(fixture.run(push({ name: 'x'.repeat(110_000) }))).rejects.toThrow('long time-out')
  })

  it('ends a chain of events that push themselves after 1,000 pushes', async () => {
    const fixture = startFixture()

    await fixture.run(push({ name: 'loop', repush: true }))
    await fixture.pass(1_200_000)

    expect(fixture.host.counts.queueEvents).toBe(1_000)
    expect(fixture.host.counts.failedInvocations).toBeGreaterThan(0)
  })

  it('tells the statistics of a job and cancels it', async () => {
    const fixture = startFixture()

    const stats = await fixture.run(`
      const queue = new Queue({ key: 'work' })
      const { jobId } = await queue.push([{ body: { name: 'now' } }, { body: { name: 'never' }, delayInSeconds: 60 }])
      await sleep(5_000)
      const stats = await queue.getStats(jobId)
      await queue.cancel(jobId)
      return stats`)
    await fixture.pass(120_000)

    expect(stats).toEqual({ success: 1, inProgress: 1, failed: 0 })
    expect(fixture.stored('done:never')).toBeUndefined()
  })

  it('reports a push to a queue without a consumer', async () => {
    const fixture = startFixture()

    await expect(fixture.run(`await new Queue({ key: 'other' }).push({ body: {} })`)).rejects.toThrow()
    expect(fixture.host.violations).toEqual([expect.stringContaining('"other"')])
  })
})
