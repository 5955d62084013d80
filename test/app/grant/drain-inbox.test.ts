import fc from 'fast-check'
import { ask, askBack, forgetOldRefusals } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { PORTAL } from '../../../src/app/signals/portal'
import { ACTIVITY } from '../../../src/app/signals/activity'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { keys } from '../../support/keys'
import { HOUR_MS } from '../../../src/core/time'
import { account, person, products } from '../../support/builders'
import { addLinked } from '../../support/fakes'
import { drainUntilEmpty, requestOf, siteWith } from '../../support/inbox'

describe('drainInbox', () => {
  it.each([
    [97, 'waiting'], // 3 free
    [96, 'waiting'], // 4 free refuses
    [95, 'granted'], // 5 free grants
    [94, 'granted'], // 6 free
  ])('with %i of 100 seats taken and a reserve of 5 the one who asks is %s', async (holders, expected) => {
    const world = await siteWith(holders, ['Ada'])

    await drainUntilEmpty(world)

    const isGranted = world.accounts.get('a-ada')!.groupIds.includes('g-jira')
    expect(isGranted ? 'granted' : requestOf(world, 'Ada')?.state).toBe(expected)
  })

  it('tells the refused person how many seats are free', async () => {
    const world = await siteWith(96, ['Ada'])

    await drainUntilEmpty(world)

    expect(requestOf(world, 'Ada')?.refusal).toMatchObject({ because: 'no-seat', free: 4 })
  })

  it('never refuses a holder, however few seats are free', async () => {
    const world = await siteWith(99, ['Ada'])
    world.accounts.set('a-ada', account('Ada'))

    await drainUntilEmpty(world)

    expect(requestOf(world, 'Ada')).toBeUndefined()
    expect(world.writes).toEqual([])
    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ holds: true })
  })

  it('serves those who wait first, in the order in which they asked', async () => {
    const world = await siteWith(96, ['Ada', 'Bea'])
    await drainUntilEmpty(world)
    await addLinked(world, person('Cid'), account('Cid', { groupIds: [] }))
    await ask(world.ports, ['a-cid'], ['jira-software'], SIGN_IN_LOG)
    world.accounts.delete('a-h0')

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
    expect([requestOf(world, 'Bea')?.state, requestOf(world, 'Cid')?.state]).toEqual(['waiting', 'waiting'])
  })

  it('grants nobody who has left the directory or its scope, and keeps the reason for a day', async () => {
    const world = await siteWith(10, ['Ada', 'Bea', 'Cid'])
    world.people.set('o-ada', person('Ada', { enabled: false }))
    world.people.delete('o-bea')
    world.people.set('o-cid', person('Cid', { kind: 'guest' }))

    await drainUntilEmpty(world)

    expect(world.writes).toEqual([])
    expect([...world.requests.values()].map(({ state, refusal }) => [state, refusal?.because])).toEqual([
      ['refused', 'disabled'],
      ['refused', 'not-in-directory'],
      ['refused', 'not-in-scope'],
    ])

    world.now = new Date(world.now.getTime() + 25 * HOUR_MS)
    await forgetOldRefusals(world.ports)
    expect(world.requests.size).toBe(0)
  })

  it('knows by the address who is behind an account that no full run has linked yet', async () => {
    const world = await siteWith(10, [])
    for (const name of ['Ada', 'Bea', 'Cid'])
      world.accounts.set(`a-${name.toLowerCase()}`, account(name, { groupIds: [] }))
    world.people.set('o-ada', person('Ada'))
    // Whose address two people have is nobody for certain; who has another account already is not matched twice.
    world.people.set('o-bea', person('Bea'))
    world.people.set('o-bea-2', person('Bea', { objectId: 'o-bea-2' }))
    await addLinked(world, person('Cid'), account('Cid', { accountId: 'a-cid-2', groupIds: [] }))
    await ask(world.ports, ['a-ada', 'a-bea', 'a-cid'], ['jira-software'], PORTAL)

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
    expect(['Bea', 'Cid'].map((name) => requestOf(world, name)?.refusal?.because)).toEqual([
      'identity-in-doubt',
      'identity-in-doubt',
    ])
  })

  it('is not woken again by signals of somebody who was refused the same day', async () => {
    const world = await siteWith(10, ['Ada'], { noAccessAccountIds: ['a-ada'] })
    await drainUntilEmpty(world)
    world.wakes.length = 0

    await ask(world.ports, ['a-ada'], ['jira-software'], ACTIVITY)
    expect(world.wakes).toEqual([])

    world.now = new Date(world.now.getTime() + 25 * HOUR_MS)
    await forgetOldRefusals(world.ports)
    await ask(world.ports, ['a-ada'], ['jira-software'], ACTIVITY)
    expect(world.wakes).toEqual(['jira-software:a-ada'])
  })

  it('holds seats back for grants that a late read does not show', async () => {
    const world = await siteWith(90, ['Ada', 'Bea', 'Cid', 'Dan', 'Eva', 'Fay', 'Gil', 'Hal'])
    world.seenUsed = 90

    await drainUntilEmpty(world)

    // 10 free and a reserve of 5: six grants, whatever the read goes on to say.
    expect(world.writes).toHaveLength(6)
  })

  it('takes the product’s own limit for a refusal, not for an error', async () => {
    const world = await siteWith(100, ['Ada'], { products: products({ seatReserve: 0 }) })
    world.seenUsed = 90

    await drainUntilEmpty(world)

    expect(requestOf(world, 'Ada')).toMatchObject({ state: 'waiting', refusal: { because: 'no-seat' } })
  })

  it('grants without limit where seats are unlimited', async () => {
    const world = await siteWith(200, ['Ada'])
    world.totalSeats = null

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
  })

  it('grants nothing while the job is not armed, and says how many asked', async () => {
    const world = await siteWith(10, ['Ada'], { armed: { provision: true, grant: false, sweep: true } })

    await drainUntilEmpty(world)

    expect(world.writes).toEqual([])
    expect(world.kvs.get(keys.lastRun('grant'))).toMatchObject({ outcome: 'dry-run', counts: { asked: 1 } })
  })

  it('leaves the inbox alone while somebody else drains it', async () => {
    const world = await siteWith(10, ['Ada'])
    world.kvs.set('lease:inbox', { owner: 'another', untilSecond: Math.floor(world.now.getTime() / 1_000) + 30 })

    expect(await drainInbox(world.ports, 'drain', null)).toBe('busy')
    expect(world.writes).toEqual([])
  })

  it('never breaks the reserve and never grants twice, killed at any call and drained again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 88, max: 97 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (holders, count, killAt) => {
          const names = Array.from({ length: count }, (_, index) => `P${index}`)
          const world = await siteWith(holders, names)
          let calls = 0
          world.beforeCall = () => {
            calls += 1
            if (calls === killAt) throw new Error('killed')
          }
          await drainInbox(world.ports, 'first', null).catch(() => 'killed')
          world.beforeCall = () => undefined
          // The lease of a killed drain runs out.
          world.now = new Date(world.now.getTime() + 20 * 60_000)
          await drainUntilEmpty(world)

          const free = 100 - [...world.accounts.values()].filter((one) => one.groupIds.includes('g-jira')).length
          const expected = Math.min(count, Math.max(0, 100 - holders - 4))
          expect(world.writes).toHaveLength(expected)
          expect(new Set(world.writes).size).toBe(world.writes.length)
          expect(free).toBeGreaterThanOrEqual(Math.min(4, 100 - holders))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives back what an administrator undoes while the job is not armed, and who returned only when it is', async () => {
    const world = await siteWith(10, [], { armed: { provision: true, grant: false, sweep: true } })
    for (const name of ['Ada', 'Ben', 'Cid']) await addLinked(world, person(name), account(name, { groupIds: [] }))
    await askBack(world.ports, 'a-ada', 'jira-software', ['g-jira'], 'undo')
    await askBack(world.ports, 'a-ben', 'jira-software', ['g-jira'], 'return')
    await askBack(world.ports, 'a-cid', 'jira-software', ['g-jira'], 'return')
    await askBack(world.ports, 'a-cid', 'jira-software', ['g-jira'], 'undo')

    await drainUntilEmpty(world)
    expect(world.writes).toEqual(['add a-ada g-jira', 'add a-cid g-jira'])

    world.kvs.set(keys.armed, { provision: true, grant: true, sweep: true })
    await drainUntilEmpty(world)
    expect(world.writes.slice(2)).toEqual(['add a-ben g-jira'])
  })
})
