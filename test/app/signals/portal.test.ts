import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { ask } from '../../../src/app/signals/ask'
import { WEB_TRIGGER } from '../../../src/app/signals/hear-call'
import { readPortalStatus, requestOnPortal } from '../../../src/app/signals/portal'
import { AppError } from '../../../src/core/errors'
import { NOW, account, person, SIGNALS } from '../../support/builders'
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
  ])('takes no request of %s', async (_, accountId) => {
    const world = await siteWith(10)

    expect(await requestOnPortal(world.ports, accountId)).toEqual({ state: 'cannot-ask' })
    expect([world.requests.size, world.wakes]).toEqual([0, []])
  })

  it.each([
    ['somebody whom our own record knows', 'a-ada'],
    ['anybody else', 'qm:1:2'],
  ])('stores the request of %s before anything is looked up', async (_, accountId) => {
    const world = await siteWith(10)
    world.beforeCall = (name) => {
      throw new Error(name)
    }

    expect(await requestOnPortal(world.ports, accountId)).toMatchObject({ state: 'asked' })
    expect(world.wakes).toEqual([`jira-software:${accountId}`])
  })

  it.each([
    ['a customer of the portal', 'qm:1:2'],
    ['an app', 'a-bot'],
  ])('refuses %s by a look-up alone, without reading the seats', async (_, accountId) => {
    const world = await siteWith(10)
    world.accounts.set('a-bot', account('Bot', { type: 'other' }))
    await requestOnPortal(world.ports, accountId)
    const called: string[] = []
    world.beforeCall = (name) => called.push(name)

    await drainInbox(world.ports, 'drain', `jira-software:${accountId}`)

    expect(called).toEqual(['lookUpAccounts'])
    expect(await readPortalStatus(world.ports, accountId)).toEqual({ state: 'refused', because: 'no-account' })
  })

  it('keeps nobody waiting behind strangers who cannot be looked up', async () => {
    const world = await siteWith(10)
    const strangers = ['qm:1:1', 'qm:1:2', 'qm:1:3', 'qm:1:4']
    for (const accountId of [...strangers, 'a-ada']) await requestOnPortal(world.ports, accountId)
    const { accounts } = world.ports
    const lookUp: typeof accounts.lookUp = async (ids) => {
      if (ids.some((id) => strangers.includes(id))) throw new AppError('refused', 'Expected 200, got 400.')
      return accounts.lookUp(ids)
    }

    await drainInbox({ ...world.ports, accounts: { ...accounts, lookUp } }, 'drain', null)

    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'granted' })
  })

  it('looks a stranger up six times an hour, and then no more', async () => {
    const world = await siteWith(10)
    const looked: string[] = []
    world.beforeCall = (name) => name === 'lookUpAccounts' && looked.push(name)

    for (let minute = 0; minute < 20; minute += 1) {
      world.now = new Date(world.now.getTime() + 60_000)
      const { state } = await requestOnPortal(world.ports, 'qm:1:2')
      if (state === 'asked') await drainInbox(world.ports, 'drain', 'jira-software:qm:1:2')
    }

    expect(looked).toHaveLength(6)
    expect(await requestOnPortal(world.ports, 'qm:1:2')).toEqual({ state: 'too-often' })
  })

  it('refuses without the store whom it has refused within the minute, and hears them in the next', async () => {
    const world = await siteWith(10)
    for (let call = 0; call < 11; call += 1) await readPortalStatus(world.ports, 'a-ada')
    const { readMany } = world.ports.store
    world.ports.store.readMany = () => Promise.reject(new Error('read'))

    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'too-often' })

    world.ports.store.readMany = readMany
    world.now = new Date(world.now.getTime() + 60_000)
    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'none' })
  })

  it('locks nobody out who presses the button three times in a row', async () => {
    const world = await siteWith(10, { noAccessAccountIds: ['a-ada'] })
    const states: string[] = []
    for (let press = 0; press < 3; press += 1) {
      states.push((await requestOnPortal(world.ports, 'a-ada')).state)
      await drain(world)
      states.push((await readPortalStatus(world.ports, 'a-ada')).state)
    }

    expect(states).toEqual(['asked', 'refused', 'asked', 'refused', 'asked', 'refused'])
    // Whoever was refused is looked at again together with all others of the while.
    expect(world.wakes).toEqual(['jira-software:a-ada', null])
  })

  it('hears a Monday morning of a thousand whom our own record does not know', async () => {
    const world = await siteWith(10)
    for (let index = 0; index < 1_000; index += 1)
      world.accounts.set(`a-new${index}`, account(`New${index}`, { groupIds: [] }))

    for (let index = 0; index < 1_000; index += 1)
      expect((await requestOnPortal(world.ports, `a-new${index}`)).state).toBe('asked')
  })

  it('adds nothing over what another signal has asked for and the drain has decided meanwhile', async () => {
    const world = await siteWith(96)
    await readPortalStatus(world.ports, 'a-ada')
    const { addBeside } = world.ports.requests
    world.ports.requests.addBeside = async (...parameters) => {
      await ask(world.ports, ['a-ada'], ['jira-software'], WEB_TRIGGER)
      world.now = new Date(NOW.getTime() + 5_000)
      await drain(world)
      return addBeside(...parameters)
    }

    await requestOnPortal(world.ports, 'a-ada')

    expect([...world.requests.values()]).toMatchObject([
      { state: 'waiting', askedAt: NOW.toISOString(), source: 'web-trigger', refusal: { because: 'no-seat' } },
    ])
    expect(await readPortalStatus(world.ports, 'a-ada')).toMatchObject({ state: 'waiting' })
  })

  it('tells whoever counts at the same moment as others to come back, and refuses nobody for it', async () => {
    const world = await siteWith(10)
    const { swapMany } = world.ports.store
    world.ports.store.swapMany = async () => new Map()

    expect(await readPortalStatus(world.ports, 'a-ada')).toMatchObject({ state: 'busy' })
    expect(await requestOnPortal(world.ports, 'a-ada')).toMatchObject({ state: 'busy' })

    world.ports.store.swapMany = swapMany
    expect(await requestOnPortal(world.ports, 'a-ada')).toMatchObject({ state: 'asked' })
  })

  it('says so when it is switched off', async () => {
    const world = await siteWith(10, { signals: { ...SIGNALS, portal: false } })

    expect(await requestOnPortal(world.ports, 'a-ada')).toEqual({ state: 'off' })
    expect(world.requests.size).toBe(0)
  })
})
