import { createEgressCheck } from '../../../sandbox/forge/egress-allow-list'
import { START, startFixture } from './fixture-host'

describe('createEgressCheck', () => {
  it.each([
    ['https://login.example.com', 'https://login.example.com/token', true],
    ['https://login.example.com/path', 'https://login.example.com/other', true],
    ['login.example.com', 'https://login.example.com/', true],
    ['https://login.example.com', 'http://login.example.com/', false],
    ['https://login.example.com', 'https://login.example.com.evil.org/', false],
    ['https://*.okta.com', 'https://acme.okta.com/', true],
    ['https://*.okta.com', 'https://okta.com/', false],
    ['https://*.okta.com', 'https://acme-okta.com/', false],
    ['*', 'https://anything.org/', true],
  ])('%s lets %s pass: %s', (address, url, expected) => {
    expect(createEgressCheck([address])(new URL(url))).toBe(expected)
  })
})

describe('fetch', () => {
  it('reaches a declared host with method, headers and body, after its latency', async () => {
    const { run, requests } = startFixture()

    const seen = await run(`
      const body = new URLSearchParams({ grant_type: 'client_credentials' })
      const response = await fetch('https://login.example.com/token', { method: 'POST', headers: { 'X-Trace': '1' }, body })
      return [response.status, await response.json(), Date.now()]`)

    expect(seen).toEqual([200, { ok: true }, START + 200])
    expect(requests).toMatchObject([
      {
        method: 'POST',
        body: 'grant_type=client_credentials',
        headers: { 'x-trace': '1', 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        caller: { kind: 'external' },
        origin: { functionKey: 'resolver', invocationId: 1 },
      },
    ])
  })

  it('takes the Request objects that ky makes', async () => {
    const { run, requests } = startFixture()

    expect(
      await run(
        `return await ky.post('https://graph.example.com/v1.0/$batch', { json: { requests: [] }, retry: 0 }).json()`,
      ),
    ).toEqual({ ok: true })
    expect(requests).toMatchObject([
      { method: 'POST', body: '{"requests":[]}', headers: { 'content-type': 'application/json' } },
    ])
  })

  it('refuses a host that the manifest does not declare, loudly', async () => {
    const { run, host, requests } = startFixture()

    expect(
      await run(
        `try { await fetch('https://evil.example.org/x') } catch (error) { return [error.name, error.status] }`,
      ),
    ).toEqual(['REQUEST_EGRESS_ALLOWLIST_ERR', 403])
    expect(requests).toEqual([])
    expect(host.violations).toEqual(['resolver fetched https://evil.example.org, which the manifest does not declare.'])
  })

  it('refuses the 101st external request of an invocation of 25 s', async () => {
    const { run, host } = startFixture()

    const settled = await run(`
      const calls = Array.from({ length: 101 }, () => fetch('https://graph.example.com/'))
      return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length`)

    expect(settled).toBe(1)
    expect(host.violations).toEqual([expect.stringContaining('more than 100 external requests')])
  })

  it('breaks like a real connection when a fault plan cuts it', async () => {
    const { run, host, requests } = startFixture()
    const stop = host.addInterceptor((_, { url }) =>
      url.pathname === '/cut' ? 'cut' : url.pathname === '/after' ? 'cut-after' : undefined,
    )

    const seen = await run(`
      const errors = []
      for (const path of ['cut', 'after']) {
        try { await fetch('https://graph.example.com/' + path) }
        catch (error) { errors.push(error instanceof TypeError, error.cause.code) }
      }
      return errors`)
    stop()

    expect(seen).toEqual([true, 'ECONNRESET', true, 'ECONNRESET'])
    expect(requests.map(({ url }) => url.pathname)).toEqual(['/after'])
  })

  it('gets the reply of a fault plan instead of the service', async () => {
    const { run, host, requests } = startFixture()
    host.addInterceptor(() => ({ status: 429, headers: { 'retry-after': '7' }, body: '' }))

    expect(
      await run(
        `const { status, headers } = await fetch('https://graph.example.com/'); return [status, headers.get('retry-after')]`,
      ),
    ).toEqual([429, '7'])
    expect(requests).toEqual([])
    expect(host.counts.requests.entra).toBe(1)
  })
})

describe('requestJira', () => {
  it('tells the service who calls', async () => {
    const { run, requests } = startFixture()

    await run(`
      await asApp().requestJira(route\`/rest/api/3/user?accountId=\${'x y'}\`)
      await asUser().requestJira(route\`/rest/api/3/mypermissions\`, { headers: { Accept: 'application/json' } })`)

    expect(requests.map(({ url, caller, headers }) => [url.href, caller, headers])).toEqual([
      ['https://acme.atlassian.net/rest/api/3/user?accountId=x%20y', { kind: 'app' }, {}],
      [
        'https://acme.atlassian.net/rest/api/3/mypermissions',
        { kind: 'user', accountId: 'ada' },
        { accept: 'application/json' },
      ],
    ])
  })

  it('needs a user to act as one', async () => {
    const { host, run, pass, requests } = startFixture()

    await run(`await new Queue({ key: 'work' }).push({ body: { name: 'nobody', asUser: true } })`)
    await pass(2_000)

    expect(requests).toEqual([])
    expect(host.log.some(({ text }) => text.includes('Authentication Required'))).toBe(true)
  })
})
