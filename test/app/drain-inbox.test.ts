import fc from 'fast-check'
import { drainInbox } from '../../src/app/drain-inbox'
import { keys } from '../../src/app/keys'
import { ask } from '../../src/app/requests'
import { AppError } from '../../src/core/errors'
import { NOW, account, person, products, seats } from '../support/builders'
import { addLinked, createWorld } from '../support/fakes'
import type { FakeWorld } from '../support/fakes'

/** A site with so many holders of 100 seats, and these people who hold nothing and ask. */
async function siteWith(holders: number, asking: readonly string[], settings = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  for (let index = 0; index < holders; index += 1) {
    const holder = account(`h${index}`)
    world.accounts.set(holder.accountId, holder)
  }
  for (const name of asking) await addLinked(world, person(name), account(name, { groupIds: [] }))
  for (const [index, name] of asking.entries()) {
    world.now = new Date(NOW.getTime() + index * 1_000)
    await ask(world.ports, [`a-${name.toLowerCase()}`], ['jira-software'], 'sign-in')
  }
  return world
}

async function drainUntilEmpty(world: FakeWorld): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    if ((await drainInbox(world.ports, `drain-${round}`, null)) === 'empty') return
  }
  throw new Error('the inbox did not become empty')
}

const requestOf = (world: FakeWorld, name: string) => world.requests.get(`jira-software:a-${name.toLowerCase()}`)

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
    await ask(world.ports, ['a-cid'], ['jira-software'], 'sign-in')
    world.accounts.delete('a-h0')

    await drainUntilEmpty(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
    expect([requestOf(world, 'Bea')?.state, requestOf(world, 'Cid')?.state]).toEqual(['waiting', 'waiting'])
  })

  it('grants nobody who has left the directory or its scope, and forgets the request', async () => {
    const world = await siteWith(10, ['Ada', 'Bea', 'Cid'])
    world.people.set('o-ada', person('Ada', { enabled: false }))
    world.people.delete('o-bea')
    world.people.set('o-cid', person('Cid', { kind: 'guest' }))

    await drainUntilEmpty(world)

    expect(world.writes).toEqual([])
    expect(world.requests.size).toBe(0)
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

  describe('with several products', () => {
    const [jira] = products()
    const confluence = { ...jira, key: 'confluence', kind: 'group' as const, accessGroupIds: ['g-conf'], seatTotal: 8 }

    it('gives each its own seats and keeps its own reserve', async () => {
      const world = await siteWith(97, ['Ada', 'Bea'], { products: [jira, { ...confluence, seatReserve: 7 }] })
      await ask(world.ports, ['a-ada', 'a-bea'], ['confluence'], 'sign-in')

      await drainUntilEmpty(world)

      // Jira has 3 free and keeps 5; Confluence has 8 free and keeps 7.
      expect(world.writes).toEqual(['add a-ada g-conf', 'add a-bea g-conf'])
      expect(requestOf(world, 'Ada')).toMatchObject({ state: 'waiting', refusal: { free: 3 } })
    })

    it.each([
      [3, false],
      [4, false],
      [5, true],
      [6, true],
    ])('a group product with %i free and a reserve of 5 grants: %s', async (free, isGranted) => {
      const world = await siteWith(0, ['Ada'], { products: [jira, { ...confluence, seatTotal: free }] })
      await ask(world.ports, ['a-ada'], ['confluence'], 'sign-in')

      await drainUntilEmpty(world)

      expect(world.writes.includes('add a-ada g-conf')).toBe(isGranted)
    })

    it('judges a group by every product that it gives, also one that is not managed', async () => {
      const world = await siteWith(10, ['Ada'])
      world.otherProduct = seats({ productKey: 'jira-product-discovery', remaining: 0 })

      await drainUntilEmpty(world)

      expect(world.writes).toEqual([])
      expect(requestOf(world, 'Ada')).toMatchObject({ state: 'waiting', refusal: { because: 'no-seat', free: 0 } })
    })

    it('judges a group by a group product that shares it', async () => {
      const shared = { ...confluence, accessGroupIds: ['g-jira'], seatTotal: 14 }
      const world = await siteWith(10, ['Ada'], { products: [jira, shared] })

      await drainUntilEmpty(world)

      expect(requestOf(world, 'Ada')).toMatchObject({ refusal: { free: 4 } })
    })

    it('forgets requests for a product whose seats are not given', async () => {
      const world = await siteWith(10, ['Ada'], { products: products({ grant: false }) })

      await drainUntilEmpty(world)

      expect([world.writes, world.requests.size]).toEqual([[], 0])
    })

    it('keeps to the cap below the plan', async () => {
      const world = await siteWith(10, ['Ada', 'Bea', 'Cid'], { products: products({ cap: 16 }) })

      await drainUntilEmpty(world)

      // 6 free under the cap and a reserve of 5: two grants.
      expect(world.writes).toHaveLength(2)
    })

    it('serves one product while another cannot be read', async () => {
      const world = await siteWith(10, ['Ada'], { products: [confluence, jira] })
      await ask(world.ports, ['a-ada'], ['confluence'], 'sign-in')
      world.beforeCall = (name) => {
        if (name === 'countMembers') throw new AppError('unavailable', 'down')
      }

      await drainInbox(world.ports, 'drain', null)

      expect(world.writes).toEqual(['add a-ada g-jira'])
    })
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
    world.records.set('lease/inbox', {
      version: 1,
      value: { owner: 'another', untilSecond: Math.floor(world.now.getTime() / 1_000) + 30 },
    })

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
})
