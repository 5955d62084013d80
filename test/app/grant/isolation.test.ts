import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { grantNow } from '../../../src/app/grant/waiting-list'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { ask, askBack } from '../../../src/app/signals/ask'
import { refreshAccount } from '../../../src/app/signals/user-events'
import { AppError } from '../../../src/core/errors'
import type { ErrorCode } from '../../../src/core/errors'
import type { SeatRecord } from '../../../src/core/people'
import type { GuardState } from '../../../src/core/seats'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time'
import { account, person } from '../../support/builders'
import { addLinked } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { drainUntilEmpty, requestOf, siteWith } from '../../support/inbox'
import { keys } from '../../support/keys'

const idOf = (name: string): string => `a-${name.toLowerCase()}`
const seatOf = (world: FakeWorld, name: string) => world.kvs.get(keys.seat(idOf(name))) as SeatRecord | undefined
const reserved = (world: FakeWorld): readonly string[] =>
  (world.kvs.get(keys.guard('jira-software')) as GuardState).reservations.map(({ accountId }) => accountId)
const pass = (world: FakeWorld, ms: number): void => void (world.now = new Date(world.now.getTime() + ms))

/** From now on the organization answers so about these people. @returns how often it was asked, by name */
function refuse(world: FakeWorld, faults: Record<string, ErrorCode | 'a bug'>): Map<string, number> {
  const { access } = world.ports
  const addToGroup = access.addToGroup
  const asked = new Map<string, number>()
  access.addToGroup = async (groupId, accountId) => {
    const name = Object.keys(faults).find((one) => idOf(one) === accountId)
    if (name === undefined) return addToGroup(groupId, accountId)
    asked.set(name, (asked.get(name) ?? 0) + 1)
    const code = faults[name]!
    throw code === 'a bug' ? new TypeError('a bug') : new AppError(code, `No to ${name}.`)
  }
  return asked
}

/** From now on the organization's row of this person is one that nobody can read, with whomever it is asked for. */
function breakRowOf(world: FakeWorld, name: string): void {
  const { lookUp } = world.ports.accounts
  world.ports.accounts.lookUp = async (ids) => {
    if (ids.includes(idOf(name))) throw new AppError('bad-response', 'An odd row.')
    return lookUp(ids)
  }
}

describe('people who cannot be looked up', () => {
  it.each(['refused', 'permission-missing', 'unavailable'] as const)(
    'by their address, %s, are in nobody’s way whom the directory knows',
    async (code) => {
      const world = await siteWith(10, ['Ada'])
      for (const name of ['Una', 'Ulf', 'Ute']) {
        world.accounts.set(idOf(name), account(name, { groupIds: [] }))
        await ask(world.ports, [idOf(name)], ['jira-software'], SIGN_IN_LOG)
      }
      world.ports.directory.find = async () => {
        throw new AppError(code, 'No.')
      }

      await drainInbox(world.ports, 'drain', null)

      expect(world.writes).toEqual(['add a-ada g-jira'])
      expect(requestOf(world, 'Una')).toMatchObject({ state: 'open', refusal: { because: code } })
    },
  )

  it('in the organization, one of several, keep nobody else from a seat', async () => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    breakRowOf(world, 'Ben')

    await drainInbox(world.ports, 'drain', null)

    expect(world.writes).toEqual(['add a-ada g-jira', 'add a-cid g-jira'])
    expect(requestOf(world, 'Ben')).toMatchObject({ state: 'open', refusal: { because: 'bad-response' } })
  })
})

