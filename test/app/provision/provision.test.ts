import { keys } from '../../support/keys'
import { readAllLinks } from '../../../src/app/state/link-store'
import { runJob } from '../../../src/app/jobs/run-job'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** Runs a provision run and everything it pushes, as the queue would. */
async function provision(world: FakeWorld, runId = 'provision:1'): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'provision', runId }, 'worker', 0)
  await drainJobs(world)
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

const report = (world: FakeWorld, run = 'provision') =>
  world.kvs.get(keys.lastRun(run)) as { outcome: string; because: string | null; counts: Record<string, number> }

/** An organization always has somebody: the administrator who installed the app. */
function createSite(settings: Parameters<typeof createWorld>[0] = {}): FakeWorld {
  const world = createWorld(settings)
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  return world
}

describe('a provision run', () => {
  it('makes an account without access for everyone in scope, and links it', async () => {
    const world = createSite()
    for (const name of ['Ada', 'Bea', 'Cid']) world.people.set(`o-${name.toLowerCase()}`, person(name))
    world.people.set('o-dan', person('Dan', { enabled: false }))
    world.accounts.set('a-bea', account('Bea', { groupIds: [] }))

    await provision(world)

    expect(world.writes).toEqual(['create a-ada', 'create a-cid'])
    const links = await readAllLinks(world.ports.store)
    expect([...links.keys()].sort()).toEqual(['o-ada', 'o-bea', 'o-cid'])
    expect(report(world)).toMatchObject({ outcome: 'done', counts: { create: 2, created: 2 } })
  })

  it('tells how many accounts have records of another directory, and writes none of them', async () => {
    const world = createSite()
    for (const name of ['Ada', 'Bea', 'Cid']) {
      world.people.set(`o-${name.toLowerCase()}`, person(name))
      world.accounts.set(`a-${name.toLowerCase()}`, account(name, { groupIds: [] }))
    }
    const owners = new Map([
      ['a-ada', 'before-ada'],
      ['a-bea', 'before-bea'],
    ])
    world.ports.accountWriter.readOwners = async () => ({ owners, unread: new Set() })

    await provision(world)

    expect(world.writes).toEqual([])
    expect([...(await readAllLinks(world.ports.store)).keys()]).toEqual(['o-cid'])
    expect(report(world).counts).toMatchObject({ inDoubt: 2, foreignRecords: 2 })
  })

  it('counts access that somebody else has given back since the last look from now on', async () => {
    const world = createSite()
    await addLinked(world, person('Ada'), account('Ada'))
    world.kvs.set(keys.seat('a-ada'), { holds: false, revokedAt: '2025-01-01T00:00:00.000Z' })

    await provision(world)

    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ holds: true, grantedAt: world.now.toISOString() })
  })

  it('leaves a grant alone that was made after it had read who holds access', async () => {
    const world = createSite()
    await addLinked(world, person('Ada'), account('Ada'))
    await provision(world)
    world.accounts.set('a-ada', account('Ada', { groupIds: [] }))
    const { countAccounts } = world.ports.accounts
    world.ports.accounts.countAccounts = async () => {
      world.now = new Date(world.now.getTime() + 1_000)
      world.kvs.set(keys.seat('a-ada'), { holds: true, grantedAt: world.now.toISOString() })
      return countAccounts()
    }

    await provision(world, 'provision:2')

    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ holds: true })
  })

  it('counts access that nobody told of from now on, where the last look saw none', async () => {
    const world = createSite()
    await addLinked(world, person('Ada'), account('Ada'))

    await provision(world)

    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ holds: true, grantedAt: world.now.toISOString() })
  })

  it('writes nothing outside and almost nothing inside when nothing has changed', async () => {
    const world = createSite()
    world.people.set('o-ada', person('Ada'))
    await provision(world)
    world.writes.length = 0
    world.stored.length = 0

    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:2' }, 'worker', 0)

    expect(world.writes).toEqual([])
    expect(world.jobs).toEqual([])
    // Two for the report and the counts; the lease takes two more.
    expect(world.stored.length).toBeLessThanOrEqual(8)
  })

  it('ends at the plan while the job is not armed', async () => {
    const world = createSite({ armed: DEFAULT_SETTINGS.armed })
    world.people.set('o-ada', person('Ada'))

    await provision(world)

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'dry-run', counts: { create: 1 } })
  })

  it('does a run once that is delivered twice', async () => {
    const world = createSite()
    world.people.set('o-ada', person('Ada'))
    await provision(world)
    world.people.set('o-bea', person('Bea'))

    await provision(world)

    expect(world.writes).toEqual(['create a-ada'])
  })

  it('refuses overlap: a second run comes back later', async () => {
    const world = createSite()
    world.kvs.set('lease:provision', { owner: 'another', untilSecond: Math.floor(world.now.getTime() / 1_000) + 60 })

    const result = await runJob(world.ports, { type: 'run', run: 'provision', runId: 'x' }, 'worker', 0)

    expect(result).toEqual({ type: 'again', afterSeconds: 60, failures: 0 })
  })

  it('tries again when a source fails for a while, and gives the reason when it goes on failing', async () => {
    const world = createSite()
    world.beforeCall = (name) => {
      if (name === 'readPeople') throw new AppError('unavailable', 'Entra is down')
    }
    const message = { type: 'run', run: 'provision', runId: 'r' } as const

    expect(await runJob(world.ports, message, 'worker', 4)).toEqual({ type: 'again', afterSeconds: 120, failures: 5 })
    expect(await runJob(world.ports, message, 'worker', 5)).toEqual({ type: 'done' })
    expect(report(world)).toMatchObject({ outcome: 'failed', because: 'Entra is down' })
  })

  it.each([
    ['nothing', undefined, 120],
    ['less than a run waits anyway', 5_000, 120],
    ['ten minutes', 600_500, 601],
    ['longer than a queue can hold an event back', 86_400_000, 86_400],
  ])('leaves a service alone for as long as it asks: %s', async (_, waitMs, afterSeconds) => {
    const world = createSite()
    world.beforeCall = (name) => {
      if (name !== 'readPeople') return
      throw new AppError('throttled', 'Entra asks for a pause', waitMs === undefined ? {} : { waitMs })
    }

    const result = await runJob(world.ports, { type: 'run', run: 'provision', runId: 'r' }, 'worker', 0)

    expect(result).toEqual({ type: 'again', afterSeconds, failures: 1 })
  })

  it.each([
    ['nobody at all', 0],
    ['half the people', 25],
  ])('changes nothing when the directory shows %s', async (_, left) => {
    const world = createSite()
    for (let index = 0; index < 50; index += 1) await addLinked(world, person(`P${index}`), account(`P${index}`))
    await provision(world)
    for (const objectId of [...world.people.keys()].slice(left)) world.people.delete(objectId)

    await provision(world, 'provision:2')

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'refused' })
    expect(report(world).because).toMatch(/the directory/)
  })

  it('changes nothing when a required group is empty, and names the group', async () => {
    const world = createSite({ requiredGroupIds: ['g-staff'] })
    world.groupMembers.set('g-staff', [])
    await addLinked(world, person('Ada'), account('Ada'))

    await provision(world)

    expect(world.writes).toEqual([])
    expect(report(world).because).toMatch(/g-staff/)
  })

  it('holds too many leavers back, and makes new accounts meanwhile', async () => {
    const world = createSite()
    for (let index = 0; index < 60; index += 1) await addLinked(world, person(`P${index}`), account(`P${index}`))
    await provision(world)
    for (let index = 0; index < 11; index += 1) world.people.set(`o-p${index}`, person(`P${index}`, { enabled: false }))
    world.people.set('o-ada', person('Ada'))

    await provision(world, 'provision:2')

    expect(world.writes).toEqual(['create a-ada'])
    expect(world.kvs.get(keys.held('leavers'))).toMatchObject({ removals: 11, planId: 'provision:2:leavers' })
  })

  it('goes on from where it stopped when the time of an invocation is over', async () => {
    const world = createSite()
    for (let index = 0; index < 145; index += 1) world.people.set(`o-p${index}`, person(`P${index}`))
    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'r' }, 'worker', 0)
    let batches = 0
    world.beforeCall = (name) => {
      // After the first 25, which are looked at before the others are made, the clock shows the end.
      if (name === 'lookUpPeople') batches += 1
      world.timeLeftMs = batches >= 1 ? 60_000 : 900_000
    }
    await runJob(world.ports, world.jobs.shift()!, 'worker', 0)
    expect(world.writes).toHaveLength(25)
    world.beforeCall = () => undefined
    world.timeLeftMs = 900_000

    await drainJobs(world)

    expect(world.writes).toHaveLength(145)
    expect(new Set(world.writes).size).toBe(145)
  })
})

