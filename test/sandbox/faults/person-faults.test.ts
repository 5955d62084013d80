import { createFaults } from '../../../sandbox/faults/create-faults'
import { createIdentities } from '../../../sandbox/identities'
import { createRandom } from '../../../sandbox/random'
import type { Interceptor, Service, ServiceReply } from '../../../sandbox/service'
import { startFaulty } from './fixture-faults'
import type { Body } from '../remote-world'
import { createRemoteWorld, LONG_AGO } from '../remote-world'

const CUT: ServiceReply = { status: 0, body: '' }

/** Ada, Ben and Adalbert, each with a record in SCIM; the services answer through the faults. */
function createWorldOfThree() {
  const world = createRemoteWorld()
  const interceptors: Interceptor[] = []
  const identities = createIdentities(world)
  const host = { addInterceptor: (one: Interceptor) => (interceptors.push(one), () => void interceptors.splice(0)) }
  const faults = createFaults({
    ...{ ...world, identities, host: host as never, random: createRandom('1'), accessGroupId: world.access.groupId },
  })
  /** As the platform does: see forge/outbound.ts. */
  const through = (service: Service): Service => ({
    ...service,
    handle: (request) => {
      for (const intercept of interceptors) {
        const fault = intercept(service.name, request)
        if (fault === undefined) continue
        if (typeof fault === 'object') return 'alter' in fault ? fault.alter(service.handle(request)) : fault
        if (fault === 'cut-after') service.handle(request)
        return CUT
      }
      return service.handle(request)
    },
  })
  const [ada, ben] = ['Ada', 'Ben', 'Adalbert'].map((name) => {
    const { id: userId } = world.colleague(name)
    const [email, scimId] = [`${name.toLowerCase()}@example.com`, `scim-${name}`]
    const { accountId } = world.site.addAccount({
      ...{ email, displayName: name, externalId: userId, scimId, addedAt: LONG_AGO, by: 'directory' },
    })
    return { userId, scimId, accountId }
  }) as [Person, Person]
  const ask = (name: 'scim' | 'organization', method: string, path: string, body?: unknown): ServiceReply => {
    const { orgId, directoryId, scimDirectoryId, orgApiKey, scimApiKey } = world.site
    const [base, key] = {
      organization: [`/admin/v2/orgs/${orgId}/directories/${directoryId}`, orgApiKey] as const,
      scim: [`/scim/directory/${scimDirectoryId}`, scimApiKey] as const,
    }[name]
    return through(world[name]).handle({
      ...{
        method,
        url: new URL(`https://api.atlassian.com${base}${path}`),
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      ...{ body: body === undefined ? null : JSON.stringify(body), caller: { kind: 'external' } },
      origin: { functionKey: 'worker', invocationId: 1 },
    })
  }
  const token = world.askToken().body.access_token as string
  const askBatch = (...urls: string[]): Record<string, Body> => {
    const requests = urls.map((url, index) => ({ id: String(index), method: 'GET', url }))
    const headers = { authorization: `Bearer ${token}` }
    const url = 'https://graph.microsoft.com/v1.0/$batch'
    const { body } = world.send(through(world.entra), 'POST', url, { body: { requests }, headers })
    return Object.fromEntries(body.responses.map((one: Body) => [one.id, one]))
  }
  const isActive = ({ accountId }: Person): boolean => world.site.accounts.get(accountId)!.status === 'active'
  const disable = ({ scimId }: Person): ServiceReply => ask('scim', 'PATCH', `/Users/${scimId}`, DISABLE)
  return { world, faults, ada, ben, ask, askBatch, isActive, disable }
}

interface Person {
  readonly userId: string
  readonly scimId: string
  readonly accountId: string
}

const DISABLE = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'active', value: false }],
}

const scimUser = (name: string, externalId: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: `${name.toLowerCase()}@example.com`,
  externalId,
  emails: [{ value: `${name.toLowerCase()}@example.com`, type: 'work', primary: true }],
  displayName: name,
})

