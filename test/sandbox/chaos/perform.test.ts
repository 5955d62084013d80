import { perform } from '../../../sandbox/chaos/perform'
import type { Setup } from '../../../sandbox/chaos/scenario'
import { setUp } from '../../../sandbox/chaos/set-up'
import { createWorld } from '../../../sandbox/chaos/world'
import type { World } from '../../../sandbox/chaos/world'
import { appBundle } from '../../support/bundle'

const SETUP: Setup = {
  ...{ freeSeats: 5, seatReserve: 5, removeNeverUsed: false, hasRequiredGroup: false, quietDays: 0 },
  ...{ provisionHours: 6, sweepHours: 6, leaversMinutes: 15, lists: 'all', maySuspend: true, isWarm: false },
  leavers: { account: 'keep', removeGroups: false },
  armed: { provision: true, grant: true, sweep: true },
}

const begin = (): Promise<World> =>
  createWorld(
    {
      ...{ seed: 1, startMinute: 0, setup: SETUP, steps: [] },
      cast: { active: 2, idle: 0, edge: 0, unknown: 0, without: 20, fresh: 0, disabled: 0 },
    },
    appBundle(),
  )

describe('the acts of a story', () => {
  it('name for a fault nobody who has been deleted', async () => {
    const world = await begin()
    const { company, tenant } = world.sandbox
    const deleted = company.people.find(({ name }) => name.startsWith('Without'))!
    tenant.deleteUser(deleted.userId)

    await perform(world, { type: 'fault', line: 'entra /users 500 for %0', minutes: 10, job: null })

    expect(world.disarms).toHaveLength(1)
  })

  it('rename nobody who has the new name already', async () => {
    const world = await begin()
    await perform(world, { type: 'rename', who: 0, count: 1 })
    await setUp(world)
    await world.call('runNow', { job: 'provision' })
    await world.sandbox.runFor('6m')

    await perform(world, { type: 'rename', who: 0, count: 2 })

    expect([...world.truth.renamed]).toEqual([world.sandbox.company.people[1]!.userId])
  })
})
