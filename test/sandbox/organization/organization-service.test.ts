import { createRemoteWorld, DAY, LONG_AGO, MINUTE, SECOND, START } from '../remote-world'

type World = ReturnType<typeof createRemoteWorld>

function add({ askOrganization, access }: World, accountId: string, groupId = access.groupId): number {
  return askOrganization('POST', `/groups/${groupId}/memberships`, { accountId }).status
}

function listNames({ askOrganization }: World, filters: Record<string, unknown>): readonly string[] {
  const names: string[] = []
  for (let cursor: string | undefined; ;) {
    const { body } = askOrganization('POST', '/users/search', {
      ...filters,
      ...(cursor === undefined ? {} : { cursor }),
    })
    names.push(...body.data.map(({ name }: { name: string }) => name))
    if (body.links.next === null) return names
    cursor = body.links.next
  }
}

describe('memberships', () => {
  it('gives the seat at once and shows it in searches within 3 seconds', async () => {
    const world = createRemoteWorld()
    const ada = world.person('Ada')

    expect(add(world, ada.accountId)).toBe(204)

    expect(world.site.holdsSeat(ada.accountId, 'jira-software')).toBe(true)
    await world.wait(3 * SECOND)
    expect(listNames(world, { groupIds: [world.access.groupId] })).toEqual(['Ada'])
  })

  it('says "already" to a second membership, and names the product that has no seat left', () => {
    const world = createRemoteWorld({ seats: 1 })
    const [ada, ben] = [world.person('Ada'), world.person('Ben')]
    add(world, ada.accountId)
    const path = `/groups/${world.access.groupId}/memberships`

    const again = world.askOrganization('POST', path, { accountId: ada.accountId })
    const full = world.askOrganization('POST', path, { accountId: ben.accountId })

    expect([again.status, again.body.errors[0].detail]).toEqual([409, expect.stringContaining('already')])
    expect([full.status, full.body.errors[0].code]).toEqual([409, 'ADMIN-409-3'])
    expect(full.body.errors[0].detail).toContain('licenceExceeded')
    expect(world.site.seatsUsed('jira-software')).toBe(1)
  })

  it('refuses a synced group, an unknown account and an unknown group', () => {
    const world = createRemoteWorld()
    const ada = world.person('Ada')
    const synced = world.site.addGroup({ name: 'synced', externalSynced: true })

    expect(add(world, ada.accountId, synced.groupId)).toBe(403)
    expect(add(world, 'nobody')).toBe(404)
    expect(add(world, ada.accountId, 'no-group')).toBe(404)
  })

  it('removes a member once', () => {
    const world = createRemoteWorld()
    const ada = world.person('Ada')
    add(world, ada.accountId)
    const path = `/groups/${world.access.groupId}/memberships/${ada.accountId}`

    const statuses = [world.askOrganization('DELETE', path).status, world.askOrganization('DELETE', path).status]

    expect(statuses).toEqual([204, 404])
  })
})

describe('users/search', () => {
  it('pages through everybody in the order of creation, and does not skip when members leave meanwhile', async () => {
    const world = createRemoteWorld({ seats: null })
    const people = Array.from({ length: 7 }, (_, index) => world.person(`Person ${index}`))
    for (const { accountId } of people) add(world, accountId)
    await world.wait(3 * SECOND)
    const filters = { groupIds: [world.access.groupId], limit: 3 }

    const first = world.askOrganization('POST', '/users/search', filters).body
    for (const { accountId } of people.slice(0, 3)) {
      world.askOrganization('DELETE', `/groups/${world.access.groupId}/memberships/${accountId}`)
    }
    await world.wait(3 * SECOND)
    const second = world.askOrganization('POST', '/users/search', { ...filters, cursor: first.links.next }).body

    expect(second.data.map(({ name }: { name: string }) => name)).toEqual(['Person 3', 'Person 4', 'Person 5'])
    expect(listNames(world, { limit: 2 })).toEqual(['Ada Admin', ...people.map(({ displayName }) => displayName)])
  })

  it.each([
    ['emails, whatever their case', { emails: ['BEN@example.com', 'nobody@example.com'] }, ['Ben']],
    ['status', { status: ['suspended'] }, ['Cleo']],
    ['search term', { searchTerm: 'ada' }, ['Ada Admin', 'Ada']],
    ['domain', { emailDomains: ['other.example'] }, []],
    ['the resource that the groups grant', { resourceIds: ['ari:cloud:confluence::site/1'] }, []],
  ])('finds by %s', async (_, filters, expected) => {
    const world = createRemoteWorld()
    world.person('Ada')
    world.person('Ben')
    world.site.setStatus(world.person('Cleo').accountId, 'suspended', 'admin')
    await world.wait(3 * SECOND)

    expect(listNames(world, filters)).toEqual(expected)
  })

  it.each([
    ['/users/search', { emails: ['ada@example.com', 'ada@example.com'] }],
    ['/users/search', { expand: ['groups', 'groups'] }],
    ['/users/search', { accountIds: ['a', 'a'] }],
    ['/groups/search', { groupIds: ['a', 'a'] }],
    ['/groups/search', { groupNames: ['a', 'a'] }],
    ['/groups/search', { accountIds: ['a', 'a'] }],
  ])('%s refuses a list that names something twice: %j', (path, filters) => {
    expect(createRemoteWorld().askOrganization('POST', path, filters).status).toBe(400)
  })

  it('expands groups, roles and the activity published so far', async () => {
    const world = createRemoteWorld()
    const ada = world.person('Ada')
    world.site.recordActivity(ada.accountId, LONG_AGO)
    add(world, ada.accountId)
    await world.wait(3 * SECOND)
    const ask = () =>
      world.askOrganization('POST', '/users/search', {
        accountIds: [ada.accountId],
        expand: ['groups', 'productAccess', 'platformRoles'],
      }).body.data[0]

    const before = ask()
    world.site.recordActivity(ada.accountId)
    const same = ask()
    await world.wait(DAY)
    const after = ask()

    expect(before.groups).toEqual([{ id: world.access.groupId, name: 'jira-users', description: null }])
    expect(before.platformRoles).toEqual([])
    const id = `ari:cloud:jira::site/${world.site.cloudId}`
    expect(before.productAccess).toEqual([{ id, key: 'jira', lastActiveTimestamp: new Date(LONG_AGO).toISOString() }])
    expect(same).toEqual(before)
    expect(after.productAccess[0].lastActiveTimestamp).toBe(new Date(START + 3 * SECOND).toISOString())
  })

  it('has no activity for who was never active', () => {
    const world = createRemoteWorld()
    world.person('Ada')

    const { body } = world.askOrganization('POST', '/users/search', {
      emails: ['ada@example.com'],
      expand: ['productAccess'],
    })

    expect(body.data[0].productAccess).toEqual([])
  })

  it('does not know an account made through SCIM for half a minute at least and one minute at most', async () => {
    const world = createRemoteWorld()
    const { accountId } = world.site.addAccount({
      email: 'new@example.com',
      displayName: 'New',
      scimId: 's1',
      by: 'app',
    })

    const seen = [add(world, accountId)]
    await world.wait(29 * SECOND)
    seen.push(world.askOrganization('GET', `/users/${accountId}`).status)
    await world.wait(31 * SECOND)
    seen.push(world.askOrganization('GET', `/users/${accountId}`).status, add(world, accountId))

    expect(seen).toEqual([404, 404, 200, 204])
  })

  it.each([
    ['a page above 100', { limit: 101 }, 400],
    ['eleven ids', { accountIds: Array.from({ length: 11 }, (_, index) => String(index)) }, 400],
    ['a wrong status', { status: ['gone'] }, 400],
    ['a wrong cursor', { cursor: 'x' }, 400],
    ['an unknown property', { pageSize: 3 }, 501],
  ])('refuses %s', (_, body, status) => {
    expect(createRemoteWorld().askOrganization('POST', '/users/search', body).status).toBe(status)
  })
})

