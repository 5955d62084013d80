import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { readPortalStatus, requestOnPortal } from '../../../src/app/signals/portal'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { NOW, account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

async function siteWith(holders: number, settings = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  for (let index = 0; index < holders; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
  await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
  return world
}

const drain = (world: FakeWorld) => drainInbox(world.ports, 'drain', null)

describe('the portal', () => {
  it('leads from asking to the seat', async () => {
    const world = await siteWith(10)
    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'none' })

    expect(await requestOnPortal(world.ports, 'a-ada')).toEqual({ state: 'asked', askedAt: NOW.toISOString() })
    await drain(world)

    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'granted' })
  })

  it('shows the refusal where the person asked, and later that a seat is there', async () => {
    const world = await siteWith(96)
    await requestOnPortal(world.ports, 'a-ada')
    await drain(world)

    expect(await readPortalStatus(world.ports, 'a-ada')).toMatchObject({
      state: 'waiting',
      message: 'Not enough licenses: 4',
    })

    world.accounts.delete('a-h0')
    await drain(world)
    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'granted' })
  })

  it('is one open request, however often the button is pressed', async () => {
    const world = await siteWith(96)

    await requestOnPortal(world.ports, 'a-ada')
    await requestOnPortal(world.ports, 'a-ada')
    await drain(world)
    const again = await requestOnPortal(world.ports, 'a-ada')

    expect(again.state).toBe('waiting')
    expect(world.requests.size).toBe(1)
    expect(world.wakes).toHaveLength(1)
  })

  it('says why there is no seat for somebody, and looks again when asked again', async () => {
    const world = await siteWith(10, { noAccessAccountIds: ['a-ada'] })
    await requestOnPortal(world.ports, 'a-ada')
    await drain(world)

    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'refused', because: 'access-exempt' })
    expect(await requestOnPortal(world.ports, 'a-ada')).toMatchObject({ state: 'asked' })
  })

  it.each([
    ['nobody', null],
    ['somebody who is not signed in', 'unidentified'],
    ['a customer of the portal', 'qm:1:2'],
    ['an app', 'a-bot'],
  ])('takes no request of %s', async (_, accountId) => {
    const world = await siteWith(10)
    world.accounts.set('a-bot', account('Bot', { type: 'other' }))

    expect(await requestOnPortal(world.ports, accountId)).toEqual({ state: 'cannot-ask' })
    expect([world.requests.size, world.wakes]).toEqual([0, []])
  })

  it('says so when it is switched off', async () => {
    const world = await siteWith(10, { signals: { ...DEFAULT_SETTINGS.signals, portal: false } })

    expect(await requestOnPortal(world.ports, 'a-ada')).toEqual({ state: 'off' })
    expect(world.requests.size).toBe(0)
  })
})
