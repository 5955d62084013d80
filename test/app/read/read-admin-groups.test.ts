import { AppError } from '../../../src/core/errors'
import { readAdminGroups } from '../../../src/app/read/read-admin-groups'
import { createWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

it('remembers the roles of as many groups as one value holds, the newest of the day', async () => {
  const world = createWorld()
  for (let look = 0; look < 10; look += 1) {
    world.now = new Date(world.now.getTime() + 60_000)
    const groupIds = Array.from({ length: 300 }, (_, index) => `group-${look}-${String(index).padStart(28, '0')}`)
    await readAdminGroups(world.ports, groupIds, { maxAgeMs: 3_600_000, requestsKept: 0 })
  }

  const kept = world.kvs.get(keys.groupRoles) as Record<string, object>
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(240 * 1024)
  const looks = new Set(Object.keys(kept).map((groupId) => groupId.split('-')[1]))
  expect([...looks].sort()).toEqual(['5', '6', '7', '8', '9'])
})

it('keeps whoever is in a group whose roles cannot be read, beside one whose roles are', async () => {
  const world = createWorld()
  let asked = 0
  world.beforeCall = (name) => {
    if (name === 'readGroupRoles' && (asked += 1) === 1) throw new AppError('unavailable', 'fake: no answer')
  }

  const { unread } = await readAdminGroups(world.ports, ['g-1', 'g-2'], { maxAgeMs: 3_600_000, requestsKept: 0 })

  expect([...unread]).toEqual(['g-1'])
})

it('stops where no group tells of its roles', async () => {
  const world = createWorld()
  world.beforeCall = () => {
    throw new AppError('unavailable', 'fake: no answer')
  }

  const read = readAdminGroups(world.ports, ['g-1', 'g-2', 'g-3'], { maxAgeMs: 3_600_000, requestsKept: 0 })

  await expect(read).rejects.toThrow('fake: no answer')
})
