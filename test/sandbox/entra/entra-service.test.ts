import type { Body } from '../remote-world'
import { createRemoteWorld, DAY, MINUTE, readGraphList, SECOND } from '../remote-world'

const EVENTUAL = { headers: { consistencylevel: 'eventual' } }

describe('the token endpoint', () => {
  it('gives a token whose roles claim holds the consented permissions', () => {
    const { askToken } = createRemoteWorld()

    const { body } = askToken()

    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
    expect(claims.roles).toEqual(['User.Read.All', 'GroupMember.Read.All', 'AuditLog.Read.All'])
  })

  it.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 'AADSTS7000215'],
    ['an unknown application', { client_id: 'x' }, 400, 'AADSTS700016'],
    ['another scope', { scope: 'openid' }, 400, 'AADSTS1002012'],
  ])('refuses %s', (_, change, status, code) => {
    const answer = createRemoteWorld().askToken(change)

    expect([answer.status, answer.body.error_description]).toEqual([status, expect.stringContaining(code)])
  })

  it('gives tokens that last an hour', async () => {
    const { askToken, askGraph, wait } = createRemoteWorld()
    const token = askToken().body.access_token

    await wait(61 * MINUTE)

    expect(askGraph('GET', '/users', { token })).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken' } },
    })
  })

  it('has the permissions of the moment in it', () => {
    const { askGraph, tenant } = createRemoteWorld()
    tenant.setConsentedRoles(['User.Read.All'])

    expect(askGraph('GET', '/users').status).toBe(200)
    expect(askGraph('GET', '/groups')).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    })
  })
})

describe('users', () => {
  it('pages through the living in the order of creation', () => {
    const world = createRemoteWorld()
    const [, ben] = ['Ada', 'Ben', 'Cleo', 'Dan'].map(world.colleague)
    world.tenant.deleteUser(ben!.id)

    const { values } = readGraphList(world, '/users?$select=displayName&$top=2')

    expect(values).toEqual([{ displayName: 'Ada' }, { displayName: 'Cleo' }, { displayName: 'Dan' }])
  })

  it('sends what was changed after it was sent before', () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    readGraphList(world, '/users?$select=accountEnabled')

    world.tenant.updateUser(ada.id, { accountEnabled: false })

    expect(readGraphList(world, '/users?$select=accountEnabled').values).toEqual([{ accountEnabled: false }])
  })

  it.each([
    ["mail eq 'ADA@example.com'", ['Ada']],
    ["userPrincipalName eq 'ben@example.com' or mail eq 'ada@example.com'", ['Ada', 'Ben']],
    ["id eq 'nobody'", []],
    ["mail eq 'o''neil@example.com'", ["O'Neil"]],
  ])('finds by %s', (filter, expected) => {
    const world = createRemoteWorld()
    for (const name of ['Ada', 'Ben', "O'Neil"]) world.colleague(name)

    const { values } = readGraphList(world, `/users?$select=displayName&$filter=${encodeURIComponent(filter)}`)

    expect(values.map(({ displayName }) => displayName)).toEqual(expected)
  })

  it.each([
    ['$select=shoeSize', 400],
    ['$top=1000', 400],
    ['$select=id,signInActivity&$top=501', 400],
    ['$skip=3', 501],
    ["$filter=city eq 'Bonn'", 501],
  ])('refuses %s', (query, status) => {
    expect(createRemoteWorld().askGraph('GET', `/users?${query}`).status).toBe(status)
  })

  it('finds one by id or by principal name, not by a deleted one', () => {
    const { askGraph, colleague, tenant } = createRemoteWorld()
    const ada = colleague('Ada')
    expect(askGraph('GET', `/users/${ada.id}?$select=mail`).body.mail).toBe('ada@example.com')
    expect(askGraph('GET', '/users/ada@example.com').body.id).toBe(ada.id)

    tenant.deleteUser(ada.id)

    expect(askGraph('GET', `/users/${ada.id}`).body.error.code).toBe('Request_ResourceNotFound')
    expect(askGraph('GET', '/directory/deletedItems/microsoft.graph.user?$select=id').body.value).toEqual([
      { id: ada.id },
    ])
  })

  it('writes in four ways that no sign-in is known', () => {
    const { askGraph, colleague } = createRemoteWorld()
    for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']) colleague(name)

    const { value } = askGraph('GET', '/users?$select=signInActivity').body

    const shapes = value.map(({ signInActivity }: Body) => signInActivity?.lastSuccessfulSignInDateTime)
    expect(shapes).toEqual([undefined, null, '', '0001-01-01T00:00:00Z', undefined])
    expect(value[0]).not.toHaveProperty('signInActivity')
  })

  it('tells the sign-in activity of one by object id only, with a permission of its own, ten times a minute', () => {
    const { askGraph, colleague, tenant } = createRemoteWorld()
    const ada = colleague('Ada')
    const ask = (id: string) => askGraph('GET', `/users/${id}?$select=id,signInActivity`)

    expect(ask('ada@example.com')).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('valid Guid') } },
    })
    expect(ask('00000000-0000-4000-8000-000000000000').body.error.code).toBe('Request_ResourceNotFound')
    for (let count = 2; count < 10; count++) expect(ask(ada.id).body).toMatchObject({ id: ada.id })
    expect(ask(ada.id)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    tenant.setConsentedRoles(['User.Read.All'])
    expect(ask(ada.id)).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
  })

  it('publishes sign-in activity a day late, only with a licence, ten times a minute', async () => {
    const { askGraph, colleague, tenant, wait } = createRemoteWorld()
    tenant.recordSignIn(colleague('Ada').id)
    const ask = () => askGraph('GET', '/users?$select=id,signInActivity')
    expect(ask().body.value[0].signInActivity).toBeUndefined()

    await wait(DAY)
    expect(ask().body.value[0].signInActivity.lastSuccessfulSignInDateTime).toBe('2026-01-05T00:00:00Z')
    for (let count = 0; count < 9; count++) ask()
    expect(ask()).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    tenant.setPremium(false)
    expect(ask().body.error.code).toBe('Authentication_RequestFromNonPremiumTenantOrB2CTenant')
  })
})

