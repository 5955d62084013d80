import type { Caller } from '../../../sandbox/service'
import { createRemoteWorld, MINUTE, SECOND } from '../remote-world'

const ROLE = '/applicationrole/jira-software'

describe('applicationrole', () => {
  it('tells groups and seats', () => {
    const { askJira, access } = createRemoteWorld({ seats: 7 })

    const { body } = askJira('/applicationrole')

    expect(body).toEqual([
      expect.objectContaining({
        ...{ key: 'jira-software', numberOfSeats: 7, remainingSeats: 7, userCount: 0, hasUnlimitedSeats: false },
        groupDetails: [expect.objectContaining({ groupId: access.groupId, name: 'jira-users' })],
      }),
    ])
  })

  it('counts seats as they were 2 seconds ago', async () => {
    const { askJira, site, access, person, wait } = createRemoteWorld({ seats: 7 })
    const left = () => askJira(ROLE).body.remainingSeats
    site.setMember(person('Ada').accountId, access.groupId, true, 'admin')
    const seen = [left()]

    await wait(SECOND)
    site.setMember(person('Ben').accountId, access.groupId, true, 'admin')
    await wait(SECOND)
    seen.push(left())
    await wait(SECOND)
    seen.push(left())

    expect(seen).toEqual([7, 6, 5])
  })

  it('says −1 seats when they are unlimited', () => {
    expect(createRemoteWorld({ seats: null }).askJira(ROLE).body).toMatchObject({
      numberOfSeats: -1,
      remainingSeats: -1,
      hasUnlimitedSeats: true,
    })
  })

  it('is for administrators and for the app', () => {
    const { askJira, site, person } = createRemoteWorld()
    const as = (accountId: string): Caller => ({ kind: 'user', accountId })

    expect(askJira(ROLE, as(person('Ada').accountId)).status).toBe(403)
    expect(askJira(ROLE, as(site.adminAccountId)).status).toBe(200)
    expect(askJira(ROLE, { kind: 'external' }).status).toBe(401)
    expect(askJira('/applicationrole/jira-mobile').status).toBe(404)
  })

  it('needs its scope in the manifest, and names the one that lacks', () => {
    const { askJira, jira } = createRemoteWorld({ scopes: ['read:jira-user'] })

    expect(askJira(ROLE)).toMatchObject({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    })
    expect(jira.violations[0]!.text).toContain('manage:jira-configuration')
  })
})

describe('mypermissions', () => {
  it.each([
    ['an organization administrator', ['atlassian/org-admin'], true],
    ['an ordinary person', [], false],
  ])('says whether %s administers Jira', (_, platformRoles, expected) => {
    const { askJira, site } = createRemoteWorld()
    const { accountId } = site.addAccount({ email: 'x@example.com', displayName: 'X', platformRoles, by: 'admin' })

    const { body } = askJira('/mypermissions?permissions=ADMINISTER', { kind: 'user', accountId })

    expect(body.permissions.ADMINISTER.havePermission).toBe(expected)
  })

  it('counts an administrator by group', () => {
    const { askJira, site, person } = createRemoteWorld()
    const role = {
      resourceId: `ari:cloud:jira-software::site/${site.cloudId}`,
      resourceOwner: 'jira-software',
      roles: ['atlassian/admin'],
    }
    const { groupId } = site.addGroup({ name: 'jira-admins', roleAssignments: [role] })
    const { accountId } = person('Ada')
    site.setMember(accountId, groupId, true, 'admin')

    expect(
      askJira('/mypermissions?permissions=ADMINISTER', { kind: 'user', accountId }).body.permissions.ADMINISTER
        .havePermission,
    ).toBe(true)
  })

  it('needs the permissions to ask for', () => {
    expect(createRemoteWorld().askJira('/mypermissions').status).toBe(400)
  })
})

describe('people and groups', () => {
  it('expands the groups of a user', () => {
    const { askJira, site, access, person } = createRemoteWorld()
    const { accountId } = person('Ada')
    site.setMember(accountId, access.groupId, true, 'admin')

    const { body } = askJira(`/user?accountId=${accountId}&expand=groups`)

    expect(body.groups).toEqual({ size: 1, items: [expect.objectContaining({ groupId: access.groupId })] })
    expect(body.applicationRoles).toEqual({ size: 1, items: [] })
  })

  it('tells the caller who they are', () => {
    const { askJira, person } = createRemoteWorld()
    const { accountId } = person('Ada')

    expect(askJira('/myself', { kind: 'user', accountId }).body).toMatchObject({
      accountId,
      displayName: 'Ada',
      active: true,
    })
  })

  it('marks synced groups in the picker', () => {
    const { askJira, site } = createRemoteWorld()
    site.addGroup({ name: 'synced-users', externalSynced: true })

    const { groups } = askJira('/groups/picker?query=users').body

    expect(groups.map(({ name, managedBy }: Record<string, string>) => [name, managedBy])).toEqual([
      ['jira-users', 'ADMINS'],
      ['synced-users', 'EXTERNAL'],
    ])
  })
})

describe('limits', () => {
  it('allows 100 reads a second of one endpoint and fills up again', async () => {
    const { askJira, jira, wait } = createRemoteWorld()
    for (let count = 0; count < 100; count++) askJira(ROLE)

    const refused = askJira(ROLE)
    const other = askJira('/groups/picker')
    await wait(SECOND)

    expect([refused.status, refused.headers['ratelimit-reason'], refused.headers['retry-after']]).toEqual([
      429,
      'jira-burst-based',
      '1',
    ])
    expect([other.status, askJira(ROLE).status, jira.meters.throttled]).toEqual([200, 200, 1])
  })

  it('stops at 65,000 points until the UTC hour is over', async () => {
    const { askJira, jira, wait } = createRemoteWorld()
    await wait(50 * MINUTE)
    while (jira.meters.points < 65_000) {
      if (askJira(ROLE).status === 429) await wait(SECOND)
    }

    const refused = askJira(ROLE)
    await wait(Number(refused.headers['retry-after']) * SECOND)

    expect(refused.headers['ratelimit-reason']).toBe('jira-quota-global-based')
    expect([askJira(ROLE).status, jira.meters.peakPointsPerHour]).toEqual([200, 65_001])
  })

  it('charges one point and two for each object', () => {
    const { askJira, jira } = createRemoteWorld()

    askJira('/mypermissions?permissions=ADMINISTER')

    expect(jira.meters.points).toBe(3)
  })
})
