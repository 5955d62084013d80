import { explainPerson } from '../../../src/app/admin/explain-person'
import { AppError } from '../../../src/core/errors'
import { keys } from '../../support/keys'
import { readReviewPart } from '../../../src/app/admin/reviews'
import { toChanges } from '../../../sandbox/administrator/create-administrator'
import { previewSweep, readPreview } from '../../../src/app/admin/preview'
import { runJob } from '../../../src/app/jobs/run-job'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

/** Ada has been idle for 200 days among 40 active holders. */
async function siteOfAda(settings = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  await addLinked(world, person('Ada'), account('Ada', { lastSeen: daysAgo(200), groupIds: ['g-project', 'g-jira'] }))
  for (let index = 0; index < 40; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
  return world
}

it('stops reading the roles of groups while there is time to answer: the rest counts as unread', async () => {
  const world = createWorld()
  const groupIds = ['g-jira', ...Array.from({ length: 60 }, (_, index) => `g-${index}`)]
  await addLinked(world, person('Ada'), account('Ada', { groupIds, lastSeen: daysAgo(300) }))
  world.timeLeftMs = 25_000
  let inFlight = 0
  world.beforeCall = (name) => {
    if (name !== 'readGroupRoles') return
    inFlight += 1
    // Five at once take one second together.
    if (inFlight % 5 === 0) world.timeLeftMs -= 1_000
  }

  const { products } = await explainPerson(world.ports, { accountId: 'a-ada' })

  expect(world.timeLeftMs).toBeGreaterThanOrEqual(13_000)
  expect(products[0]?.sweep).toMatchObject({ decision: 'keep', because: 'group-unread' })
})

describe('explainPerson', () => {
  it('tells each signal with its age, the path of access, and what the next sweep does', async () => {
    const world = await siteOfAda()
    world.kvs.set(keys.seat('a-ada'), { holds: true, grantedAt: daysAgo(400) })

    const explained = await explainPerson(world.ports, { accountId: 'a-ada' })

    expect(explained).toMatchObject({
      account: { isActive: true, groupIds: ['g-project', 'g-jira'] },
      directory: {
        ...{ objectId: 'o-ada', state: 'enabled', isInScope: true, isLeaver: false },
        lastSignIn: { at: null, because: 'not-known' },
      },
      exemption: null,
      requests: [],
      decisions: [],
    })
    expect(explained.products).toEqual([
      {
        productKey: 'jira-software',
        holds: true,
        paths: [{ groupId: 'g-jira', isSynchronised: false, isListed: true }],
        signals: [
          { source: 'organization', at: daysAgo(200), ageDays: 200 },
          { source: 'own-record', at: null, ageDays: null },
          { source: 'granted', at: daysAgo(400), ageDays: 400 },
          { source: 'given-back', at: null, ageDays: null },
          { source: 'created', at: daysAgo(1_000), ageDays: 1_000 },
        ],
        sweep: { decision: 'revoke', because: 'dormant', dormantFrom: daysAgo(19) },
        notice: null,
        grant: { type: 'holds' },
      },
    ])
  })

  it('names the exemption, with its owner and end', async () => {
    const exemption = { accountId: 'a-ada', owner: 'Grace', reason: 'on leave', until: '2026-12-31' }
    const world = await siteOfAda({ exemptPeople: [exemption] })

    const explained = await explainPerson(world.ports, { accountId: 'a-ada' })

    expect(explained.exemption).toEqual(exemption)
    expect(explained.products[0]!.sweep).toMatchObject({ decision: 'keep', because: 'exempt-person' })
  })

  it('agrees with what the sweep then does, and tells it afterwards', async () => {
    const world = await siteOfAda()
    const before = await explainPerson(world.ports, { accountId: 'a-ada' })
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
    await drainJobs(world)

    const after = await explainPerson(world.ports, { accountId: 'a-ada' })

    expect(before.products[0]!.sweep?.decision).toBe('revoke')
    expect(after.products[0]).toMatchObject({ holds: false, sweep: null, grant: { type: 'wants-seat' } })
    expect(after.decisions).toMatchObject([{ planId: 'sweep:1', outcome: 'revoked', groupIds: ['g-jira'] }])
  })

  it('says so when nobody knows the account', async () => {
    const world = await siteOfAda()

    expect(await explainPerson(world.ports, { accountId: 'a-nobody' })).toMatchObject({
      account: null,
      directory: { objectId: null, state: 'not-linked', lastSignIn: null },
      products: [{ holds: false, signals: [], grant: { type: 'refuse', because: 'no-account' } }],
    })
  })
})

describe('the last sign-in at the directory', () => {
  const signedIn = (at: string) => ({ id: '00000000-0000-4000-8000-000000000001', objectId: 'o-ada', at })
  const explainAda = (world: FakeWorld) => explainPerson(world.ports, { accountId: 'a-ada' })

  it('is shown with its age, for one call, and decides nothing', async () => {
    const world = await siteOfAda()
    const without = await explainAda(world)
    world.signIns = [signedIn(daysAgo(3))]
    const calls: string[] = []
    world.beforeCall = (name) => void calls.push(name)

    const explained = await explainAda(world)

    expect(explained.directory.lastSignIn).toEqual({ at: daysAgo(3), isAttempt: false, ageDays: 3 })
    expect(explained.products).toEqual(without.products)
    expect(explained.products[0]!.sweep).toMatchObject({ decision: 'revoke', because: 'dormant' })
    expect(calls.filter((name) => name === 'readLastSignIn')).toHaveLength(1)
    expect(world.writes).toEqual([])
  })

  it.each([
    ['permission-missing', 'permission-missing'],
    ['no-premium', 'no-premium'],
    ['throttled', 'throttled'],
    ['unavailable', 'no-answer'],
    ['bad-response', 'no-answer'],
  ] as const)('costs the explanation nothing when it is not told: %s', async (code, because) => {
    const world = await siteOfAda()
    const without = await explainAda(world)
    world.beforeCall = (name) => {
      if (name === 'readLastSignIn') throw new AppError(code, 'Not told.')
    }

    const explained = await explainAda(world)

    expect(explained.directory).toEqual({ ...without.directory, lastSignIn: { at: null, because } })
    expect(explained.products).toEqual(without.products)
  })

  it('is not asked of who has left the directory', async () => {
    const world = await siteOfAda()
    world.people.delete('o-ada')
    world.beforeCall = (name) => {
      if (name === 'readLastSignIn') throw new Error('Expected no question about nobody.')
    }

    expect((await explainAda(world)).directory).toMatchObject({ state: 'deleted', lastSignIn: null })
  })
})

describe('previewSweep', () => {
  it('plans on settings that nobody saved, and changes nothing', async () => {
    const world = await siteOfAda()
    world.accounts.set('a-bea', account('Bea', { lastSeen: daysAgo(100) }))
    const saved = JSON.stringify(world.kvs.get(keys.settings))

    const { previewId } = await previewSweep(world.ports, { changes: toChanges({ dormancyDays: 90 }) })
    await drainJobs(world)

    expect(await readPreview(world.ports, { previewId })).toMatchObject({
      status: 'done',
      counts: { holders: 42, dormant: 2, revoke: 2 },
      seatsFreed: { 'jira-software': 2 },
      isAboveLimit: false,
    })
    const { rows, next } = await readReviewPart(world.ports, { reviewId: previewId })
    expect(rows).toMatchObject([
      { accountId: 'a-ada', decision: 'revoke', because: 'dormant', newest: { source: 'organization' } },
      { accountId: 'a-bea', decision: 'revoke', groupIds: ['g-jira'] },
    ])
    expect(next).toBeNull()
    expect(world.writes).toEqual([])
    expect(JSON.stringify(world.kvs.get(keys.settings))).toBe(saved)
  })

  it('refuses settings that could not be saved', async () => {
    const world = await siteOfAda()

    await expect(previewSweep(world.ports, { changes: toChanges({ dormancyDays: 0 }) })).rejects.toThrow(
      /Days without activity/,
    )
    expect(world.jobs).toEqual([])
  })

  it('says why when a sweep would be refused', async () => {
    const world = await siteOfAda()
    for (const [accountId, one] of world.accounts) world.accounts.set(accountId, { ...one, lastSeen: daysAgo(300) })

    const { previewId } = await previewSweep(world.ports, {})
    await drainJobs(world)

    expect(await readPreview(world.ports, { previewId })).toMatchObject({
      status: 'refused',
      because: expect.stringMatching(/48 hours/),
    })
  })
})

describe('the review of the last sweep', () => {
  it('keeps those who stay with their reasons, of a dry run too, and is written anew only where it changed', async () => {
    const world = await siteOfAda({ armed: { provision: false, grant: false, sweep: false } })
    world.accounts.set('a-bea', account('Bea', { lastSeen: daysAgo(300), isAdmin: true }))
    const run = (runId: string) => runJob(world.ports, { type: 'run', run: 'sweep', runId }, 'worker', 0)
    await run('sweep:1')
    world.stored.length = 0

    await run('sweep:2')

    const written = world.stored.map(({ key }) => key).filter((key) => !key.startsWith('lease:'))
    const { plannedAt, rows } = await readReviewPart(world.ports, {})
    expect(plannedAt).toBe(NOW.toISOString())
    expect(rows).toMatchObject([
      { accountId: 'a-ada', decision: 'revoke' },
      { accountId: 'a-bea', decision: 'keep', because: 'administrator' },
    ])
    // Made at the same instant, so not even its time has changed.
    expect(written).toEqual([keys.lastRun('sweep')])
  })
})
