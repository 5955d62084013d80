import { approvePlan, armJob } from '../../../src/app/admin/jobs'
import { keys } from '../../support/keys'
import { refreshAccount } from '../../../src/app/signals/user-events'
import { runJob } from '../../../src/app/jobs/run-job'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { Account } from '../../../src/core/people'
import { HOUR_MS, dayNumber } from '../../../src/core/time'
import { NOW, account, daysAgo, groupProduct } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** A site whose last-active data is fresh, with so many dormant holders among so many. */
function siteWith(dormant: number, holders: number, settings = {}): FakeWorld {
  const world = createWorld(settings)
  for (let index = 0; index < holders; index += 1) {
    const one = account(`H${index}`, index < dormant ? { lastSeen: daysAgo(200) } : {})
    world.accounts.set(one.accountId, one)
  }
  return world
}

async function sweep(world: FakeWorld, runId = 'sweep:1'): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'sweep', runId }, 'worker', 0)
  await drainJobs(world)
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

const report = (world: FakeWorld) =>
  world.kvs.get(keys.lastRun('sweep')) as { outcome: string; because: string | null; counts: Record<string, number> }
const change = (world: FakeWorld, name: string, to: Partial<Account>): void => {
  const accountId = `a-${name.toLowerCase()}`
  world.accounts.set(accountId, { ...world.accounts.get(accountId)!, ...to })
}

