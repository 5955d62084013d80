import { ask } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { dropWaiting, grantNow, moveWaiting } from '../../../src/app/grant/waiting-list'
import { DAY_MS } from '../../../src/core/time'
import { NOW, account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const productKey = 'jira-software'
const PEOPLE = ['Ada', 'Bea', 'Cid', 'Dan']

/** A site with 4 of 100 seats free, and these people waiting since a second apart, or all of the same second. */
async function siteWith(apartMs = 1_000): Promise<FakeWorld> {
  const world = createWorld()
  for (let index = 0; index < 96; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
  for (const [index, name] of PEOPLE.entries()) {
    await addLinked(world, person(name), account(name, { groupIds: [] }))
    world.now = new Date(NOW.getTime() + index * apartMs)
    await ask(world.ports, [`a-${name.toLowerCase()}`], [productKey], SIGN_IN_LOG)
  }
  await drainInbox(world.ports, 'drain', null)
  return world
}

const order = async (world: FakeWorld) =>
  (await world.ports.requests.listWaiting(productKey, 100)).map(({ accountId }) => accountId)
const free = (world: FakeWorld, count: number): void => {
  for (let index = 0; index < count; index += 1) world.accounts.delete(`a-h${index}`)
}

describe('moveWaiting', () => {
  it.each([
    ['to the front', 'a-dan', 'a-ada', ['a-dan', 'a-ada', 'a-bea', 'a-cid']],
    ['in between', 'a-dan', 'a-bea', ['a-ada', 'a-dan', 'a-bea', 'a-cid']],
    ['to the end', 'a-ada', null, ['a-bea', 'a-cid', 'a-dan', 'a-ada']],
    ['where it is', 'a-bea', 'a-cid', ['a-ada', 'a-bea', 'a-cid', 'a-dan']],
  ])('puts somebody %s', async (_, accountId, before, expected) => {
    for (const apartMs of [1_000, 0, 3_600_000]) {
      const world = await siteWith(apartMs)

      await moveWaiting(world.ports, { accountId, productKey, before })

      expect(await order(world)).toEqual(expected)
    }
  })

  it('decides who gets the next seat', async () => {
    const world = await siteWith()
    await moveWaiting(world.ports, { accountId: 'a-cid', productKey, before: 'a-ada' })
    free(world, 1)

    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-cid g-jira'])
  })

  it('refuses to move somebody who no longer waits', async () => {
    const world = await siteWith()

    await expect(moveWaiting(world.ports, { accountId: 'a-nix', productKey, before: null })).rejects.toThrow(/no|waits/)
    await expect(moveWaiting(world.ports, { accountId: 'a-ada', productKey, before: 'a-nix' })).rejects.toThrow(/a-nix/)
  })
})

describe('dropWaiting', () => {
  it('takes somebody off the list, who may ask again', async () => {
    const world = await siteWith()

    await dropWaiting(world.ports, { accountId: 'a-ada', productKey })
    expect(await order(world)).toEqual(['a-bea', 'a-cid', 'a-dan'])

    await ask(world.ports, ['a-ada'], [productKey], SIGN_IN_LOG)
    expect(world.requests.get(`${productKey}:a-ada`)?.state).toBe('open')
  })
})

describe('grantNow', () => {
  it('goes ahead of everybody and still through the guard', async () => {
    const world = await siteWith()
    await addLinked(world, person('Eva'), account('Eva', { groupIds: [] }))

    await grantNow(world.ports, { accountId: 'a-eva', productKey })
    await drainInbox(world.ports, 'drain', null)
    expect(world.writes).toEqual([])
    free(world, 1)
    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-eva g-jira'])
  })

  it('brings somebody who waits to the front', async () => {
    const world = await siteWith()
    free(world, 1)

    await grantNow(world.ports, { accountId: 'a-dan', productKey })
    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-dan g-jira'])
  })

  it('refuses a product that is not managed', async () => {
    const world = await siteWith()

    await expect(grantNow(world.ports, { accountId: 'a-dan', productKey: 'jpd' })).rejects.toThrow(/got "jpd"/)
  })
})

describe('the waiting list', () => {
  it('forgets who has waited too long', async () => {
    const world = await siteWith(DAY_MS)
    world.now = new Date(NOW.getTime() + 31.5 * DAY_MS)

    await drainInbox(world.ports, 'drain', null)

    expect(await order(world)).toEqual(['a-cid', 'a-dan'])
  })
})