describe('somebody who cannot be added', () => {
  const CODES = [
    ...(['refused', 'conflict', 'not-found', 'permission-missing', 'unavailable', 'bad-response'] as const),
    ...(['invalid-input', 'incomplete-read'] as const),
  ]

  it.each(CODES)('is put off with the reason, and the others are granted and dated: %s', async (code) => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    refuse(world, { Ben: code })

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira', 'add a-cid g-jira'])
    expect([seatOf(world, 'Ada')?.grantedAt, seatOf(world, 'Cid')?.grantedAt]).not.toContain(undefined)
    expect(requestOf(world, 'Ben')).toMatchObject({ state: 'open', tries: 1, refusal: { because: code } })
    expect(seatOf(world, 'Ben')).toBeUndefined()
  })

  it('lets a bug surface only after everybody else is recorded', async () => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    refuse(world, { Ada: 'a bug' })

    await expect(drainInbox(world.ports, 'drain', null)).rejects.toThrow('a bug')

    expect([seatOf(world, 'Ben')?.holds, seatOf(world, 'Cid')?.holds]).toEqual([true, true])
    expect(requestOf(world, 'Ada')).toMatchObject({ refusal: { because: 'unexpected' } })
  })

  it('keeps a reservation only while nobody knows whether the seat is taken', async () => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    world.seenUsed = 10
    refuse(world, { Ada: 'refused', Ben: 'unavailable' })

    await drainUntilEmpty(world)
    expect(reserved(world)).toEqual(['a-ben', 'a-cid'])

    // Tried again, it is still one seat.
    pass(world, MINUTE_MS)
    await drainUntilEmpty(world)
    expect(reserved(world)).toEqual(['a-cid', 'a-ben'])
  })

  it('leaks no seat, however often and however many are tried', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `P${index}`)
    const world = await siteWith(50, names)
    refuse(world, Object.fromEntries(names.map((name) => [name, 'refused' as const])))
    for (let round = 0; round < 5; round += 1) {
      await drainUntilEmpty(world)
      pass(world, HOUR_MS)
    }
    await addLinked(world, person('Zoe'), account('Zoe', { groupIds: [] }))
    await ask(world.ports, ['a-zoe'], ['jira-software'], SIGN_IN_LOG)

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-zoe g-jira'])
    expect(requestOf(world, 'P0')?.refusal?.because).toBe('refused')
  })

  it('is tried at most 12 times a day, signals of the same person or not', async () => {
    const world = await siteWith(10, ['Ada'])
    const asked = refuse(world, { Ada: 'refused' })
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await ask(world.ports, ['a-ada'], ['jira-software'], SIGN_IN_LOG)
      await drainInbox(world.ports, 'drain', 'jira-software:a-ada')
      pass(world, MINUTE_MS)
    }

    expect(asked.get('Ada')).toBeLessThanOrEqual(12)
  })

  it('is tried at once where an administrator grants now', async () => {
    const world = await siteWith(10, ['Ada'])
    const faults: Record<string, ErrorCode> = { Ada: 'refused' }
    refuse(world, faults)
    await drainUntilEmpty(world)
    delete faults['Ada']

    await grantNow(world.ports, { accountId: 'a-ada', productKey: 'jira-software' })
    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
  })

  it('is brought forward by the success of another who waited for the same reason', async () => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    const faults: Record<string, ErrorCode> = { Ada: 'not-found', Ben: 'not-found', Cid: 'refused' }
    refuse(world, faults)
    await drainUntilEmpty(world)
    for (const name of ['Ada', 'Ben', 'Cid']) delete faults[name]
    const later = new Date(world.now.getTime() + HOUR_MS).toISOString()
    for (const name of ['Ben', 'Cid'])
      world.requests.set(requestOf(world, name)!.key, { ...requestOf(world, name)!, nextAt: later })

    pass(world, MINUTE_MS)
    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira', 'add a-ben g-jira'])
  })

  it('counts no try where the service answers nobody, and stops the slice', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `P${index}`)
    const world = await siteWith(10, names)
    const asked = refuse(world, Object.fromEntries(names.map((name) => [name, 'unavailable' as const])))

    expect(await drainInbox(world.ports, 'drain', null)).toBe('empty')

    expect(asked.size).toBeLessThan(10)
    const suspects = [...world.requests.values()].filter(({ nextAt }) => nextAt !== undefined)
    expect(suspects.length).toBeGreaterThanOrEqual(3)
    for (const { nextAt } of suspects) expect(Date.parse(nextAt!) - world.now.getTime()).toBeLessThanOrEqual(MINUTE_MS)
  })

  it.each(['not-found', 'permission-missing', 'refused'] as const)(
    'keeps nobody behind from being tried: a hundred with %s, and one without',
    async (code) => {
      const names = Array.from({ length: 100 }, (_, index) => `P${index}`)
      const world = await siteWith(0, [...names, 'Zoe'])
      world.totalSeats = 1_000
      refuse(world, Object.fromEntries(names.map((name) => [name, code])))

      await drainUntilEmpty(world)
      expect(world.writes).toEqual(['add a-zoe g-jira'])

      // All of them are due again; who asks for the first time goes first.
      pass(world, MINUTE_MS)
      await addLinked(world, person('Yan'), account('Yan', { groupIds: [] }))
      await ask(world.ports, ['a-yan'], ['jira-software'], SIGN_IN_LOG)
      await drainInbox(world.ports, 'drain', null)
      expect(world.writes).toEqual(['add a-zoe g-jira', 'add a-yan g-jira'])
    },
  )
})