describe('a fault for one person', () => {
  it.each(['Ada', 'ada@example.com', 'userId', 'scimId', 'accountId'])('is told by %s', (word) => {
    const { faults, ada, ben, ask } = createWorldOfThree()
    faults.add(`any 400 for ${word in ada ? ada[word as 'userId'] : word}`)
    const statusOf = ({ scimId, accountId }: Person) => [
      ask('scim', 'GET', `/Users/${scimId}`).status,
      ask('organization', 'GET', `/users/${accountId}`).status,
    ]

    expect([statusOf(ada), statusOf(ben)]).toEqual([
      [400, 400],
      [200, 200],
    ])
  })

  it('knows the person by what a body says, and nobody whose address ends alike', () => {
    const { world, faults, ada, ben, ask } = createWorldOfThree()
    world.colleague('X.Ada')
    faults.add('any 409 for ada@example.com')
    const join = ({ accountId }: Person) =>
      ask('organization', 'POST', `/groups/${world.access.groupId}/memberships`, { accountId }).status

    expect([join(ada), join(ben)]).toEqual([409, 204])
    expect(ask('scim', 'POST', '/Users', scimUser('X.Ada', 'object-9')).status).toBe(201)
  })

  it.each([
    ['400', 400, true],
    ['403', 403, true],
    ['404', 404, true],
    ['409', 409, true],
    ['500', 500, true],
    ['time-out', 0, true],
    ['cut', 0, true],
    ['cut-after', 0, false],
    ['html', 200, true],
    ['html-after', 200, false],
    ['truncated', 200, false],
  ])('"%s" answers with %i; the account is still active: %s', (answer, status, isStillActive) => {
    const { faults, ada, ben, isActive, disable } = createWorldOfThree()
    faults.add(`scim ${answer} for ${ada.userId}`)

    const replies = [disable(ada), disable(ben)]

    expect(replies.map((reply) => reply.status)).toEqual([status, 200])
    expect([isActive(ada), isActive(ben)]).toEqual([isStillActive, false])
    expect(replies[0]!.body.startsWith('<!doctype html>')).toBe(answer.startsWith('html'))
    expect(faults.struck(`scim ${answer} for ${ada.userId}`)).toBe(1)
  })

  it.each([
    ['reads', [400, 200]],
    ['writes', [200, 400]],
    ['PATCH', [200, 400]],
    ['GET', [400, 200]],
    ['/Users', [400, 400]],
    ['/Groups', [200, 200]],
  ])('strikes %s only', (calls, expected) => {
    const { faults, ada, ask, disable } = createWorldOfThree()
    faults.add(`scim ${calls} 400 for Ada`)

    expect([ask('scim', 'GET', `/Users/${ada.scimId}`).status, disable(ada).status]).toEqual(expected)
  })

  it('passes over look-ups unless it says so', () => {
    const { faults, ada, ben, ask } = createWorldOfThree()
    const lookUp = () => [
      ask('organization', 'POST', '/users/search', { accountIds: [ben.accountId, ada.accountId] }).status,
      ask('scim', 'GET', `/Users?filter=${encodeURIComponent(`externalId eq "${ada.userId}"`)}`).status,
      ask('scim', 'GET', `/Users?filter=${encodeURIComponent(`externalId eq "${ben.userId}"`)}`).status,
    ]

    faults.add('any 500 for Ada')
    expect(lookUp()).toEqual([200, 200, 200])
    faults.add('any look-ups 503 for Ada')
    expect(lookUp()).toEqual([503, 503, 200])
  })

  it('ends after so many strikes, and when it is lifted', () => {
    const { faults, ada, ask } = createWorldOfThree()
    const look = () => ask('scim', 'GET', `/Users/${ada.scimId}`).status
    faults.add('scim 400 for Ada first 2')

    expect([look(), look(), look()]).toEqual([400, 400, 200])
    faults.add('scim 404 for Ada')()
    expect(look()).toBe(200)
  })

  it('still knows an id that the person no longer has', () => {
    const { world, faults, ada, ask } = createWorldOfThree()
    faults.add('scim 500 for Ada')
    expect(ask('scim', 'GET', `/Users/${ada.scimId}`).status).toBe(500)

    world.site.updateAccount(ada.accountId, { scimId: 'another' }, 'directory')

    expect(ask('scim', 'GET', `/Users/${ada.scimId}`).status).toBe(500)
    expect(ask('scim', 'GET', '/Users/another').status).toBe(500)
  })

  it('is refused when nobody has that name', () => {
    const { faults } = createWorldOfThree()

    expect(() => faults.add('scim 400 for Zoe')).toThrow('Expected a name in one word, an address or an id of somebody')
    expect(() => faults.struck('scim 400 for Zoe')).toThrow('a fault that was armed')
  })
})

