import { nameDirectoryGroups, findDirectoryGroups } from '../../../src/app/admin/group-names'
import { createWorld } from '../../support/fakes'

describe('nameDirectoryGroups', () => {
  it('gives each group its name, in the order asked, and null to those the directory has not', async () => {
    const world = createWorld()
    world.groupMembers.set('g-all', [])
    const name = (await world.ports.directory.readGroupNames(['g-all'])).get('g-all')

    expect(await nameDirectoryGroups(world.ports, { ids: ['g-none', ' g-all '] })).toEqual([
      { id: 'g-none', name: null },
      { id: 'g-all', name },
    ])
  })

  it('asks nothing of the directory when there is nothing to ask', async () => {
    const directory = { readGroupNames: () => Promise.reject(new Error('asked')) }

    expect(await nameDirectoryGroups({ directory }, { ids: [] })).toEqual([])
  })

  it('takes at most a hundred at a time', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `g-${index}`)

    await expect(nameDirectoryGroups(createWorld().ports, { ids })).rejects.toThrow(
      'Expected at most 100 groups at a time.',
    )
  })
})

describe('findDirectoryGroups', () => {
  function createStaff() {
    const world = createWorld()
    world.groupMembers.set('g-staff', []).set('g-other', [])
    world.groupNames.set('g-staff', 'Staff')
    return world
  }

  it('finds by the beginning of the name, without asking for an id', async () => {
    const { ports } = createStaff()
    const directory = { ...ports.directory, readGroupNames: () => Promise.reject(new Error('asked')) }

    expect(await findDirectoryGroups({ directory }, { query: ' sta ' })).toEqual([{ id: 'g-staff', name: 'Staff' }])
  })

  it('takes an id where no name begins so, and finds nothing for what is neither', async () => {
    const { ports } = createStaff()

    expect(await findDirectoryGroups(ports, { query: 'g-staff' })).toEqual([{ id: 'g-staff', name: 'Staff' }])
    expect(await findDirectoryGroups(ports, { query: 'g-none' })).toEqual([])
  })

  it('refuses a text that no name can be', async () => {
    await expect(findDirectoryGroups(createStaff().ports, { query: 'x'.repeat(201) })).rejects.toThrow(
      'of at most 200 characters',
    )
  })
})
