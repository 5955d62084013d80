import { createRemoteWorld, DAY, MINUTE, readGraphList, SECOND } from '../remote-world'

describe('delta', () => {
  const LATEST = '/users/delta?$select=id,accountEnabled&$deltatoken=latest'

  it('tells, within two minutes, who was disabled, deleted, restored or added', async () => {
    const world = createRemoteWorld()
    const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map(world.colleague)
    world.tenant.deleteUser(cleo!.id)
    await world.wait(2 * MINUTE)
    const { deltaLink } = readGraphList(world, LATEST)

    world.tenant.updateUser(ada!.id, { accountEnabled: false })
    world.tenant.deleteUser(ben!.id)
    world.tenant.restoreUser(cleo!.id)
    const dan = world.colleague('Dan')
    await world.wait(2 * MINUTE)
    const { values } = readGraphList(world, deltaLink)

    expect(values).toEqual([
      { id: ada!.id, accountEnabled: false },
      { id: ben!.id, '@removed': { reason: 'changed' } },
      { id: cleo!.id, accountEnabled: true },
      { id: dan.id, accountEnabled: true },
    ])
  })

  it('tells nothing about properties that were not selected', async () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    await world.wait(2 * MINUTE)
    const { deltaLink } = readGraphList(world, LATEST)

    world.tenant.updateUser(ada.id, { displayName: 'Lovelace' })
    await world.wait(2 * MINUTE)

    expect(readGraphList(world, deltaLink).values).toEqual([])
  })

  it('begins with everybody, page by page, and goes on from there', async () => {
    const world = createRemoteWorld()
    const people = Array.from({ length: 450 }, (_, index) => world.colleague(`Person${index}`))
    await world.wait(2 * MINUTE)

    const full = readGraphList(world, '/users/delta?$select=id')
    world.tenant.deleteUser(people[3]!.id)
    await world.wait(2 * MINUTE)
    const changes = readGraphList(world, full.deltaLink)

    expect(full.values.map(({ id }) => id)).toEqual(people.map(({ id }) => id))
    expect(new Set(changes.values.map(({ id }) => id))).toEqual(new Set([people[3]!.id]))
  })

  it('says "deleted" when the 30 days of a soft-deleted user are over', async () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    world.tenant.deleteUser(ada.id)
    await world.wait(29 * DAY)
    const { deltaLink } = readGraphList(world, LATEST)

    await world.wait(DAY + SECOND)
    readGraphList(world, '/users')
    await world.wait(2 * MINUTE)

    expect(readGraphList(world, deltaLink).values).toEqual([{ id: ada.id, '@removed': { reason: 'deleted' } }])
  })

  it('forgets a token after seven days and says where to begin anew', async () => {
    const world = createRemoteWorld()
    const ada = world.colleague('Ada')
    const { deltaLink } = readGraphList(world, LATEST)

    await world.wait(7 * DAY + SECOND)
    const expired = world.askGraph('GET', deltaLink)

    expect([expired.status, expired.body.error.code]).toEqual([410, 'syncStateNotFound'])
    expect(readGraphList(world, expired.headers['location']!).values).toEqual([{ id: ada.id, accountEnabled: true }])
  })
})