describe('somebody whom the directory does not tell of', () => {
  it('is put off, and is neither refused nor in anybody’s way', async () => {
    const world = await siteWith(10, ['Ada', 'Ben', 'Cid'])
    const { directory } = world.ports
    const lookUp = directory.lookUp
    directory.lookUp = async (objectIds, attributes) => {
      const { found } = await lookUp(objectIds, attributes)
      const rest = new Map([...found].filter(([id]) => id !== 'o-ben'))
      return { found: rest, failed: new Map([['o-ben', 'unavailable']]) }
    }

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira', 'add a-cid g-jira'])
    expect(requestOf(world, 'Ben')).toMatchObject({ state: 'open', tries: 1, refusal: { because: 'unavailable' } })
  })
})

describe('an undo that cannot be made', () => {
  it('is put off, and those behind it are served in the same hour', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `P${index}`)
    const world = await siteWith(10, [])
    for (const name of [...names, 'Zoe']) {
      await addLinked(world, person(name), account(name, { groupIds: [] }))
      await askBack(world.ports, idOf(name), 'jira-software', ['g-jira'], 'undo')
      pass(world, 1_000)
    }
    const asked = refuse(world, Object.fromEntries(names.map((name) => [name, 'not-found' as const])))

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-zoe g-jira'])
    expect(seatOf(world, 'Zoe')?.grantedAt).toBeDefined()
    expect(asked.size).toBe(50)
    await drainUntilEmpty(world)
    expect(asked.get('P0')).toBe(1)
  })

  it('is in nobody’s way where the organization’s row of one person is odd', async () => {
    const world = await siteWith(10, [])
    for (const name of ['Ada', 'Ben', 'Cid']) {
      await addLinked(world, person(name), account(name, { groupIds: [] }))
      await askBack(world.ports, idOf(name), 'jira-software', ['g-jira'], 'undo')
    }
    breakRowOf(world, 'Ben')

    await drainUntilEmpty(world)

    expect(world.writes.toSorted()).toEqual(['add a-ada g-jira', 'add a-cid g-jira'])
    expect(world.requests.get('undo:jira-software:a-ben')).toMatchObject({ tries: 1 })
  })

  it('dates whoever got a part of the access back', async () => {
    const world = await siteWith(10, [])
    world.accessGroupIds.push('g-jira-2')
    await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
    await askBack(world.ports, 'a-ada', 'jira-software', ['g-jira', 'g-jira-2'], 'undo')
    const { access } = world.ports
    const addToGroup = access.addToGroup
    access.addToGroup = async (groupId, accountId) => {
      if (groupId === 'g-jira-2') throw new AppError('refused', 'No.')
      return addToGroup(groupId, accountId)
    }

    await drainUntilEmpty(world)

    expect(seatOf(world, 'Ada')).toMatchObject({ holds: true, grantedAt: expect.any(String) })
    expect(world.requests.get('undo:jira-software:a-ada')).toMatchObject({ refusal: { because: 'refused' } })
  })
})

describe('of several default groups', () => {
  it('the first that may be written to is joined', async () => {
    const world = await siteWith(10, ['Ada'])
    world.accessGroupIds.push('g-jira-2')
    world.defaultGroupIds = ['g-other', 'g-jira-2', 'g-jira']

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira-2'])
  })
})

describe('who turns out to hold access', () => {
  it.each(['by the look-up', 'by the answer of the write'])('counts as granted now: %s', async (how) => {
    const world = await siteWith(10, ['Ada'])
    const holder = account('Ada')
    if (how === 'by the look-up') world.accounts.set('a-ada', holder)
    else world.ports.access.addToGroup = async () => 'already'

    await drainUntilEmpty(world)

    expect(seatOf(world, 'Ada')).toMatchObject({ holds: true, grantedAt: expect.any(String) })
  })

  it('stays dated when a removal by hand, before the write, is told of late', async () => {
    const world = await siteWith(10, ['Ada'])
    const removedAt = world.now.toISOString()
    world.kvs.set(keys.seat('a-ada'), { holds: true })
    pass(world, MINUTE_MS)
    refuse(world, { Ada: 'bad-response' })
    await drainUntilEmpty(world)
    // The write was done all the same, and the answer could not be read.
    world.accounts.set('a-ada', account('Ada'))
    pass(world, 5 * MINUTE_MS)
    await drainUntilEmpty(world)

    await refreshAccount(world.ports, { accountId: 'a-ada', productKeys: [], at: removedAt })

    const { holds, grantedAt = removedAt } = seatOf(world, 'Ada')!
    expect([holds, grantedAt > removedAt]).toEqual([true, true])
  })
})
