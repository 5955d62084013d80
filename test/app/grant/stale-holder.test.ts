import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { readPortalStatus, requestOnPortal } from '../../../src/app/signals/portal'
import { grantNow } from '../../../src/app/grant/waiting-list'
import { refreshAccount } from '../../../src/app/signals/user-events'
import { recordActivity } from '../../../src/app/signals/activity'
import { keys } from '../../support/keys'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** Bea held access when last read; another administrator has taken it since. */
async function siteOfBea(): Promise<FakeWorld> {
  const world = createWorld()
  await addLinked(world, person('Bea'), account('Bea', { groupIds: [] }))
  world.kvs.set(keys.seat('a-bea'), { holds: true })
  world.kvs.set(keys.lastGood, { readAt: '2026-03-17T02:00:00.000Z' })
  return world
}

describe('somebody whose access another administrator took', () => {
  it('who asks on the portal gets it back: who holds access is looked up, not remembered', async () => {
    const world = await siteOfBea()

    await requestOnPortal(world.ports, 'a-bea')
    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-bea g-jira'])
  })

  it('is told so on the portal once the request is open, and gets it by "grant now"', async () => {
    const world = await siteOfBea()

    await grantNow(world.ports, { accountId: 'a-bea', productKey: 'jira-software' })
    expect(await readPortalStatus(world.ports, 'a-bea')).toMatchObject({ state: 'asked' })
    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-bea g-jira'])
  })

  it('asks by the next act once Jira has told of the change', async () => {
    const world = await siteOfBea()
    await refreshAccount(world.ports, { accountId: 'a-bea', productKeys: [], at: world.now.toISOString() })

    await recordActivity(world.ports, 'a-bea')
    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-bea g-jira'])
  })
})
