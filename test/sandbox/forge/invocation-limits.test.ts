import { startFixture } from './fixture-host'

const SECOND = 1_000
const MINUTE = 60 * SECOND

const push = (queue: string, code: string): string => `
  await new Queue({ key: '${queue}' }).push({ body: { name: 'task', code: ${JSON.stringify(code)} } })`

describe('the time-out', () => {
  it.each([
    ['a consumer without one of its own', 'short', 55],
    ['a consumer with the longest', 'long', 900],
  ])('of %s', async (_, queue, seconds) => {
    const lasts = async (ms: number): Promise<number> => {
      const fixture = startFixture()
      await fixture.run(push(queue, `await sleep(${ms})`))
      await fixture.pass(seconds * SECOND + 5 * SECOND)
      return fixture.host.counts.timedOutInvocations
    }

    // A write to the store follows, which takes 15 ms.
    expect([await lasts(seconds * SECOND - 100), await lasts(seconds * SECOND)]).toEqual([0, 1])
  })

  it('of a web trigger is 55 seconds', async () => {
    const call = (ms: number) => {
      const { host, until } = startFixture()
      return until(host.invokeWebTrigger('signal', { method: 'POST', path: '/', headers: {}, body: `sleep ${ms}` }))
    }

    expect((await call(54_999)).statusCode).toBe(202)
    expect((await call(55_000)).statusCode).toBe(424)
  })
})

describe('one outbound request', () => {
  const ASK = `
    const from = Date.now()
    try { return [(await fetch('https://graph.example.com/')).status, Date.now() - from] }
    catch (error) { return [error.cause.code, Date.now() - from] }`

  it.each([
    [180_000, [200, 180_000]],
    [180_001, ['ECONNRESET', 180_000]],
  ])('that takes %i ms', async (latencyMs, expected) => {
    const fixture = startFixture({ latencyMs })

    await fixture.run(push('long', ASK))
    await fixture.pass(200 * SECOND)

    expect(fixture.stored('result:task')).toEqual(expected)
  })
})

describe('requests of one invocation', () => {
  it('to other hosts are 1,500 in 900 seconds', async () => {
    const fixture = startFixture()

    await fixture.run(
      push(
        'long',
        `const calls = Array.from({ length: 1_501 }, () => fetch('https://graph.example.com/'))
         return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length`,
      ),
    )
    await fixture.pass(10 * SECOND)

    expect(fixture.stored('result:task')).toBe(1)
    expect(fixture.host.violations).toEqual(['long-worker made more than 1500 external requests in one invocation.'])
  })
})

describe('requests of the app in a minute', () => {
  const refused = (call: string, count: number): string => `
    const calls = Array.from({ length: ${count} }, () => ${call})
    return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length`

  it('to other hosts are 50,000', async () => {
    const { host, run, pass, until } = startFixture()
    const code = refused(`fetch('https://graph.example.com/')`, 100)
    const batch = () =>
      Promise.all(
        Array.from({ length: 500 }, () => host.invokeResolver('settings-page', 'run', { code }, { accountId: 'ada' })),
      )

    const rejected = (await until(batch())) as number[]

    expect(rejected.every((count) => count === 0)).toBe(true)
    expect(await run(refused(`fetch('https://graph.example.com/')`, 1))).toBe(1)
    expect(host.violations).toEqual(['The app made more than 50000 external requests in a minute.'])
    await pass(MINUTE)
    expect(await run(refused(`fetch('https://graph.example.com/')`, 1))).toBe(0)
  })

  it('are 100,000 with those to Jira', async () => {
    const { host, run } = startFixture()
    const ask = `asApp().requestJira(route\`/rest/api/3/myself\`)`

    expect(await run(refused(ask, 100_000))).toBe(0)
    expect(await run(refused(ask, 1))).toBe(1)
    expect(host.violations).toEqual(['The app made more than 100000 requests in a minute.'])
  })
})

describe('calls of pages in a minute', () => {
  const call = ({ host, until }: ReturnType<typeof startFixture>, people: number, each: number) =>
    until(
      Promise.allSettled(
        Array.from({ length: people * each }, (_, index) =>
          host.invokeResolver('settings-page', 'echo', {}, { accountId: `p${index % people}` }),
        ),
      ),
    )
  const count = (results: readonly PromiseSettledResult<unknown>[]): number =>
    results.filter(({ status }) => status === 'rejected').length

  it('are 1,200 of one person', async () => {
    const fixture = startFixture()

    expect(count(await call(fixture, 1, 1_200))).toBe(0)
    expect(count(await call(fixture, 1, 1))).toBe(1)
    await fixture.pass(MINUTE)
    expect(count(await call(fixture, 1, 1))).toBe(0)
  })

  it('are 5,000 of all', async () => {
    const fixture = startFixture()

    expect(count(await call(fixture, 5, 1_000))).toBe(0)
    expect(count(await call(fixture, 1, 1))).toBe(1)
  })
})

describe('what a page sends and gets', () => {
  it('is 500 KB at most on the way there', async () => {
    const { host, until } = startFixture()
    const send = (bytes: number) =>
      until(
        host.invokeResolver(
          'settings-page',
          'count',
          { text: 'x'.repeat(bytes - '{"text":""}'.length) },
          { accountId: 'a' },
        ),
      )

    expect(await send(500 * 1_024)).toBe(1)
    await expect(send(500 * 1_024 + 1)).rejects.toThrow('larger than 512000 bytes')
  })

  it('is 5 MB at most on the way back', async () => {
    const { run } = startFixture()
    const get = (bytes: number) => run(`return 'x'.repeat(${bytes - 2})`)

    await expect(get(5 * 1_024 * 1_024)).resolves.toBeDefined()
    await expect(get(5 * 1_024 * 1_024 + 1)).rejects.toThrow('larger than 5242880 bytes')
  })
})

describe('the log of one invocation', () => {
  it('holds 100 lines per minute of time-out', async () => {
    const { run, host } = startFixture()

    await run(`for (let n = 0; n < 101; n += 1) console.log('line ' + n)`)

    expect(host.log.filter(({ text }) => text.startsWith('line'))).toHaveLength(100)
  })

  it('holds 200 KB', async () => {
    const { run, host } = startFixture()

    await run(`console.log('x'.repeat(200 * 1024)); console.log('y')`)
    await run(`console.log('z'.repeat(200 * 1024 + 1))`)

    expect(host.log.map(({ text }) => text[0])).toEqual(['x'])
    expect(host.counts.logBytes).toBe(200 * 1_024)
  })
})