describe('a leaver run', () => {
  const leavers = async (world: FakeWorld, runId: string): Promise<void> => {
    await runJob(world.ports, { type: 'run', run: 'leavers', runId }, 'worker', 0)
    await drainJobs(world)
  }

  it('takes access away first, then deactivates the account', async () => {
    const world = createSite()
    await addLinked(world, person('Ada'), account('Ada', { groupIds: ['g-jira', 'g-project'] }))
    await leavers(world, 'leavers:1')
    world.people.set('o-ada', person('Ada', { enabled: false }))
    world.changes = { changed: new Map([['o-ada', 'disabled']]), cursor: 'cursor-2' }

    await leavers(world, 'leavers:2')

    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
    expect(world.accounts.get('a-ada')!.groupIds).toEqual(['g-project'])
  })

  it('keeps the place until the plan is stored: a run that dies reads the same changes again', async () => {
    const world = createSite()
    await addLinked(world, person('Ada', { enabled: false }), account('Ada'))
    await leavers(world, 'leavers:1')
    world.changes = { changed: new Map([['o-ada', 'disabled']]), cursor: 'cursor-2' }
    const { store } = world.ports
    const dying = {
      ...world.ports,
      store: {
        ...store,
        swapMany: (changes: Parameters<typeof store.swapMany>[0]) => {
          if ([...changes.keys()].some((key) => key.startsWith('plan:'))) throw new Error('killed')
          return store.swapMany(changes)
        },
      },
    }

    await expect(runJob(dying, { type: 'run', run: 'leavers', runId: 'leavers:2' }, 'worker', 0)).rejects.toThrow(
      'killed',
    )
    expect(world.kvs.get(keys.delta)).toMatchObject({ cursor: 'cursor-0' })

    await leavers(world, 'leavers:3')
    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
  })

  it('skips who came back between plan and removal', async () => {
    const world = createSite()
    await addLinked(world, person('Ada'), account('Ada'))
    await leavers(world, 'leavers:1')
    world.changes = { changed: new Map([['o-ada', 'disabled']]), cursor: 'cursor-2' }

    await leavers(world, 'leavers:2')

    expect(world.writes).toEqual([])
  })

  it('restores the account of who comes back, without access', async () => {
    const world = createSite()
    await addLinked(world, person('Ada', { enabled: false }), account('Ada'))
    await provision(world)
    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
    world.people.set('o-ada', person('Ada'))

    await provision(world, 'provision:2')

    expect(world.writes.slice(2)).toEqual(['restore a-ada'])
    expect(world.accounts.get('a-ada')).toMatchObject({ isActive: true, groupIds: [] })
  })
})

