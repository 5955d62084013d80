import { requestForColleague } from '../../../src/app/signals/colleague'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { readPortalStatus, requestOnPortal } from '../../../src/app/signals/portal'
import { keys } from '../../support/keys'
import type { SignalSettings } from '../../../src/core/settings/signals'
import { NOW, account, person, SIGNALS } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const NAMES = ['Ben', 'Cid', 'Dan', 'Eve', 'Fay', 'Gil']

/** Ada holds access; the others have accounts and none. */
async function site(signals: Partial<SignalSettings> = {}): Promise<FakeWorld> {
  const world = createWorld({ signals: { ...SIGNALS, ...signals } })
  await addLinked(world, person('Ada'), account('Ada'))
  world.kvs.set(keys.seat('a-ada'), { holds: true })
  for (const name of NAMES) await addLinked(world, person(name), account(name, { groupIds: [] }))
  return world
}

const ask = (world: FakeWorld, caller: string | null, accountId: unknown) =>
  requestForColleague(world.ports, caller, { accountId })

describe('requestForColleague', () => {
  it('leads from a holder’s wish to the colleague’s seat', async () => {
    const world = await site()

    expect(await ask(world, 'a-ada', 'a-ben')).toEqual({ state: 'asked' })
    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-ben', source: 'colleague', state: 'open' }])
    await drainInbox(world.ports, 'drain', null)

    expect(world.accounts.get('a-ben')?.groupIds).toEqual(['g-jira'])
  })

  it('is one open request, however many ask, and costs the second one nothing of the day', async () => {
    const world = await site()
    await addLinked(world, person('Zoe'), account('Zoe'))
    world.kvs.set(keys.seat('a-zoe'), { holds: true })

    await ask(world, 'a-ada', 'a-ben')
    expect(await ask(world, 'a-zoe', 'a-ben')).toEqual({ state: 'asked' })

    expect(world.requests.size).toBe(1)
    expect(world.kvs.get('allowance:a-zoe')).not.toHaveProperty('others')
  })

  it('takes five requests a day of one person, counted together with mentions', async () => {
    const world = await site()

    const answers: string[] = []
    for (const name of NAMES) answers.push((await ask(world, 'a-ada', `a-${name.toLowerCase()}`)).state)
    expect(answers).toEqual([...Array<string>(5).fill('asked'), 'limit'])
    expect(world.requests.size).toBe(5)

    world.now = new Date(NOW.getTime() + 86_400_000)
    expect(await ask(world, 'a-ada', 'a-gil')).toEqual({ state: 'asked' })
  })

  it.each([
    ['nobody', null],
    ['somebody who is not signed in', 'unidentified'],
    ['a customer of the portal', 'qm:1:2'],
    ['an app with access', 'a-bot'],
    ['somebody without access', 'a-cid'],
    ['somebody who left, whatever our record says', 'a-old'],
  ])('takes nothing of %s', async (_, caller) => {
    const world = await site()
    world.accounts.set('a-bot', account('Bot', { type: 'other' }))
    world.accounts.set('a-old', account('Old', { isActive: false }))
    world.kvs.set(keys.seat('a-old'), { holds: true })

    expect(await ask(world, caller, 'a-ben')).toEqual({ state: 'cannot-ask' })
    expect(world.requests.size).toBe(0)
  })

  it.each([
    ['an app', 'a-bot', 'not-a-person'],
    ['somebody who left', 'a-old', 'not-a-person'],
    ['nobody', 'a-nobody', 'not-a-person'],
    ['something that is no id', 7, 'not-a-person'],
    ['somebody who has access', 'a-zoe', 'holds'],
    ['the caller', 'a-ada', 'holds'],
  ])('asks nothing for %s', async (_, target, state) => {
    const world = await site()
    world.accounts.set('a-bot', account('Bot', { type: 'other' }))
    world.accounts.set('a-old', account('Old', { isActive: false }))
    world.accounts.set('a-zoe', account('Zoe'))
    world.kvs.set(keys.seat('a-zoe'), { holds: true })

    expect(await ask(world, 'a-ada', target)).toEqual({ state })
    expect([world.requests.size, world.wakes]).toEqual([0, []])
    expect(world.kvs.get('allowance:a-ada')).not.toHaveProperty('others')
  })

  it('is off when switched off, and the portal says so to who has access', async () => {
    const world = await site({ colleague: false })
    world.kvs.set(keys.seat('a-ada'), { holds: true })

    expect(await ask(world, 'a-ada', 'a-ben')).toEqual({ state: 'off' })
    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'granted', isColleagueOff: true })
    expect(world.requests.size).toBe(0)
  })

  it('still works for who has access where asking for oneself is switched off', async () => {
    const world = await site({ portal: false })
    world.kvs.set(keys.seat('a-ada'), { holds: true })

    expect(await readPortalStatus(world.ports, 'a-ada')).toEqual({ state: 'granted' })
    expect(await readPortalStatus(world.ports, 'a-ben')).toEqual({ state: 'off' })
    expect(await requestOnPortal(world.ports, 'a-ben')).toEqual({ state: 'off' })
    await requestOnPortal(world.ports, 'a-ada')
    expect(world.requests.size).toBe(0)
  })
})
