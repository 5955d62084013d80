import { createRemoteWorld, MINUTE, SECOND } from '../remote-world'

type World = ReturnType<typeof createRemoteWorld>

const texts = (count: number, make = (index: number) => `t${index}`): string[] =>
  Array.from({ length: count }, (_, index) => make(index))

const search = (world: World, list: 'users' | 'groups', body: object) =>
  world.askOrganization('POST', `/${list}/search`, body)

describe('filters of the organization', () => {
  it.each([
    ['users', 'accountIds', 10],
    ['users', 'groupIds', 10],
    ['users', 'directoryIds', 10],
    ['users', 'emailDomains', 10],
    ['users', 'resourceIds', 20],
    ['users', 'emails', 100],
    ['groups', 'accountIds', 10],
    ['groups', 'groupIds', 10],
    ['groups', 'resourceIds', 20],
    ['groups', 'groupNames', 100],
  ] as const)('%s/search takes so many %s: %i, and not one more', (list, name, max) => {
    const world = createRemoteWorld()
    const ask = (count: number): number => search(world, list, { [name]: texts(count) }).status

    expect([ask(max), ask(max + 1)]).toEqual([200, 400])
  })

  it.each([
    ['users', 50],
    ['groups', 20],
  ] as const)('%s/search gives %i a page unless asked, at most 100', async (list, pageDefault) => {
    const world = createRemoteWorld()
    for (let index = 0; index < 120; index += 1) {
      world.person(`Person ${index}`)
      world.site.addGroup({ name: `group-${index}` })
    }
    await world.wait(3 * SECOND)
    const page = (body: object) => search(world, list, body)

    expect(page({}).body.data).toHaveLength(pageDefault)
    expect(page({ limit: 100 }).body.data).toHaveLength(100)
    expect(page({ limit: 101 }).status).toBe(400)
    expect(page({ limit: 0 }).status).toBe(400)
  })

  it('takes four of its five statuses at once', () => {
    const world = createRemoteWorld()
    const all = ['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion']

    expect(search(world, 'users', { status: all.slice(0, 4) }).status).toBe(200)
    expect(search(world, 'users', { status: all }).status).toBe(400)
  })
})

describe('what the directory shows', () => {
  it('is at most three seconds old', async () => {
    const world = createRemoteWorld({ seats: null })
    const people = texts(40, (index) => `Person ${index}`).map(world.person)
    const path = `/groups/${world.access.groupId}/memberships`
    for (const { accountId } of people) world.askOrganization('POST', path, { accountId })
    const shown = () => search(world, 'users', { groupIds: [world.access.groupId], limit: 100 }).body.data.length

    const early = shown()
    await world.wait(3 * SECOND)

    expect(early).toBeLessThan(40)
    expect(shown()).toBe(40)
  })
})

describe('the audit log', () => {
  it.each([
    ['events', 10],
    ['event-actions', 10],
    ['events-stream', 50],
  ])('%s answers %i requests a minute', async (path, limit) => {
    const { send, organization, site, wait } = createRemoteWorld()
    const headers = { authorization: `Bearer ${site.orgApiKey}` }
    const ask = (): number =>
      send(organization, 'GET', `https://api.atlassian.com/admin/v1/orgs/${site.orgId}/${path}`, { headers }).status

    const statuses = Array.from({ length: limit + 1 }, ask)
    await wait(MINUTE)

    expect(statuses).toEqual([...Array<number>(limit).fill(200), 429])
    expect(ask()).toBe(200)
  })

  it('tells memberships and sign-ins two minutes late, page by page', async () => {
    const { send, organization, site, person, access, wait } = createRemoteWorld()
    const headers = { authorization: `Bearer ${site.orgApiKey}` }
    const ask = (query: string) =>
      send(organization, 'GET', `https://api.atlassian.com/admin/v1/orgs/${site.orgId}/events-stream?${query}`, {
        headers,
      })
    const { accountId } = person('Ada')
    site.setMember(accountId, access.groupId, true, 'admin')
    site.setMember(accountId, access.groupId, false, 'admin')
    site.recordLogin(accountId)
    await wait(2 * MINUTE - 1)
    expect(ask('limit=1').body.data).toEqual([])
    await wait(1)

    const first = ask('limit=1').body
    const second = ask(`limit=500&cursor=${first.meta.next}`).body

    const actions = [...first.data, ...second.data].map(
      ({ attributes }: { attributes: { action: string } }) => attributes.action,
    )
    expect(actions).toEqual(['user_added_to_group', 'user_removed_from_group', 'account_session_opened'])
    expect(ask('limit=501').status).toBe(400)
  })
})
