/** The only door to the outside: whatever is not a proven call costs next to nothing and changes nothing. */
import { createHmac } from 'node:crypto'
import { startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const SECRET = 'a-secret-of-the-right-length'

let scenario: Scenario
let accountId: string

beforeAll(async () => {
  scenario = await startScenario()
  const ada = scenario.company.person('Ada', { account: true })
  accountId = scenario.company.accountOf(ada).accountId
  await scenario.complete(scenario.administrator.call('saveSignalSecret', { kind: 'hmac', secret: SECRET }))
  // The full run of the night links Ada to her account.
  await scenario.runFor('3h')
  scenario.host.pauseSchedules()
})

interface Call {
  readonly method?: string
  readonly body?: string
  readonly signature?: string
  readonly headers?: Record<string, string[]>
}

const sign = (body: string, secret = SECRET): string => createHmac('sha256', secret).update(body).digest('hex')
const now = (shiftMs = 0): string => new Date(scenario.clock.now() + shiftMs).toISOString()
const wellFormed = (change: object = {}): string =>
  JSON.stringify({ nonce: 'nonce-0001', at: now(), people: [{ accountId }], ...change })

async function send({ method = 'POST', body = '', signature = sign(body), headers = {} }: Call) {
  const { counts, log } = scenario.host
  const before = [counts.kvsReads, counts.kvsWrites, counts.queueEvents]
  const requests = JSON.stringify(counts.requests)
  const lines = log.length
  const reply = await scenario.complete(
    scenario.host.invokeWebTrigger('signal-webtrigger', {
      method,
      path: '/',
      headers: { 'X-Signature': [signature], ...headers },
      body,
    }),
  )
  const after = [counts.kvsReads, counts.kvsWrites, counts.queueEvents]
  return {
    status: reply.statusCode,
    body: reply.body,
    cost: after.map((count, index) => count - before[index]!),
    isQuiet: JSON.stringify(counts.requests) === requests,
    logged: log.slice(lines).map(({ text }) => text),
  }
}

const REFUSED = { status: 401, body: '', isQuiet: true, logged: ['web trigger call refused {}'] }

describe('a call of the web trigger', () => {
  it.each([
    ['another method', () => ({ method: 'PUT', body: wellFormed() })],
    ['a question without a challenge', () => ({ method: 'GET' })],
    ['no body', () => ({})],
    ['no JSON', () => ({ body: 'people=ada' })],
    ['a list instead of a call', () => ({ body: '[]' })],
    ['nobody', () => ({ body: wellFormed({ people: [] }) })],
    ['more people than a call may have', () => ({ body: wellFormed({ people: Array(21).fill({ accountId }) }) })],
    ['a field that nobody knows', () => ({ body: wellFormed({ admin: true }) })],
    ['a field of a prototype', () => ({ body: wellFormed().replace('{', '{"__proto__":{"people":1},') })],
    ['a nonce that is too short', () => ({ body: wellFormed({ nonce: 'n' }) })],
    ['an instant long ago', () => ({ body: wellFormed({ at: now(-301_000) }) })],
    ['an instant to come', () => ({ body: wellFormed({ at: now(301_000) }) })],
    ['a body that is too long', () => ({ body: wellFormed({ product: 'x'.repeat(17_000) }) })],
    ['a body of a megabyte', () => ({ body: 'x'.repeat(1_000_000) })],
  ] as const)('with %s is refused without a look into the store', async (_, call: () => Call) => {
    expect(await send(call())).toEqual({ ...REFUSED, cost: [0, 0, 0] })
  })

  it.each([
    ['no signature', () => ({ body: wellFormed(), signature: '' })],
    [
      'the signature of another secret',
      () => ({ body: wellFormed(), signature: sign(wellFormed(), 'another-secret') }),
    ],
    ['the signature of another body', () => ({ body: wellFormed(), signature: sign(wellFormed({ people: [] })) })],
    ['a signature cut short', () => ({ body: wellFormed(), signature: sign(wellFormed()).slice(0, -1) })],
    ['the secret itself', () => ({ body: wellFormed(), signature: '', headers: { authorization: [SECRET] } })],
  ] as const)('with %s is refused after one read, and within that minute without any', async (_, call: () => Call) => {
    await scenario.runFor('1m')

    expect(await send(call())).toEqual({ ...REFUSED, cost: [1, 0, 0] })
    expect(await send(call())).toEqual({ ...REFUSED, cost: [0, 0, 0] })
  })

  it('that came before is refused after one read, and whatever was proven is heard once', async () => {
    const body = wellFormed()

    expect(await send({ body })).toMatchObject({ status: 202, body: '', isQuiet: true, logged: [] })
    expect(await send({ body })).toEqual({ ...REFUSED, cost: [1, 0, 0] })
    expect(await send({ body })).toEqual({ ...REFUSED, cost: [0, 0, 0] })
  })

  it('goes to an address of the format that Forge asks new apps for', async () => {
    const told = (await scenario.complete(scenario.administrator.call('getSignalTrigger'))) as { address: string }

    expect(told.address).toMatch(/^https:\/\/[\w-]+\.webtrigger\.atlassian\.app\/public\/[\w-]+$/)
    expect(told.address).toBe(scenario.host.webTriggerUrl('signal-webtrigger'))
  })

  it('has its secret set although Forge does not tell its address, which is asked for again', async () => {
    const { host, administrator, complete } = scenario
    const stop = host.addPlatformInterceptor(({ path }) => (path === '/graphql' ? 'refuse' : undefined))

    await complete(administrator.call('saveSignalSecret', { kind: 'hmac', secret: SECRET }))
    await expect(complete(administrator.call('getSignalTrigger'))).rejects.toThrow(/address of the web trigger/)
    stop()

    expect(await complete(administrator.call('getSignalTrigger'))).toMatchObject({ secret: { kind: 'hmac' } })
  })

  it('without a secret at the other end is refused, proven or not', async () => {
    await scenario.complete(scenario.administrator.call('forgetSignalSecret'))

    // This instance knew it: the record that it is gone, and the secret store.
    expect(await send({ body: wellFormed({ nonce: 'nonce-0002' }) })).toEqual({ ...REFUSED, cost: [2, 0, 0] })
    expect(await send({ body: wellFormed({ nonce: 'nonce-0003' }) })).toEqual({ ...REFUSED, cost: [0, 0, 0] })
  })
})