describe('a sweep', () => {
  it('takes the seat of who is dormant and of nobody else; account and other groups stay', async () => {
    const world = siteWith(1, 40)
    change(world, 'H0', { groupIds: ['g-jira', 'g-project'] })

    await sweep(world)

    expect(world.writes).toEqual(['remove a-h0 g-jira'])
    expect(world.accounts.get('a-h0')).toMatchObject({ isActive: true, groupIds: ['g-project'] })
    expect(report(world)).toMatchObject({ outcome: 'done', counts: { holders: 40, revoked: 1 } })
  })

  it('goes on where not everything is told of one group, whose members keep what they have', async () => {
    const world = siteWith(2, 40)
    change(world, 'H0', { groupIds: ['g-odd', 'g-jira'] })
    let reads = 0
    world.beforeCall = (name) => {
      if (name !== 'readGroupRoles') return
      reads += 1
      if (reads === 1) throw new AppError('bad-response', 'A list of roles that is null.')
    }

    await sweep(world)

    expect(world.writes).toEqual(['remove a-h1 g-jira'])
    expect(report(world)).toMatchObject({ outcome: 'done', skips: { 'group-unread': 1 } })
  })

  it('is over with the last group that was left, so that a late event of the first one is known to be older', async () => {
    const world = siteWith(1, 40)
    world.accessGroupIds.push('g-jira-too')
    world.permitted.groupIds.push('g-jira-too')
    change(world, 'H0', { groupIds: ['g-jira', 'g-jira-too'] })
    let firstLeftAt: string | null = null
    world.beforeCall = (name) => {
      if (name !== 'removeFromGroup') return
      world.now = new Date(world.now.getTime() + 300)
      firstLeftAt ??= world.now.toISOString()
    }
    await sweep(world)
    world.kvs.set(keys.lastGood, { readAt: NOW.toISOString() })

    await refreshAccount(world.ports, { accountId: 'a-h0', productKeys: ['jira-software'], at: firstLeftAt! })

    expect(world.writes).toEqual(['remove a-h0 g-jira', 'remove a-h0 g-jira-too'])
    expect(world.kvs.get(keys.seat('a-h0'))).toMatchObject({ holds: false })
  })

  it('sweeps each product by its own days and its own activity', async () => {
    const world = siteWith(1, 40, { products: [DEFAULT_SETTINGS.products[0], groupProduct({ dormancyDays: 60 })] })
    change(world, 'H1', { groupIds: ['g-jira', 'g-conf'], seenIn: { confluence: daysAgo(90) } })
    change(world, 'H2', { groupIds: ['g-conf'], seenIn: { confluence: daysAgo(30) } })
    change(world, 'H3', { groupIds: ['g-conf'] })

    await sweep(world)

    expect(world.writes).toEqual(['remove a-h0 g-jira', 'remove a-h1 g-conf'])
  })

  it('leaves a product alone that is not to be swept', async () => {
    const world = siteWith(1, 40, { products: [{ ...DEFAULT_SETTINGS.products[0], sweep: false }] })

    await sweep(world)

    expect(world.writes).toEqual([])
  })

  it('writes nothing the second time', async () => {
    const world = siteWith(1, 40)
    await sweep(world)
    world.writes.length = 0

    await sweep(world, 'sweep:2')

    expect(world.writes).toEqual([])
  })

  it('ends at the plan while it is not armed', async () => {
    const world = siteWith(1, 40, { armed: DEFAULT_SETTINGS.armed })

    await sweep(world)

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'dry-run', counts: { revoke: 1 } })
  })

  it.each([
    // dormant, holders, removed at once
    [10, 40, 10], //   never above 10
    [11, 40, 0], //    above 10 and above 5 %
    [11, 220, 11], //  exactly 5 %
    [12, 220, 0],
    [500, 10_000, 500],
    [501, 10_100, 0], // above 500
  ])('with %i dormant of %i holders it removes %i without approval', async (dormant, holders, removed) => {
    const world = siteWith(dormant, holders)

    await sweep(world)

    expect(world.writes).toHaveLength(removed)
    expect(report(world).outcome).toBe(removed === 0 ? 'held' : 'done')
  })

  it('counts the removals of the last 24 hours, so that several runs are one limit', async () => {
    const world = siteWith(8, 60)
    await sweep(world)
    for (let index = 8; index < 12; index += 1) change(world, `H${index}`, { lastSeen: daysAgo(200) })

    await sweep(world, 'sweep:2')
    expect(world.writes).toHaveLength(8)

    world.now = new Date(NOW.getTime() + 25 * HOUR_MS)
    change(world, 'H20', { lastSeen: world.now.toISOString() })
    await sweep(world, 'sweep:3')
    expect(world.writes).toHaveLength(12)
  })

  it.each([
    [
      'the newest activity is 49 hours old',
      (one: Account): Account => ({ ...one, lastSeen: new Date(NOW.getTime() - 49 * HOUR_MS).toISOString() }),
    ],
    ['nobody has any activity', (one: Account): Account => ({ ...one, lastSeen: null })],
    ['the activity lies a year ahead', (one: Account): Account => ({ ...one, lastSeen: daysAgo(-365) })],
    ['everybody looks dormant', (one: Account): Account => ({ ...one, lastSeen: daysAgo(300) })],
  ])('removes nobody when %s', async (_, transform) => {
    const world = siteWith(5, 40)
    for (const [accountId, one] of world.accounts) world.accounts.set(accountId, transform(one))

    await sweep(world)

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'refused' })
  })

  it('removes nobody at the first look when far fewer holders are read than Jira counts', async () => {
    const world = siteWith(2, 40)
    world.seenUsed = 60

    await sweep(world)

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'refused', because: expect.stringMatching(/80 %/) })
  })

  it('removes nobody when far fewer holders are read than last time', async () => {
    const world = siteWith(0, 100)
    await sweep(world)
    for (const accountId of [...world.accounts.keys()].slice(0, 30)) world.accounts.delete(accountId)
    change(world, 'H50', { lastSeen: daysAgo(200) })

    await sweep(world, 'sweep:2')

    expect(world.writes).toEqual([])
    expect(report(world).because).toMatch(/80 %/)
  })

  it('does not take its own removals for a partial read', async () => {
    const world = siteWith(30, 100)
    await sweep(world)
    await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)
    change(world, 'H50', { lastSeen: daysAgo(200) })
    world.now = new Date(NOW.getTime() + 25 * HOUR_MS)
    change(world, 'H60', { lastSeen: world.now.toISOString() })

    await sweep(world, 'sweep:2')

    expect(world.writes).toHaveLength(31)
  })

  it('skips whoever any source shows active since the plan', async () => {
    const world = siteWith(30, 100)
    await sweep(world)
    change(world, 'H0', { lastSeen: daysAgo(0) })
    world.kvs.set(keys.seat('a-h1'), { holds: true, seenDay: dayNumber(NOW) })
    change(world, 'H2', { isAdmin: true })

    await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)

    expect(world.writes).toHaveLength(27)
    for (const name of ['a-h0', 'a-h1', 'a-h2']) expect(world.writes).not.toContain(`remove ${name} g-jira`)
  })

  it('skips whoever is made an administrator through a group after the plan', async () => {
    const world = siteWith(30, 100)
    await sweep(world)
    world.groupRoles.set('g-admins', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/org-admin'] }])
    change(world, 'H0', { groupIds: ['g-jira', 'g-admins'] })

    await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)

    expect(world.writes).toHaveLength(29)
    expect(world.writes).not.toContain('remove a-h0 g-jira')
  })

  it('reads the roles of a group once, and leaves alone whose groups it cannot read in time', async () => {
    const world = siteWith(3, 60)
    change(world, 'H0', { groupIds: ['g-jira', 'g-project'] })
    let reads = 0
    world.beforeCall = (name) => void (reads += name === 'readGroupRoles' ? 1 : 0)
    world.requestsLeft = 200

    await sweep(world)
    expect(world.writes).toEqual([])

    world.requestsLeft = 1_500
    await sweep(world, 'sweep:2')
    expect(world.writes).toHaveLength(3)
    expect(reads).toBe(2)
  })

  describe('a held plan', () => {
    const held = async (): Promise<FakeWorld> => {
      const world = siteWith(30, 100)
      await sweep(world)
      return world
    }

    it('is executed as stored: who became dormant since is not in it', async () => {
      const world = await held()
      change(world, 'H50', { lastSeen: daysAgo(300) })

      await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
      await drainJobs(world)

      expect(world.writes).toHaveLength(30)
      expect(world.writes).not.toContain('remove a-h50 g-jira')
    })

    it('cannot be approved after 24 hours', async () => {
      const world = await held()
      world.now = new Date(NOW.getTime() + 24 * HOUR_MS + 1)

      await expect(approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')).rejects.toThrow(/within 24 hours/)
      await drainJobs(world)
      expect(world.writes).toEqual([])
    })

    it('cannot be approved twice, nor under another name', async () => {
      const world = await held()

      await expect(approvePlan(world.ports, { planId: 'sweep:0' }, 'a-admin')).rejects.toThrow(/waits for approval/)
      await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
      await expect(approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')).rejects.toThrow(/waits for approval/)
    })

    it('removes nobody once the job is disarmed', async () => {
      const world = await held()
      await approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')
      await armJob(world.ports, { job: 'sweep', armed: false }, 'a-boss')

      await drainJobs(world)

      expect(world.writes).toEqual([])
    })

    it('gives way to the plan of the next sweep', async () => {
      const world = await held()

      await sweep(world, 'sweep:2')

      await expect(approvePlan(world.ports, { planId: 'sweep:1' }, 'a-admin')).rejects.toThrow(/waits for approval/)
      await approvePlan(world.ports, { planId: 'sweep:2' }, 'a-admin')
    })
  })
})
