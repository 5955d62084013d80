import { createRemoteWorld, DAY, readGraphList, SECOND } from '../remote-world'

type World = ReturnType<typeof createRemoteWorld>

const EVENTUAL = { headers: { consistencylevel: 'eventual' } }

function addColleagues(world: World, count: number): void {
  for (let index = 0; index < count; index += 1) world.colleague(`Person${index}`)
}

const page = (world: World, path: string, options = {}): number =>
  world.askGraph('GET', path, options).body.value.length

describe('pages of Graph', () => {
  it('hold 100 users unless asked, 999 at most, 500 with sign-in activity', () => {
    const world = createRemoteWorld()
    addColleagues(world, 1_001)
    const status = (query: string): number => world.askGraph('GET', `/users?${query}`).status

    expect(page(world, '/users?$select=id')).toBe(100)
    expect(page(world, '/users?$select=id&$top=999')).toBe(999)
    expect(status('$select=id&$top=1000')).toBe(400)
    expect(page(world, '/users?$select=id,signInActivity&$top=500')).toBe(500)
    expect(status('$select=id,signInActivity&$top=501')).toBe(400)
  })

  it('hold 999 members of a group at most', () => {
    const world = createRemoteWorld()
    addColleagues(world, 1_001)
    const { id } = world.tenant.addGroup('All')
    for (const user of world.tenant.users.keys()) world.tenant.setMember(id, user, true)
    const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?$select=id&$count=true`

    expect(page(world, `${path}&$top=999`, EVENTUAL)).toBe(999)
    expect(world.askGraph('GET', `${path}&$top=1000`, EVENTUAL).status).toBe(400)
  })

  it('hold 200 changes, or as many as the header prefers', async () => {
    const world = createRemoteWorld()
    addColleagues(world, 300)
    await world.wait(120 * SECOND)
    const prefer = { headers: { prefer: 'odata.maxpagesize=50' } }

    expect(page(world, '/users/delta?$select=id')).toBe(200)
    expect(page(world, '/users/delta?$select=id', prefer)).toBe(50)
  })

  it('hold 1,000 sign-ins at most', async () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    for (let count = 0; count < 1_001; count += 1) world.tenant.recordSignIn(ada.id)
    await world.wait(900 * SECOND)

    expect(page(world, '/auditLogs/signIns')).toBe(1_000)
    expect(page(world, '/auditLogs/signIns?$top=1000')).toBe(1_000)
    expect(world.askGraph('GET', '/auditLogs/signIns?$top=1001').status).toBe(400)
  })
})

describe('the sign-in log', () => {
  it('shows nothing within two minutes, something in the third, and everything after fifteen', async () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    for (let count = 0; count < 200; count += 1) world.tenant.recordSignIn(ada.id)
    const seen: number[] = []

    for (const seconds of [119, 61, 720]) {
      await world.wait(seconds * SECOND)
      seen.push(page(world, '/auditLogs/signIns'))
    }

    expect([seen[0], seen[1]! > 0, seen[2]]).toEqual([0, true, 200])
  })
})

describe('lists in a request to Graph', () => {
  it('hold 20 requests of a batch', () => {
    const world = createRemoteWorld()
    const batch = (count: number) => ({
      requests: Array.from({ length: count }, (_, index) => ({
        id: String(index),
        method: 'GET',
        url: '/users?$top=1',
      })),
    })

    expect(world.askGraph('POST', '/$batch', { body: batch(20) }).status).toBe(200)
    expect(world.askGraph('POST', '/$batch', { body: batch(21) }).status).toBe(400)
  })

  it('hold 20 groups of a membership check', () => {
    const world = createRemoteWorld()
    const { id } = world.colleague('Ada')
    const ids = Array.from({ length: 21 }, (_, index) => world.tenant.addGroup(`Group ${index}`).id)
    const check = (count: number): number =>
      world.askGraph('POST', `/users/${id}/checkMemberGroups`, { body: { groupIds: ids.slice(0, count) } }).status

    expect([check(20), check(21)]).toEqual([200, 400])
  })
})

describe('what Graph remembers', () => {
  it('is a token for 3,599 seconds', async () => {
    const world = createRemoteWorld()
    const token = world.askToken().body.access_token as string
    const ask = (): number => world.askGraph('GET', '/users', { token }).status

    await world.wait(3_598 * SECOND)
    const before = ask()
    await world.wait(SECOND)

    expect([before, ask()]).toEqual([200, 401])
  })

  it('is a delta token for seven days, to the second', async () => {
    const world = createRemoteWorld()
    const { deltaLink } = readGraphList(world, '/users/delta?$select=id&$deltatoken=latest')

    await world.wait(7 * DAY)
    const before = world.askGraph('GET', deltaLink).status
    await world.wait(SECOND)

    expect([before, world.askGraph('GET', deltaLink).status]).toEqual([200, 410])
  })

  it('is a deleted user for 30 days', async () => {
    const world = createRemoteWorld()
    world.tenant.deleteUser(world.colleague('Ada').id)
    const path = '/directory/deletedItems/microsoft.graph.user?$select=id'

    await world.wait(30 * DAY)
    const before = page(world, path)
    await world.wait(SECOND)

    expect([before, page(world, path)]).toEqual([1, 0])
  })
})

describe('resource units in ten seconds', () => {
  it.each([
    [49, 3_500],
    [50, 5_000],
    [500, 5_000],
    [501, 8_000],
  ])('of a tenant with %i users: %i', (users, limit) => {
    const world = createRemoteWorld()
    addColleagues(world, users)
    const token = world.askToken().body.access_token as string
    // checkMemberGroups costs 4 units.
    const id = [...world.tenant.users.keys()][0]!
    const body = { groupIds: [world.tenant.addGroup('All').id] }
    const ask = (): number => world.askGraph('POST', `/users/${id}/checkMemberGroups`, { body, token }).status

    const statuses = Array.from({ length: limit / 4 + 1 }, ask)

    expect(statuses.lastIndexOf(200)).toBe(limit / 4 - 1)
    expect(statuses.at(-1)).toBe(429)
  })

  it('are fewer with $select and with a small page', () => {
    const world = createRemoteWorld()
    const cost = (query: string): string => world.askGraph('GET', `/users?${query}`).headers['x-ms-resource-unit']!

    expect([cost(''), cost('$select=id'), cost('$top=19'), cost('$select=id&$top=19')]).toEqual(['2', '1', '1', '1'])
  })
})
