import { createHmac } from 'node:crypto'
import { keys } from '../../support/keys'
import { receiveSignal } from '../../../src/app/signals/receive-signal'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from '../../../src/app/signals/signal-secret'
import { sitePartOf } from '../../../src/app/state/allowances'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { Store } from '../../../src/ports'
import { NOW, account, person, SIGNALS } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const SECRET = 'a-secret-of-the-right-length'
const call = (change: object = {}) =>
  JSON.stringify({ nonce: 'nonce-0001', at: NOW.toISOString(), people: [{ accountId: 'a-ada' }], ...change })
/** Counts on the same part of the site as the nonce of `call`. */
const SAME_PART = Array.from({ length: 99 }, (_, n) => `nonce-1${n}-abc`).find(
  (nonce) => sitePartOf(nonce) === sitePartOf('nonce-0001'),
)!
const post = (body: string, headers: Record<string, string> = { authorization: SECRET }) => ({
  method: 'POST',
  headers,
  body,
})

/** A site where Ada has no access, and a record of what the store is asked. */
async function siteWith(
  kind: 'shared' | 'hmac' = 'shared',
  settings = {},
): Promise<FakeWorld & { operations: string[] }> {
  const world = createWorld(settings)
  await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
  await saveSignalSecret(world.ports, { kind, secret: SECRET })
  const operations: string[] = []
  const store = world.ports.store as { -readonly [K in keyof Store]: Store[K] }
  for (const name of Object.keys(store) as (keyof Store)[]) {
    const original = store[name] as (...parameters: unknown[]) => unknown
    store[name] = ((...parameters: unknown[]) => {
      operations.push(name)
      return original(...parameters)
    }) as never
  }
  const { secrets } = world.ports
  const read = secrets.read
  secrets.read = async <T>(key: string) => {
    operations.push('readSecret')
    return read<T>(key)
  }
  return Object.assign(world, { operations })
}

