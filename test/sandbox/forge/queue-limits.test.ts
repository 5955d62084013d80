import { START, startFixture } from './fixture-host'

/** A push past @forge/events, whose own checks come first. @returns the status */
const pushRaw = (payload: string, queue = 'work'): string => `
  return await platform('fpp', '/webhook/queue/publish/x', { queueName: '${queue}', jobId: randomUUID(), payload: ${payload} })`

const events = (count: number): string => `Array.from({ length: ${count} }, (_, n) => ({ body: { name: 'n' + n } }))`

describe('a push', () => {
  it.each([
    ['50 events', pushRaw(events(50)), 201],
    ['51 events', pushRaw(events(51)), 413],
    ['a delay of 900 s', pushRaw(`[{ body: { name: 'n' }, delayInSeconds: 900 }]`), 201],
    ['a delay of 901 s', pushRaw(`[{ body: { name: 'n' }, delayInSeconds: 901 }]`), 400],
  ])('of %s', async (_, code, status) => {
    expect(await startFixture().run(code)).toBe(status)
  })

  it('has 200 KB at most', async () => {
    const { run } = startFixture()
    const push = (bytes: number) =>
      run(`
        const body = { queueName: 'short', jobId: 'j', payload: [{ body: { name: '' } }] }
        body.payload[0].body.name = 'x'.repeat(${bytes} - JSON.stringify(body).length)
        return await platform('fpp', '/webhook/queue/publish/x', body)`)

    expect([await push(200 * 1_024), await push(200 * 1_024 + 1)]).toEqual([201, 413])
  })

  it('has 100 KB an event for a function with a long time-out, and no such limit for a short one', async () => {
    const { run } = startFixture()
    const push = (queue: string, bytes: number) =>
      run(pushRaw(`[{ body: { name: 'x'.repeat(${bytes} - JSON.stringify({ name: '' }).length) } }]`, queue))

    expect([await push('work', 100 * 1_024), await push('work', 100 * 1_024 + 1)]).toEqual([201, 413])
    expect(await push('short', 100 * 1_024 + 1)).toBe(201)
  })

  it('fits 500 events in a minute, whatever the number of pushes', async () => {
    const { run, pass } = startFixture()
    const statuses: unknown[] = []

    for (let count = 0; count < 10; count += 1) statuses.push(await run(pushRaw(events(50))))
    const beyond = await run(pushRaw(events(1)))
    await pass(60_000)

    expect(statuses).toEqual(Array(10).fill(201))
    expect([beyond, await run(pushRaw(events(1)))]).toEqual([429, 201])
  })
})

describe('a delivery that fails', () => {
  const attempts = (log: readonly { text: string }[]): number[] =>
    log.flatMap(({ text }) => (text.startsWith('{') ? [(JSON.parse(text) as { at: number }).at] : []))

  it('is tried again after 15 minutes at most', async () => {
    const { run, pass, host } = startFixture()

    await run(`await new Queue({ key: 'work' }).push({ body: { name: 'hard', failTimes: 99 } })`)
    await pass(3 * 3_600_000)

    const times = attempts(host.log)
    const pauses = times.slice(1).map((at, index) => at - times[index]!)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(900_250)
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(900_000)
  })

  it.each([
    [900, 900_000],
    [901, 900_000],
  ])('waits %i s as asked, and never longer than 900', async (retryAfter, expected) => {
    const { run, pass, host } = startFixture()

    await run(
      `await new Queue({ key: 'work' }).push({ body: { name: 'asked', failTimes: 1, retryAfter: ${retryAfter} } })`,
    )
    await pass(1_000_000)

    const [first, second] = attempts(host.log)
    expect(second! - first! - expected).toBeGreaterThanOrEqual(0)
    expect(second! - first! - expected).toBeLessThanOrEqual(250)
  })

  it('is kept for 24 hours', async () => {
    const { run, pass, host } = startFixture()

    await run(`await new Queue({ key: 'work' }).push({ body: { name: 'hopeless', failTimes: 999 } })`)
    await pass(30 * 3_600_000)

    const last = attempts(host.log).at(-1)! - START
    expect(last).toBeLessThanOrEqual(24 * 3_600_000 + 1_000)
    expect(last).toBeGreaterThan(23.7 * 3_600_000)
  })
})

describe('a product event', () => {
  it.each([
    [900, 900_000],
    [901, 900_000],
  ])('that asks for another call after %i s gets four, 900 s apart at most', async (retryAfter, pauseMs) => {
    const { host, pass, stored } = startFixture()
    host.install()

    host.emit({ eventType: 'avi:jira:updated:issue', atlassianId: 'ada', retryAfter })
    await pass(180_000 + 4 * pauseMs + 1_000)
    const calls = stored('seen:ada')
    await pass(86_400_000)

    expect(calls).toEqual({ count: 5 })
    expect(stored('seen:ada')).toEqual({ count: 5 })
  })

  it('is delivered up to 200,000 bytes, not characters', async () => {
    const delivered = async (bytes: number): Promise<boolean> => {
      const { host, pass, stored } = startFixture()
      host.install()
      const event = { eventType: 'avi:jira:updated:issue', atlassianId: 'ada', text: '' }
      const text = 'ü'.repeat(2) + 'x'.repeat(bytes - JSON.stringify(event).length - 4)
      host.emit({ ...event, text })
      await pass(200_000)
      return stored('seen:ada') !== undefined
    }

    expect([await delivered(200_000), await delivered(200_001)]).toEqual([true, false])
  })
})

describe('retry data', () => {
  it('of more than 4 KB is a violation', async () => {
    const give = async (bytes: number): Promise<readonly string[]> => {
      const fixture = startFixture()
      await fixture.run(
        `await new Queue({ key: 'work' }).push({ body: { name: 'data', failTimes: 1, retryAfter: 1, retryBytes: ${bytes} } })`,
      )
      await fixture.pass(5_000)
      return fixture.host.violations
    }

    expect(await give(4_096)).toEqual([])
    expect(await give(4_097)).toEqual([expect.stringContaining('more than 4096 bytes')])
  })
})