describe('a fault for one person in a batch of Graph', () => {
  it.each([
    ['403', { status: 403 }],
    ['503', { status: 503, body: expect.stringContaining('503') }],
    ['429 retry-after 30s', { status: 429, headers: { 'Retry-After': '30' } }],
    ['429 reset-seconds 30s', { status: 429, headers: { 'x-ratelimit-reset': '30' } }],
    ['html', { status: 200, body: expect.stringMatching(/^<!doctype html>/) }],
    ['truncated', { status: 200, body: expect.stringMatching(/^\{"@odata/) }],
    ['cut', undefined],
    ['time-out', undefined],
  ])('"%s" strikes that item', (answer, expected) => {
    const { faults, ada, ben, askBatch } = createWorldOfThree()
    faults.add(`entra reads ${answer} for Ada`)

    const items = askBatch(`/users/${ben.userId}`, `/users/${ada.userId}`, `/users/${ben.userId}`)

    if (expected === undefined) expect(items['1']).toBeUndefined()
    else expect(items['1']).toMatchObject(expected)
    expect([items['0'].body.displayName, items['2'].body.displayName]).toEqual(['Ben', 'Ben'])
    expect(faults.struck(`entra reads ${answer} for Ada`)).toBe(1)
  })

  it('strikes the items whose path it names', () => {
    const { faults, ada, askBatch } = createWorldOfThree()
    faults.add('entra /checkMemberGroups 403 for Ada')

    expect(askBatch(`/users/${ada.userId}`)['0'].status).toBe(200)
  })
})

describe('a 429', () => {
  const HEADERS = `
    const { status, headers } = await fetch('https://graph.example.com/v1.0/users')
    return [status, headers.get('retry-after'), headers.get('x-ratelimit-reset')]`

  it.each([
    ['entra 429', [429, null, null]],
    ['entra 429 retry-after 90s', [429, '90', null]],
    ['entra 429 reset-seconds 90s', [429, null, '90']],
    ['entra 429 reset-date 90s', [429, null, '2026-03-02T00:01:30.100Z']],
    ['entra 429 reset-epoch 90s', [429, null, '1772409691']],
  ])('"%s" says how long to wait in that form', async (line, expected) => {
    expect(await startFaulty([line]).run(HEADERS)).toEqual(expected)
  })
})

describe('an item of a batch that fails in the store', () => {
  const BATCHES = `
    const keysOf = ({ successfulKeys, failedKeys }) =>
      [...successfulKeys.map(({ key }) => key), ...failedKeys.map(({ key, error }) => key + ' ' + error.code)]
    const keys = ['seat:ada', 'seat:ben', 'seat:cleo']
    return [
      keysOf(await kvs.batchSet(keys.map((key) => ({ key, value: 2 })))),
      keysOf(await kvs.batchGet(keys.map((key) => ({ key })))),
      keysOf(await kvs.batchDelete([{ key: 'seat:ada' }])),
    ]`

  it('is neither read nor written nor deleted; the others are', async () => {
    const { run, stored, faults } = startFaulty([])
    await run(`await kvs.set('seat:ada', 1); await kvs.set('seat:cleo', 1)`)
    faults.add('store seat:ada item-fails')

    expect(await run(BATCHES)).toEqual([
      ['seat:ben', 'seat:cleo', 'seat:ada INTERNAL_SERVER_ERROR'],
      ['seat:ben', 'seat:cleo', 'seat:ada INTERNAL_SERVER_ERROR'],
      ['seat:ada INTERNAL_SERVER_ERROR'],
    ])
    expect([stored('seat:ada'), stored('seat:ben')]).toEqual([1, 2])
    expect(faults.struck('store seat:ada item-fails')).toBe(3)
  })

  it('is that of a person where the key names them', async () => {
    const { run, faults, site } = startFaulty([])
    const { accountId } = site.addAccount({ email: 'ada@example.com', displayName: 'Ada', by: 'admin' })
    faults.add('store item-fails for Ada')
    const setAll = `const { failedKeys } = await kvs.batchSet(
      ['seat:${accountId}', 'seat:${accountId}0', 'left:${accountId}'].map((key) => ({ key, value: 1 })))
      return failedKeys.map(({ key }) => key)`

    expect(await run(setAll)).toEqual([`seat:${accountId}`, `left:${accountId}`])
  })
})
