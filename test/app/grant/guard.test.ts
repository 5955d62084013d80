import { ask } from '../../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../../src/app/signals/sign-in-log'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { keys } from '../../support/keys'
import type { RunReport } from '../../../src/app/state/run-report'
import { AppError } from '../../../src/core/errors'
import type { ErrorCode } from '../../../src/core/errors'
import type { GuardState } from '../../../src/core/seats'
import { MINUTE_MS } from '../../../src/core/time'
import type { Joined } from '../../../src/ports'
import { account, groupProduct, person, products, seats } from '../../support/builders'
import { addLinked } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { drainUntilEmpty, requestOf, siteWith } from '../../support/inbox'

describe('the licence guard', () => {
  it('counts a lost race once, however late the read is that shows it', async () => {
    const world = await siteWith(95, ['Ada'])
    // Somebody else takes a seat, and no read shows that or ours for a minute.
    world.seenUsed = 95
    world.accounts.set('a-other', account('Other'))
    await drainUntilEmpty(world)
    expect(world.writes).toEqual(['add a-ada g-jira'])
    world.seenUsed = null

    for (const name of ['Bea', 'Cid']) {
      world.now = new Date(world.now.getTime() + MINUTE_MS)
      await addLinked(world, person(name), account(name, { groupIds: [] }))
      await ask(world.ports, [`a-${name.toLowerCase()}`], ['jira-software'], SIGN_IN_LOG)
      await drainUntilEmpty(world)
    }

    expect((world.kvs.get(keys.lastRun('grant')) as RunReport).counts).toMatchObject({ granted: 1, lostRaces: 1 })
  })

  it('does not count seats that are taken after its own is shown', async () => {
    const world = await siteWith(95, ['Ada'])
    await drainUntilEmpty(world)

    for (const name of ['Bea', 'Cid']) {
      world.now = new Date(world.now.getTime() + MINUTE_MS)
      await addLinked(world, person(name), account(name, { groupIds: [] }))
      await ask(world.ports, [`a-${name.toLowerCase()}`], ['jira-software'], SIGN_IN_LOG)
      await drainUntilEmpty(world)
      world.accounts.set(`a-other-${name}`, account(`Other ${name}`))
    }

    expect((world.kvs.get(keys.lastRun('grant')) as RunReport).counts).toMatchObject({ granted: 1, lostRaces: 0 })
  })

  describe('outcomes of the write', () => {
    const counts = (world: FakeWorld) => (world.kvs.get(keys.lastRun('grant')) as RunReport).counts
    const answering = async (...outcomes: (Joined | ErrorCode)[]): Promise<FakeWorld> => {
      const world = await siteWith(10, ['Ada'])
      const { access } = world.ports
      const addToGroup = access.addToGroup
      access.addToGroup = async (groupId, accountId) => {
        const outcome = outcomes.shift()
        if (outcome === undefined) return addToGroup(groupId, accountId)
        if (outcome === 'done' || outcome === 'already' || outcome === 'no-seat') return outcome
        throw new AppError(outcome, 'The organization says no.')
      }
      return world
    }

    it('is put off while the organization does not know the account, and tried again in a minute', async () => {
      const world = await answering('not-found')
      await drainInbox(world.ports, 'first', null)
      expect(requestOf(world, 'Ada')).toMatchObject({ state: 'open', tries: 1, refusal: { because: 'not-found' } })
      await drainUntilEmpty(world)
      expect(world.writes).toEqual([])

      world.now = new Date(world.now.getTime() + MINUTE_MS)
      await drainUntilEmpty(world)

      expect(world.writes).toEqual(['add a-ada g-jira'])
      expect(counts(world)).toMatchObject({ notFound: 1, granted: 1 })
    })

    it('is put off where the group may not be changed', async () => {
      const world = await answering('permission-missing')
      await drainInbox(world.ports, 'first', null)

      expect(requestOf(world, 'Ada')).toMatchObject({
        state: 'open',
        tries: 1,
        refusal: { because: 'permission-missing' },
      })
      expect(counts(world)).toMatchObject({ notAllowed: 1, granted: 0 })
    })

    it('counts who is a member already apart, and holds no seat back for them', async () => {
      const world = await answering('already')
      await drainUntilEmpty(world)

      expect(counts(world)).toMatchObject({ already: 1, granted: 0 })
      expect((world.kvs.get(keys.guard('jira-software')) as GuardState).reservations).toEqual([])
    })

    it.each<[Joined | ErrorCode, Joined | ErrorCode]>([
      ['unavailable', 'already'],
      ['bad-response', 'refused'],
      ['unavailable', 'permission-missing'],
      ['bad-response', 'throttled'],
    ])('keeps the seat of an unclear write (%s) when the next try says %s', async (...answers) => {
      const world = await answering(...answers)
      await drainUntilEmpty(world)
      world.now = new Date(world.now.getTime() + MINUTE_MS)
      await drainUntilEmpty(world)

      const { reservations } = world.kvs.get(keys.guard('jira-software')) as GuardState
      expect(reservations).toMatchObject([{ accountId: 'a-ada' }])
    })

    it('gives a throttling service its rest: the request waits for its own time', async () => {
      const world = await answering('throttled')

      expect(await drainInbox(world.ports, 'first', null)).toBe('empty')
      expect(requestOf(world, 'Ada')).toMatchObject({ state: 'open', tries: 1, refusal: { because: 'throttled' } })
      expect((world.kvs.get(keys.guard('jira-software')) as GuardState).reservations).toEqual([])
      world.now = new Date(world.now.getTime() + MINUTE_MS)
      await drainUntilEmpty(world)
      expect(world.writes).toEqual(['add a-ada g-jira'])
    })

    it('counts a seat that somebody else took between read and write as a lost race', async () => {
      const world = await answering('no-seat')
      await drainInbox(world.ports, 'first', null)

      expect(requestOf(world, 'Ada')).toMatchObject({ state: 'waiting', refusal: { because: 'no-seat' } })
      expect(counts(world)).toMatchObject({ lostRaces: 1 })
    })
  })

  it.each([
    [
      'administration',
      [{ resourceId: 'ari:cloud:platform::org/o-1', roles: ['atlassian/org-admin'] }],
      'gives-administration',
    ],
    ['another site', [{ resourceId: 'ari:cloud:jira::site/cloud-2', roles: ['atlassian/user'] }], 'gives-another-site'],
  ])('adds nobody to an access group that gives %s', async (_, roles, because) => {
    const world = await siteWith(10, ['Ada', 'Bea'])
    world.groupRoles.set('g-jira', roles)

    await drainInbox(world.ports, 'first', null)

    expect(world.writes).toEqual([])
    expect([requestOf(world, 'Ada'), requestOf(world, 'Bea')]).toMatchObject([
      { state: 'open', refusal: { because } },
      { state: 'open', refusal: { because } },
    ])
  })

  describe('with several products', () => {
    const [jira] = products()
    const confluence = groupProduct({ seatTotal: 8 })

    it('gives each its own seats and keeps its own reserve', async () => {
      const world = await siteWith(97, ['Ada', 'Bea'], { products: [jira, { ...confluence, seatReserve: 7 }] })
      await ask(world.ports, ['a-ada', 'a-bea'], ['confluence'], SIGN_IN_LOG)

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
      await ask(world.ports, ['a-ada'], ['confluence'], SIGN_IN_LOG)

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
      await ask(world.ports, ['a-ada'], ['confluence'], SIGN_IN_LOG)
      world.beforeCall = (name) => {
        if (name === 'countActiveMembers') throw new AppError('unavailable', 'down')
      }

      await drainInbox(world.ports, 'drain', null)

      expect(world.writes).toEqual(['add a-ada g-jira'])
    })
  })
})