describe('the organization service', () => {
  it('records what it does not know, by name', () => {
    const world = createRemoteWorld()

    const { status, body } = world.askOrganization('GET', '/users?limit=10')

    expect([status, body.message]).toEqual([501, expect.stringContaining('unknown endpoint')])
    expect(world.organization.violations).toHaveLength(1)
  })

  it('refuses a wrong key', () => {
    const { send, organization } = createRemoteWorld()

    expect(send(organization, 'GET', 'https://api.atlassian.com/admin/v1/orgs')).toMatchObject({
      status: 401,
      body: { code: 401 },
    })
  })

  it('tells synced groups and the roles of a group', () => {
    const { site, askOrganization } = createRemoteWorld()
    const role = {
      resourceId: `ari:cloud:platform::org/${site.orgId}`,
      resourceOwner: 'platform',
      roles: ['atlassian/org-admin'],
    }
    const { groupId } = site.addGroup({ name: 'synced', externalSynced: true, roleAssignments: [role] })

    const group = askOrganization('GET', `/groups/${groupId}`).body.data
    const roles = askOrganization('GET', `/groups/${groupId}/role-assignments`).body.data

    expect(group).toMatchObject({
      externalSynced: true,
      managedBy: 'external',
      managementAccess: { modifiable: false },
    })
    expect(roles).toEqual([{ ...role, defaultRole: 'atlassian/org-admin' }])
  })

  it('finds groups by exact name and by part of a name', () => {
    const { askOrganization, access } = createRemoteWorld()
    const ids = (body: unknown) =>
      askOrganization('POST', '/groups/search', body).body.data.map(({ id }: { id: string }) => id)

    expect([ids({ groupNames: ['JIRA-users'] }), ids({ searchTerm: 'users' }), ids({ groupNames: ['users'] })]).toEqual(
      [[access.groupId], [access.groupId], []],
    )
  })

  it('suspends and restores with a body, and restores nobody into a seat that is not there', () => {
    const world = createRemoteWorld({ seats: 1 })
    const [ada, ben] = [world.person('Ada'), world.person('Ben')]
    add(world, ada.accountId)

    expect(world.askOrganization('POST', `/users/${ada.accountId}/suspend`).status).toBe(415)
    expect(world.askOrganization('POST', `/users/${ada.accountId}/suspend`, {}).status).toBe(204)
    expect(add(world, ben.accountId)).toBe(204)
    expect(world.askOrganization('POST', `/users/${ada.accountId}/restore`, {}).status).toBe(409)
  })

  it('limits last-active-dates to 200 a minute', async () => {
    const { send, organization, site, person, wait } = createRemoteWorld()
    const url = `https://api.atlassian.com/admin/v1/orgs/${site.orgId}/directory/users/${person('Ada').accountId}/last-active-dates`
    const ask = () => send(organization, 'GET', url, { headers: { authorization: `Bearer ${site.orgApiKey}` } })
    for (let count = 0; count < 200; count++) ask()

    const refused = ask()
    await wait(MINUTE)

    expect([refused.status, refused.headers['retry-after'], ask().status]).toEqual([429, '60', 200])
  })
})
