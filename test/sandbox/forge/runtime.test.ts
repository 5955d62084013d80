import { START, startFixture } from './fixture-host'

describe('code in the bundle', () => {
  it('lives on virtual time', async () => {
    const { run } = startFixture()

    const seen = await run(`
      const from = [Date.now(), new Date().toISOString(), performance.now()]
      await sleep(5_000)
      return [...from, Date.now() - from[0], performance.now() - from[2], new Date(0).toISOString(), new Date() instanceof Date,
        Date.UTC(2026, 0, 1), Date.parse('2026-01-01T00:00:00Z'), getAppContext().invocationRemainingTimeInMillis()]`)

    const newYear = Date.UTC(2026, 0, 1)
    expect(seen).toEqual([
      START,
      '2026-03-02T00:00:00.000Z',
      0,
      5_000,
      5_000,
      '1970-01-01T00:00:00.000Z',
      true,
      newYear,
      newYear,
      20_000,
    ])
  })

  it('sees the same chance for the same seed, and another for another', async () => {
    const code = `return [Math.random(), randomUUID(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))]]`
    const once = await startFixture({ seed: 'one' }).run(code)

    expect(await startFixture({ seed: 'one' }).run(code)).toEqual(once)
    expect(await startFixture({ seed: 'two' }).run(code)).not.toEqual(once)
  })

  it('does real cryptography while virtual time stands still', async () => {
    const { run } = startFixture()

    const seen = await run(`
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a'))
      return [Buffer.from(digest).toString('hex') === createHash('sha256').update('a').digest('hex'), Date.now()]`)

    expect(seen).toEqual([true, START])
  })

  it('is aborted by AbortSignal.timeout on virtual time', async () => {
    const { run } = startFixture()

    expect(
      await run(`
        try { await fetch('https://graph.example.com/v1.0/users', { signal: AbortSignal.timeout(100) }) }
        catch (error) { return [error.name, Date.now()] }`),
    ).toEqual(['TimeoutError', START + 100])
  })

  it('has no network modules and no environment', async () => {
    const { run } = startFixture()

    expect(await run(`return Object.keys(process.env)`)).toEqual([])
  })
})

describe('an instance', () => {
  it('keeps its module state for the next invocation', async () => {
    const { host, until } = startFixture()
    const count = (): Promise<unknown> => until(host.invokeResolver('settings-page', 'count', {}, { accountId: 'ada' }))

    expect([await count(), await count()]).toEqual([1, 2])
  })

  it('serves nobody any more once the app was upgraded', async () => {
    const { host, until } = startFixture()
    const count = (): Promise<unknown> => until(host.invokeResolver('settings-page', 'count', {}, { accountId: 'ada' }))
    host.install()
    await count()

    host.upgrade()

    expect(await count()).toBe(1)
  })

  it('is not shared by invocations that run at the same time', async () => {
    const { host, until } = startFixture()
    const call = (key: string): Promise<unknown> =>
      host.invokeResolver('settings-page', key, { code: 'await sleep(1000)' }, { accountId: 'ada' })

    expect(await until(Promise.all([call('run'), call('count')]))).toEqual([undefined, 1])
  })
})

describe('an invocation', () => {
  it('ends at its time-out, and its calls have no effect on what comes after', async () => {
    const { host, run, stored, pass } = startFixture()

    const refusal = run(
      `await kvs.set('before', 1); await sleep(24_999); await kvs.set('at', 1); await kvs.set('after', 1)`,
    )

    await expect(refusal).rejects.toThrow('exceeded its time-out')
    await pass(60_000)
    expect([stored('before'), stored('at'), stored('after')]).toEqual([1, undefined, undefined])
    expect(host.counts.timedOutInvocations).toBe(1)
  })

  it('dies before or after a call of the platform when a fault plan says so', async () => {
    const { host, run, stored } = startFixture()
    const outcomes: string[] = []
    host.onInvocation(({ outcome }) => outcomes.push(outcome))
    host.addPlatformInterceptor(({ path }) =>
      path === '/api/v1/set' ? 'kill-after' : path === '/api/v1/delete' ? 'kill' : undefined,
    )

    await expect(run(`await kvs.set('a', 1)`)).rejects.toThrow()
    await expect(run(`await kvs.delete('a')`)).rejects.toThrow()

    expect(outcomes).toEqual(['killed', 'killed'])
    expect(stored('a')).toBe(1)
  })

  it('passes the message of its error to the caller and its stack to the log', async () => {
    const { host, run } = startFixture()

    await expect(run(`throw new Error('no such thing')`)).rejects.toThrow('no such thing')
    expect(host.log.at(-1)).toMatchObject({
      functionKey: 'resolver',
      level: 'error',
      text: expect.stringContaining('no such thing') as string,
    })
  })

  it('is reported when it calls the platform after its end', async () => {
    const { host, run } = startFixture()

    await run(
      `Promise.resolve().then(async () => { for (let n = 0; n < 9; n += 1) await null; void kvs.set('late', 1) })`,
    )

    expect(host.violations).toEqual([expect.stringContaining('not awaited')])
  })

  it('knows its caller, module and licence', async () => {
    const { host, until, run } = startFixture({ licence: { active: true } })

    expect(await until(host.invokeResolver('settings-page', 'echo', { a: 1 }, { accountId: 'ada' }))).toEqual({
      payload: { a: 1 },
      accountId: 'ada',
      moduleKey: 'settings-page',
    })
    expect(
      await run(
        `const { license, moduleKey, environmentType } = getAppContext(); return { license, moduleKey, environmentType }`,
      ),
    ).toEqual({
      license: { active: true },
      moduleKey: 'settings-page',
      environmentType: 'PRODUCTION',
    })
  })
})

describe('a web trigger', () => {
  it('gets the request and gives the response', async () => {
    const { host, until } = startFixture()

    const response = await until(
      host.invokeWebTrigger('signal', { method: 'POST', path: '/x?who=ada&who=bob', headers: {}, body: '{}' }),
    )

    expect(response).toMatchObject({ statusCode: 202, headers: { 'content-type': ['text/plain'] } })
    expect(JSON.parse(response.body!)).toEqual({
      method: 'POST',
      userPath: '/x',
      queryParameters: { who: ['ada', 'bob'] },
      body: '{}',
    })
  })

  it('tells the outside nothing about a failure', async () => {
    const { host, until } = startFixture()

    expect(
      await until(host.invokeWebTrigger('signal', { method: 'POST', path: '/', headers: {}, body: 'throw' })),
    ).toEqual({
      statusCode: 424,
      body: 'Invocation failed',
    })
  })

  it('has an address that the app can ask for', async () => {
    const { host, run } = startFixture()

    expect(await run(`return await webTrigger.getUrl('signal')`)).toBe(host.webTriggerUrl('signal'))
  })
})

describe('uninstalling', () => {
  it('calls the app and empties its storage', async () => {
    const { host, pass, until, stored } = startFixture()
    host.install()
    await pass(180_000)
    expect(stored('installed')).toMatchObject({ eventType: 'avi:forge:installed:app' })

    await until(host.uninstall())

    expect(host.log.at(-1)?.text).toBe('removed 2')
    expect(host.inspectStorage().kvs).toEqual({})
  })
})
