import { createRemoteWorld } from '../remote-world'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const ATLASSIAN = 'urn:scim:schemas:extension:atlassian-external:1.0'

function user(name: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  const address = `${name.toLowerCase()}@example.com`
  return {
    schemas: [USER],
    userName: address,
    emails: [{ value: address, type: 'work', primary: true }],
    displayName: name,
    ...change,
  }
}

function patch(...operations: readonly unknown[]): Record<string, unknown> {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
}

describe('creating a user', () => {
  it('makes an account without access and tells its id', () => {
    const { askScim, site } = createRemoteWorld()

    const { status, body } = askScim('POST', '/Users', user('Ada', { externalId: 'object-1' }))

    expect(status).toBe(201)
    const account = site.accounts.get(body[ATLASSIAN].atlassianAccountId)!
    expect(account).toMatchObject({
      email: 'ada@example.com',
      externalId: 'object-1',
      scimId: body.id,
      status: 'active',
    })
    expect(account.groupIds.size).toBe(0)
  })

  it('refuses a userName that exists', () => {
    const { askScim } = createRemoteWorld()
    askScim('POST', '/Users', user('Ada'))

    expect(askScim('POST', '/Users', user('Ada'))).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } })
  })

  it('links the account that has the e-mail already', () => {
    const { askScim, person } = createRemoteWorld()
    const ada = person('Ada')

    const { body } = askScim('POST', '/Users', user('Ada', { externalId: 'object-1' }))

    expect(body[ATLASSIAN].atlassianAccountId).toBe(ada.accountId)
    expect(ada).toMatchObject({ scimId: body.id, externalId: 'object-1' })
  })

  it.each([
    ['without a primary e-mail', { emails: [{ value: 'a@example.com' }] }, 400],
    ['without a userName', { userName: '' }, 400],
    ['without the schema', { schemas: [] }, 400],
    ['with active as a text', { active: 'False' }, 400],
    ['with a phone number twice', { phoneNumbers: [{ value: '1' }, { value: '1' }] }, 400],
    ['with an unknown property', { nickname: 'A' }, 501],
  ])('is refused %s', (_, change, status) => {
    expect(createRemoteWorld().askScim('POST', '/Users', user('Ada', change)).status).toBe(status)
  })
})

