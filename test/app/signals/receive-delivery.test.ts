import { receiveSignal } from '../../../src/app/signals/receive-signal'
import { saveSignalSecret } from '../../../src/app/signals/signal-secret'
import { keys } from '../../support/keys'
import { NOW, account, person, SIGNALS } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const SECRET = 'a-secret-of-the-right-length'
const JIRA = '0oaJira'

interface Change {
  readonly eventType?: string
  readonly outcome?: object | null
  readonly target?: readonly object[] | null
  readonly actor?: object | null
}

const toApp = (id: string) => [
  { id, type: 'AppInstance', alternateId: 'Atlassian', displayName: 'Atlassian Cloud' },
  { id: '0ua1', type: 'AppUser', alternateId: 'unknown' },
]

function event(objectId: string, change: Change = {}): object {
  return {
    uuid: `e-${objectId}`,
    published: NOW.toISOString(),
    eventType: 'user.authentication.sso',
    outcome: { result: 'SUCCESS', reason: null },
    target: toApp(JIRA),
    actor: { id: objectId, type: 'User', alternateId: 'somebody.else@example.com', displayName: 'Ada' },
    debugContext: { debugData: { requestId: 'x'.repeat(1_500) } },
    ...change,
  }
}

function hook(events: readonly unknown[], at: Date = NOW): string {
  return JSON.stringify({
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://example.okta.com/api/v1/eventHooks/who1',
    eventId: '3fe6ac6f-1a2b',
    eventTime: at.toISOString(),
    data: { events },
  })
}

/** A site with people who have an account and no access, where nothing but the store may be asked. */
async function siteWith(names: readonly string[], signals: object = {}): Promise<FakeWorld> {
  const chosen = { signInAppIds: [JIRA], auditActions: ['session_opened'], ...signals }
  const world = createWorld({ signals: { ...SIGNALS, webTrigger: true, ...chosen } })
  for (const name of names) await addLinked(world, person(name), account(name, { groupIds: [] }))
  await saveSignalSecret(world.ports, { kind: 'shared', secret: SECRET })
  world.beforeCall = (name) => {
    throw new Error(`nothing is asked before the answer, got ${name}`)
  }
  return world
}

const deliver = (world: FakeWorld, body: string, authorization = SECRET) =>
  receiveSignal(world.ports, { method: 'POST', headers: { authorization }, body })
const asked = (world: FakeWorld) => [...world.requests.values()].map(({ accountId }) => accountId).toSorted()

describe('an event hook of Okta', () => {
  it('asks for exactly those who signed in to the chosen application', async () => {
    const world = await siteWith(['Ada', 'Ben', 'Cid', 'Dan', 'Eve', 'Fay'])

    const reply = await deliver(
      world,
      hook([
        event('o-ada'),
        event('o-ben', { target: toApp('0oaPayroll') }),
        event('o-cid', { outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } }),
        event('o-dan', { eventType: 'application.user_membership.add' }),
        event('o-eve', { target: null }),
        event('o-fay', { actor: null }),
      ]),
    )

    expect(reply.status).toBe(200)
    expect(asked(world)).toEqual(['a-ada'])
  })

  it('knows people by the id of the directory, whatever login they have', async () => {
    const world = await siteWith(['Ada', 'Ben'])
    const actor = { id: 'o-ben', type: 'User', alternateId: 'ada@example.com' }

    await deliver(world, hook([event('o-ben', { actor })]))

    expect(asked(world)).toEqual(['a-ben'])
  })

  it('hears every event of a large delivery, and each although others are odd', async () => {
    const names = Array.from({ length: 97 }, (_, n) => `P${n}`)
    const world = await siteWith(names)
    const odd = [null, { eventType: 7 }, event('o-nobody', { actor: { id: 'o/1', type: 'User' } })]
    const body = hook([...odd, ...names.map((name) => event(`o-${name.toLowerCase()}`))])

    expect(body.length).toBeGreaterThan(190_000)
    expect((await deliver(world, body)).status).toBe(200)
    expect(world.requests.size).toBe(97)
  })

  it('is heard hours later, and as often as it comes', async () => {
    const world = await siteWith(['Ada'])
    const body = hook([event('o-ada')], new Date(NOW.getTime() - 7 * 3_600_000))

    expect([(await deliver(world, body)).status, (await deliver(world, body)).status]).toEqual([200, 200])
    expect(asked(world)).toEqual(['a-ada'])
  })

  it('is refused with what to do while no application is chosen', async () => {
    const world = await siteWith(['Ada'], { signInAppIds: [] })

    const reply = await deliver(world, hook([event('o-ada')]))

    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.body)).toEqual({ error: expect.stringMatching(/Application ids/) })
    expect(world.requests.size).toBe(0)
  })

  it('is put off with an answer after which Okta sends again, where too many are named', async () => {
    const world = await siteWith(['Ada'])
    const statuses: number[] = []
    for (let n = 0; n < 6; n += 1)
      statuses.push((await deliver(world, hook(Array.from({ length: 100 }, () => event('o-ada'))))).status)

    expect(statuses).toEqual([200, 200, 200, 200, 200, 503])
  })

  it.each([
    ['another secret', 'another-secret-of-that-length'],
    ['no secret', ''],
  ])('with %s is refused', async (_, secret) => {
    const world = await siteWith(['Ada'])

    expect(await deliver(world, hook([event('o-ada')]), secret)).toEqual({ status: 401, body: '' })
    expect(world.requests.size).toBe(0)
  })
})