describe('groups', () => {
  it.each([
    ['one that nobody has', '00000000-0000-4000-8000-000000000000', 404],
    ['one that cannot be an id', 'everyone', 400],
  ])('tells %s', (_, id, status) => {
    expect(createRemoteWorld().askGraph('GET', `/groups/${id}`).status).toBe(status)
  })

  it('lists direct members, and users through nesting', () => {
    const world = createRemoteWorld()
    const [ada, ben] = ['Ada', 'Ben'].map(world.colleague)
    const [outer, inner] = ['Outer', 'Inner'].map(world.tenant.addGroup)
    world.tenant.setMember(outer!.id, ada!.id, true)
    world.tenant.setMember(outer!.id, inner!.id, true)
    world.tenant.setMember(inner!.id, ben!.id, true)
    world.tenant.setMember(inner!.id, outer!.id, true)
    const path = `/groups/${outer!.id}/transitiveMembers/microsoft.graph.user?$select=id`

    const direct = readGraphList(world, `/groups/${outer!.id}/members?$select=id`).values
    const all = readGraphList(world, `${path}&$count=true&$top=1`, EVENTUAL).values
    const check = world.askGraph('POST', `/users/${ben!.id}/checkMemberGroups`, {
      body: { groupIds: [outer!.id, 'other'] },
    })

    expect(direct).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: ada!.id },
      { '@odata.type': '#microsoft.graph.group', id: inner!.id },
    ])
    expect(all).toEqual([{ id: ada!.id }, { id: ben!.id }])
    expect(check.body.value).toEqual([outer!.id])
    expect(world.askGraph('GET', path).body.error.code).toBe('Request_UnsupportedQuery')
    expect(world.askGraph('GET', `${path}&$count=true`).body.error.code).toBe('Request_UnsupportedQuery')
  })
})

describe('$batch', () => {
  it('answers each request on its own', () => {
    const { askGraph, colleague } = createRemoteWorld()
    const ada = colleague('Ada')
    const requests = [
      { id: '1', method: 'GET', url: `/users/${ada.id}?$select=id` },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', method: 'GET', url: '/users/nobody', dependsOn: ['2'] },
    ]

    const { responses } = askGraph('POST', '/$batch', { body: { requests } }).body

    const byId = Object.fromEntries(responses.map((response: Body) => [response.id, response]))
    expect([byId['1'].status, byId['1'].body.id, byId['2'].status, byId['3'].status]).toEqual([200, ada.id, 404, 424])
  })

  it('refuses more than twenty', () => {
    const requests = Array.from({ length: 21 }, (_, index) => ({ id: String(index), method: 'GET', url: '/users' }))

    expect(createRemoteWorld().askGraph('POST', '/$batch', { body: { requests } }).status).toBe(400)
  })

  it('writes the names of headers inside it as Graph does', () => {
    const requests = [{ id: '1', method: 'GET', url: '/users?$select=id' }]

    const { responses } = createRemoteWorld().askGraph('POST', '/$batch', { body: { requests } }).body

    expect(responses[0].headers).toMatchObject({ 'Content-Type': 'application/json', 'x-ms-resource-unit': '1' })
  })

  it('refuses a body without its own Content-Type', () => {
    const requests = [{ id: '1', method: 'POST', url: '/users/x/checkMemberGroups', body: { groupIds: ['y'] } }]

    const { status, body } = createRemoteWorld().askGraph('POST', '/$batch', { body: { requests } })

    expect([status, body.error.code]).toEqual([400, 'BadRequest'])
  })
})

describe('throttling', () => {
  it('counts resource units in ten seconds, each request of a batch for itself', async () => {
    const { askGraph, tenant, colleague, entra, wait } = createRemoteWorld()
    const { id } = tenant.addGroup('All')
    const user = colleague('Ada')
    // A tenant of more than 500 people has 8,000 units.
    for (let index = 0; index < 500; index += 1) colleague(`Person${index}`)
    const url = `/users/${user.id}/checkMemberGroups`
    const item = { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: { groupIds: [id] } }
    const requests = Array.from({ length: 20 }, (_, index) => ({ id: String(index), ...item }))
    for (let count = 0; count < 100; count++) askGraph('POST', '/$batch', { body: { requests } })

    const { status, headers } = askGraph('GET', '/users')
    await wait(10 * SECOND)

    expect([status, headers['retry-after'], headers['x-ms-throttle-information']]).toEqual([
      429,
      '10',
      'ResourceUnitLimitExceeded',
    ])
    expect([askGraph('GET', '/users').status, entra.meters.throttled]).toEqual([200, 1])
  })
})