describe('changing a user', () => {
  it.each([
    ['with a path', { op: 'replace', path: 'active', value: false }],
    ['with an object', { op: 'Replace', value: { active: false } }],
  ])('deactivates %s, which frees the seat, and activates again', (_, operation) => {
    const { askScim, site, access } = createRemoteWorld()
    const { id, [ATLASSIAN]: link } = askScim('POST', '/Users', user('Ada')).body
    site.setMember(link.atlassianAccountId, access.groupId, true, 'admin')

    const off = askScim('PATCH', `/Users/${id}`, patch(operation))
    expect([off.body.active, site.seatsUsed('jira-software')]).toEqual([false, 0])

    const on = askScim('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: true }))
    expect([on.body.active, site.seatsUsed('jira-software')]).toEqual([true, 1])
  })

  it('leaves a suspended account suspended', () => {
    const { askScim, site } = createRemoteWorld()
    const { id, [ATLASSIAN]: link } = askScim('POST', '/Users', user('Ada')).body
    site.setStatus(link.atlassianAccountId, 'suspended', 'admin')

    askScim('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: true }))

    expect(site.accounts.get(link.atlassianAccountId)!.status).toBe('suspended')
  })

  it('replaces names, ids and the e-mail', () => {
    const { askScim, site } = createRemoteWorld()
    const { id } = askScim('POST', '/Users', user('Ada')).body

    askScim('PUT', `/Users/${id}`, user('Lovelace', { externalId: 'object-2', title: 'Countess' }))

    expect(site.findByEmail('lovelace@example.com')).toMatchObject({ displayName: 'Lovelace', externalId: 'object-2' })
    expect(askScim('GET', `/Users/${id}`).body).toMatchObject({ userName: 'lovelace@example.com', title: 'Countess' })
  })

  it.each([
    ['an unknown attribute', { op: 'replace', path: 'shoeSize', value: 1 }, 400],
    ['an unknown operation', { op: 'move', path: 'active', value: true }, 400],
    ['a text for active', { op: 'replace', path: 'active', value: 'False' }, 400],
  ])('refuses %s and changes nothing', (_, operation, status) => {
    const { askScim } = createRemoteWorld()
    const before = askScim('POST', '/Users', user('Ada')).body
    const first = { op: 'replace', path: 'displayName', value: 'Other' }

    expect(askScim('PATCH', `/Users/${before.id}`, patch(first, operation)).status).toBe(status)
    expect(askScim('GET', `/Users/${before.id}`).body).toEqual(before)
  })

  it('deletes the resource and deactivates the account', () => {
    const { askScim, site } = createRemoteWorld()
    const { id, [ATLASSIAN]: link } = askScim('POST', '/Users', user('Ada')).body

    expect([askScim('DELETE', `/Users/${id}`).status, askScim('GET', `/Users/${id}`).status]).toEqual([204, 404])
    expect(site.accounts.get(link.atlassianAccountId)!.status).toBe('deactivated')
  })
})

describe('finding users', () => {
  it.each([
    ['userName eq "ADA@example.com"', 200, 1],
    ['externalId eq "object-1"', 200, 1],
    ['externalId eq "OBJECT-1"', 200, 0],
    ['emails.value eq "ada@example.com"', 400, undefined],
  ])('answers the filter %s', (filter, status, total) => {
    const { askScim } = createRemoteWorld()
    askScim('POST', '/Users', user('Ada', { externalId: 'object-1' }))

    const answer = askScim('GET', `/Users?filter=${encodeURIComponent(filter)}`)

    expect([answer.status, answer.body.totalResults]).toEqual([status, total])
  })

  it('knows the users that another client of the directory has made', () => {
    const { askScim, site } = createRemoteWorld()
    site.addAccount({
      email: 'ada@example.com',
      displayName: 'Ada',
      scimId: 's1',
      externalId: 'object-1',
      by: 'directory',
    })

    expect(askScim('GET', '/Users/s1').body).toMatchObject({
      userName: 'ada@example.com',
      externalId: 'object-1',
      active: true,
    })
  })

  it('refuses a wrong key and a wrong directory', () => {
    const { send, scim, site } = createRemoteWorld()
    const ask = (directory: string, key: string) =>
      send(scim, 'GET', `https://api.atlassian.com/scim/directory/${directory}/Users`, {
        headers: { authorization: `Bearer ${key}` },
      })

    expect([ask(site.scimDirectoryId, site.orgApiKey).status, ask('other', site.scimApiKey).status]).toEqual([401, 404])
  })
})

describe('what others wrote', () => {
  const OTHERS = {
    title: 'Countess',
    phoneNumbers: [{ value: '+44 1', type: 'work' }],
    [ENTERPRISE]: { department: 'Engines' },
  }

  it('stays after a PUT that names it', () => {
    const { askScim } = createRemoteWorld()
    const { id } = askScim('POST', '/Users', user('Ada', OTHERS)).body

    const { body } = askScim('PUT', `/Users/${id}`, user('Ada', { ...OTHERS, displayName: 'Ada L' }))

    expect(body).toMatchObject({ ...OTHERS, displayName: 'Ada L' })
  })

  it('can be written attribute by attribute', () => {
    const { askScim } = createRemoteWorld()
    const { id } = askScim('POST', '/Users', user('Ada')).body

    const { body } = askScim('PATCH', `/Users/${id}`, patch({ op: 'add', value: OTHERS }))

    expect(body).toMatchObject({ ...OTHERS, displayName: 'Ada' })
  })
})

describe('a record', () => {
  it('made anew has another id, and the old one is 404', () => {
    const { askScim, site } = createRemoteWorld()
    const { id } = askScim('POST', '/Users', user('Ada', { externalId: 'object-1', title: 'Countess' })).body
    const { accountId } = site.findByEmail('ada@example.com')!

    site.updateAccount(accountId, { scimId: 'anew' }, 'directory')

    expect(askScim('GET', `/Users/${id}`).status).toBe(404)
    expect(askScim('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: false })).status).toBe(404)
    const found = askScim('GET', `/Users?filter=${encodeURIComponent('externalId eq "object-1"')}`).body.Resources
    expect(found).toMatchObject([{ id: 'anew', title: 'Countess', [ATLASSIAN]: { atlassianAccountId: accountId } }])
  })

  it('without a link takes what is written, and the account does not', () => {
    const { askScim, site } = createRemoteWorld({ isHeldToContracts: false })
    const { id } = askScim('POST', '/Users', user('Ada', { externalId: 'object-1' })).body
    const { accountId } = site.findByEmail('ada@example.com')!
    site.setScimLinked(id, false)

    askScim('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: false, displayName: 'Ada L' } }))
    const written = askScim('GET', `/Users/${id}`).body

    expect(written).toMatchObject({ active: false, displayName: 'Ada L', externalId: 'object-1' })
    expect(written[ATLASSIAN]).toBeUndefined()
    expect(site.accounts.get(accountId)).toMatchObject({ status: 'active', displayName: 'Ada' })
    expect(askScim('DELETE', `/Users/${id}`).status).toBe(204)
    expect(site.accounts.get(accountId)!.status).toBe('active')
  })
})