describe('a webhook of the organization’s audit log', () => {
  const entry = (actorId: string | null, action = 'session_opened') => ({
    id: 'e-1',
    type: 'events',
    attributes: { time: NOW.toISOString(), action, actor: actorId === null ? null : { id: actorId } },
  })

  it.each([
    ['one event', (some: object[]) => ({ data: some[0] })],
    ['several events', (some: object[]) => ({ data: some })],
  ])('with %s asks for who signed in by a chosen action', async (_, toBody) => {
    const world = await siteWith(['Ada', 'Ben'])
    world.kvs.set(keys.seat('a-ben'), { holds: true })
    const some = [entry('a-ada'), entry('a-ben'), entry('a-cid', 'user_added_to_group'), entry(null)]

    expect((await deliver(world, JSON.stringify(toBody(some)))).status).toBe(200)
    expect(asked(world)).toEqual(['a-ada'])
  })

  it('is refused with what to do while no action is chosen', async () => {
    const world = await siteWith(['Ada'], { auditActions: [] })

    const reply = await deliver(world, JSON.stringify({ data: [entry('a-ada')] }))

    expect([reply.status, reply.body]).toEqual([400, expect.stringMatching(/Actions that count as signing in/)])
  })
})

describe('a claims provider of Entra', () => {
  const callout = {
    type: 'microsoft.graph.authenticationEvent.tokenIssuanceStart',
    source: '/tenants/t/applications/a',
    data: {
      '@odata.type': 'microsoft.graph.onTokenIssuanceStartCalloutData',
      tenantId: 't',
      authenticationContext: { clientServicePrincipal: { appId: JIRA }, user: { id: 'o-ada' } },
    },
  }

  it.each([
    ['unproven', {}],
    ['with the secret of the web trigger', { authorization: SECRET }],
  ])('%s gets the one answer with which the sign-in goes on, and asks for nobody', async (_, headers) => {
    const world = await siteWith(['Ada'])
    const reads: unknown[] = []
    world.ports.store.readMany = async (some) => (reads.push(some), new Map())

    const reply = await receiveSignal(world.ports, { method: 'POST', headers, body: JSON.stringify(callout) })

    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.body)).toEqual({
      data: {
        '@odata.type': 'microsoft.graph.onTokenIssuanceStartResponseData',
        actions: [
          { '@odata.type': 'microsoft.graph.tokenIssuanceStart.provideClaimsForToken', claims: { seat: 'asked' } },
        ],
      },
    })
    expect([world.requests.size, reads]).toEqual([0, []])
  })
})