describe('receiveSignal', () => {
  it.each([
    ['by account', { accountId: 'a-ada' }],
    ['by directory object', { objectId: 'o-ada' }],
    ['by e-mail, however it is written', { email: 'Ada@Example.com' }],
  ])('asks for a person named %s', async (_, who) => {
    const world = await siteWith()

    const reply = await receiveSignal(world.ports, post(call({ people: [who] })))

    expect(reply.status).toBe(202)
    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-ada', state: 'open', source: 'web-trigger' }])
    expect(world.wakes).toHaveLength(1)
  })

  it('takes a body signed with the secret', async () => {
    const world = await siteWith('hmac')
    const body = call()
    const signature = createHmac('sha256', SECRET).update(body).digest('hex')

    expect(await receiveSignal(world.ports, post(body, { 'x-signature': `sha256=${signature}` }))).toMatchObject({
      status: 202,
    })
    expect(
      await receiveSignal(world.ports, post(call({ nonce: 'nonce-0002' }), { 'x-signature': signature })),
    ).toMatchObject({
      status: 401,
    })
    expect(world.requests.size).toBe(1)
  })

  it('answers the verification of Okta with its own text', async () => {
    const world = await siteWith()
    const headers = { 'x-okta-verification-challenge': 'dGhlLWNoYWxsZW5nZQ==' }

    const reply = await receiveSignal(world.ports, { method: 'GET', headers, body: '' })

    expect(reply).toEqual({ status: 200, body: '{"verification":"dGhlLWNoYWxsZW5nZQ=="}' })
  })

  it.each([
    ['without the secret', post(call(), {}), 1],
    ['with another secret', post(call(), { authorization: 'another-secret-of-that-length' }), 1],
    ['signed instead of proven', post(call(), { 'x-signature': 'abc' }), 1],
    ['that is no JSON', post('<html>'), 0],
    ['without people', post(call({ people: [] })), 0],
    ['with something more', post(call({ isAdmin: true })), 0],
    ['with too many people', post(call({ people: Array.from({ length: 21 }, () => ({ accountId: 'a' })) })), 0],
    ['that is too large', post(call({ product: 'x'.repeat(20_000) })), 0],
    ['of six minutes ago', post(call({ at: new Date(NOW.getTime() - 6 * 60_000).toISOString() })), 0],
    ['from six minutes ahead', post(call({ at: new Date(NOW.getTime() + 6 * 60_000).toISOString() })), 0],
    ['by another method', { ...post(call()), method: 'PUT' }, 0],
    [
      'with a challenge that is a page',
      { method: 'GET', headers: { 'x-okta-verification-challenge': '<b>' }, body: '' },
      0,
    ],
    ['that only looks', { method: 'GET', headers: {}, body: '' }, 0],
  ])('refuses a call %s, changes nothing and reads at most once', async (_, request, reads) => {
    const world = await siteWith()
    const before = new Map(world.kvs)

    const reply = await receiveSignal(world.ports, request)

    expect(reply).toEqual({ status: 401, body: '' })
    expect(world.operations).toEqual(Array.from({ length: reads }, () => 'readSecret'))
    expect([world.requests.size, world.wakes]).toEqual([0, []])
    expect(world.kvs).toEqual(before)
  })

  it.each([
    ['that Atlassian does not know', Array.from({ length: 20 }, (_, n) => ({ accountId: `made-up-${n}` })), 202],
    ['of another form', [{ accountId: 'ada lovelace' }], 401],
    ['of an object of another form', [{ objectId: 'o/ada' }], 401],
  ])('stores no account %s', async (_, people, status) => {
    const world = await siteWith()

    expect((await receiveSignal(world.ports, post(call({ people })))).status).toBe(status)
    expect([world.requests.size, world.wakes]).toEqual([0, []])
  })

  it('looks only so many unknown accounts up an hour, and puts off who names too many a minute', async () => {
    const world = await siteWith()
    const people = Array.from({ length: 20 }, (_, n) => ({ accountId: `made-up-${n}` }))
    const looked: string[] = []
    world.beforeCall = (name) => looked.push(name)
    const statuses = new Set<number>()

    for (let n = 0; n < 500; n += 1) {
      world.now = new Date(world.now.getTime() + 1_000)
      const at = world.now.toISOString()
      statuses.add((await receiveSignal(world.ports, post(call({ nonce: `nonce-${n}-abc`, at, people })))).status)
    }

    expect([...statuses].toSorted()).toEqual([202, 429])
    expect(looked.length).toBeLessThanOrEqual(2_000 / 10 + 16)
  })

  it('refuses the replay of a valid call with one read', async () => {
    const world = await siteWith()
    await receiveSignal(world.ports, post(call()))
    world.requests.clear()
    world.operations.length = 0

    const reply = await receiveSignal(world.ports, post(call()))

    expect(reply.status).toBe(401)
    expect(world.operations).toEqual(['readMany'])
    expect(world.requests.size).toBe(0)
  })

  it('hears a call by one read and one write', async () => {
    const world = await siteWith()
    await receiveSignal(world.ports, post(call({ people: [{ accountId: 'a-ada' }] })))
    world.requests.clear()
    world.operations.length = 0

    const again = call({ nonce: SAME_PART, people: [{ accountId: 'a-ada' }] })
    expect((await receiveSignal(world.ports, post(again))).status).toBe(202)

    expect(world.operations).toEqual(['readMany', 'swapMany'])
    expect(world.requests.size).toBe(1)
  })

  it.each([true, false])('hears one of two that are the same and come at once (one write: %s)', async (isTold) => {
    const world = await siteWith()
    if (!isTold) world.ports.requests.addBeside = async () => false
    await receiveSignal(world.ports, post(call({ nonce: SAME_PART })))

    const replies = await Promise.all([1, 2].map(() => receiveSignal(world.ports, post(call()))))

    expect(replies.map(({ status }) => status).toSorted()).toEqual([202, 401])
    expect([world.requests.size, world.wakes.length]).toEqual([1, 1])
  })

  it.each([
    ['replaced', (world: FakeWorld) => saveSignalSecret(world.ports, { kind: 'shared', secret: `${SECRET}-new` })],
    ['removed', (world: FakeWorld) => forgetSignalSecret(world.ports)],
  ])('honours a secret no more that was %s a second ago', async (_, change) => {
    const world = await siteWith()
    expect((await receiveSignal(world.ports, post(call()))).status).toBe(202)
    world.requests.clear()

    world.now = new Date(NOW.getTime() + 1_000)
    await change(world)

    expect((await receiveSignal(world.ports, post(call({ nonce: 'nonce-0002' })))).status).toBe(401)
    expect(world.requests.size).toBe(0)
  })

  it('hears a call by the new secret at once, though this instance knows the one before', async () => {
    const world = await siteWith()
    await receiveSignal(world.ports, post(call()))
    world.now = new Date(NOW.getTime() + 1_000)
    await saveSignalSecret(world.ports, { kind: 'shared', secret: `${SECRET}-new` })

    const reply = await receiveSignal(
      world.ports,
      post(call({ nonce: 'nonce-0002' }), { authorization: `${SECRET}-new` }),
    )

    expect(reply.status).toBe(202)
  })

  it('puts off who counts at the same moment as others, and refuses nobody for it', async () => {
    const world = await siteWith()
    const { swapMany } = world.ports.store
    world.ports.store.swapMany = async () => new Map()

    expect((await receiveSignal(world.ports, post(call()))).status).toBe(429)

    world.ports.store.swapMany = swapMany
    expect((await receiveSignal(world.ports, post(call()))).status).toBe(202)
    expect(world.requests.size).toBe(1)
  })

  it('hears a call again that failed half-way', async () => {
    const world = await siteWith()
    const add = world.ports.requests.add
    world.ports.requests.add = async () => {
      throw new Error('storage is busy')
    }
    await expect(receiveSignal(world.ports, post(call()))).rejects.toThrow('busy')
    world.ports.requests.add = add

    expect((await receiveSignal(world.ports, post(call()))).status).toBe(202)
    expect(world.requests.size).toBe(1)
  })

  it('asks for nobody who is known to hold access', async () => {
    const world = await siteWith()
    world.kvs.set(keys.seat('a-ada'), { holds: true })

    expect((await receiveSignal(world.ports, post(call()))).status).toBe(202)
    expect(world.requests.size).toBe(0)
  })

  it('asks for the product that is named, and for none that is not managed', async () => {
    const [jira] = DEFAULT_SETTINGS.products
    const world = await siteWith('shared', { products: [jira, { ...jira, key: 'jpd', signals: false }] })

    await receiveSignal(world.ports, post(call({ product: 'jpd' })))
    await receiveSignal(world.ports, post(call({ product: 'unknown', nonce: 'nonce-0002' })))

    expect([...world.requests.keys()]).toEqual(['jpd:a-ada'])
  })

  it('refuses everything while it is switched off, and before a secret is set', async () => {
    const off = await siteWith('shared', { signals: { ...SIGNALS, webTrigger: false } })
    const unset = createWorld()

    expect((await receiveSignal(off.ports, post(call()))).status).toBe(401)
    expect((await receiveSignal(unset.ports, post(call()))).status).toBe(401)
    expect(off.requests.size + unset.requests.size).toBe(0)
  })
})

describe('saveSignalSecret', () => {
  it('keeps the secret to itself', async () => {
    const world = await siteWith()

    await saveSignalSecret(world.ports, { kind: 'hmac', secret: SECRET })

    expect(await readSignalTrigger(world.ports)).toEqual({
      address: 'https://signals.example/public/1',
      secret: { kind: 'hmac', setAt: NOW.toISOString() },
    })
    expect(JSON.stringify([...world.kvs])).not.toContain(SECRET)
    await expect(saveSignalSecret(world.ports, { kind: 'hmac', secret: 'short' })).rejects.toThrow(/24 to 200/)
  })
})