describe('an account with administration', () => {
  const orgAdmin = [{ resourceId: 'ari:cloud:platform::org/1', roles: ['atlassian/org-admin'] }]
  const viewer = [{ resourceId: 'ari:cloud:platform::org/1', roles: ['atlassian/viewer'] }]
  const paths: Record<string, (world: FakeWorld) => void> = {
    'a role of the organization': (world) => {
      world.accounts.set('a-ada', { ...world.accounts.get('a-ada')!, isAdmin: true })
    },
    'a group': (world) => void world.groupRoles.set('g-admins', orgAdmin),
    'a direct role': (world) => void world.directRoles.set('a-ada', ['atlassian/admin']),
    'a role that nobody knows': (world) => void world.directRoles.set('a-ada', ['atlassian/viewer']),
    'a group with a role that nobody knows': (world) => void world.groupRoles.set('g-admins', viewer),
  }

  async function withAda(how: string, enabled: boolean): Promise<FakeWorld> {
    const world = createSite()
    await addLinked(world, person('Ada', { enabled }), account('Ada', { groupIds: ['g-admins'] }))
    await addLinked(world, person('Bea', { enabled }), account('Bea'))
    await provision(world)
    world.writes.length = 0
    paths[how]!(world)
    return world
  }

  it.each(Object.keys(paths))('by %s is neither renamed nor given another address', async (how) => {
    const world = await withAda(how, true)
    for (const [id, name] of [
      ['o-ada', 'Ada'],
      ['o-bea', 'Bea'],
    ] as const)
      world.people.set(id, person(name, { displayName: 'Mallory', email: `mallory.${id}@example.com` }))

    await provision(world, 'provision:2')

    expect(world.writes).toEqual(['update a-bea mallory.o-bea@example.com'])
  })

  it.each(Object.keys(paths))('by %s is not restored', async (how) => {
    const world = await withAda(how, false)
    for (const [id, name] of [
      ['o-ada', 'Ada'],
      ['o-bea', 'Bea'],
    ] as const)
      world.people.set(id, person(name))

    await provision(world, 'provision:2')

    expect(world.writes).toEqual(['restore a-bea'])
  })

  it('is not made anew for somebody to whom the directory gives its address', async () => {
    const world = createSite()
    world.people.set('o-mallory', person('Mallory', { email: 'ada@example.com' }))
    world.beforeCall = (name) => {
      // It comes into the organization after the plan was made.
      if (name === 'findByEmail') world.accounts.set('a-ada', account('Ada', { isAdmin: true }))
    }

    await provision(world)

    expect(world.writes).toEqual([])
  })
})
