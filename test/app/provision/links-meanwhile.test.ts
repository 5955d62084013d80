import { takeBackDecision, sayIdentity, unlinkPerson } from '../../../src/app/admin/identities'
import { runJob } from '../../../src/app/jobs/run-job'
import { forgetDirectory } from '../../../src/app/state/forget-directory'
import { readAllLinks, readLinks, readPeopleOfAccounts, saveLinks } from '../../../src/app/state/link-store'
import { readReport } from '../../../src/app/state/run-report'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

let runs = 0

async function provision(world: FakeWorld): Promise<void> {
  runs += 1
  await runJob(world.ports, { type: 'run', run: 'provision', runId: `provision:${runs}` }, 'worker', 0)
  await drainJobs(world)
}

/** Each after the wait that it may have asked for. */
async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    world.now = new Date(world.now.getTime() + 600_000)
    await runJob(world.ports, job, 'worker', 0)
  }
}

/** Somebody else does this once, right before the app makes a call of its run. */
function before(world: FakeWorld, call: string, act: () => Promise<unknown>): () => boolean {
  let isDone = false
  const { accounts, accountWriter } = world.ports
  const target = (call in accounts ? accounts : accountWriter) as unknown as Record<
    string,
    (...all: unknown[]) => unknown
  >
  const given = target[call]!
  target[call] = async (...all) => {
    if (!isDone) {
      isDone = true
      await act()
    }
    return given(...all)
  }
  return () => isDone
}

async function createSite(): Promise<FakeWorld> {
  const world = createWorld()
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  // A holder whose link says nothing of it yet: the full run has something to save.
  await addLinked(world, person('Ada'), account('Ada'))
  return world
}

const ownerOf = async (world: FakeWorld, accountId: string) =>
  (await readPeopleOfAccounts(world.ports.store, [accountId])).get(accountId)

describe('what a run has learnt of links', () => {
  it.each(['countAccounts', 'update'])('does not undo that somebody ended one before its %s', async (call) => {
    const world = await createSite()
    if (call === 'update') {
      await provision(world)
      world.people.set('o-ada', person('Ada', { displayName: 'Ada King' }))
    }
    const isDone = before(world, call, () => unlinkPerson(world.ports, { accountId: 'a-ada' }, 'a-admin'))

    await provision(world)

    expect(isDone()).toBe(true)
    expect((await readAllLinks(world.ports.store)).size).toBe(0)
    expect(await ownerOf(world, 'a-ada')).toBeUndefined()
  })

  it('does not undo that a link was given back to whose it was', async () => {
    const world = await createSite()
    world.people.delete('o-ada')
    world.people.set('o-new', person('New', { email: 'ada@example.com' }))
    const pair = { objectId: 'o-new', accountId: 'a-ada' }
    await sayIdentity(world.ports, { ...pair, verdict: 'same' }, 'a-admin')
    before(world, 'countAccounts', () => takeBackDecision(world.ports, pair, 'a-admin'))

    await provision(world)

    expect([...(await readAllLinks(world.ports.store)).keys()]).toEqual(['o-ada'])
    expect(await ownerOf(world, 'a-ada')).toBe('o-ada')
  })

  it('does not undo how the leaver run has left somebody', async () => {
    const world = await createSite()
    const left = { accountId: 'a-ada', wasInScope: true, left: 'disabled' } as const
    before(world, 'countAccounts', () => saveLinks(world.ports.store, new Map([['o-ada', left]])))

    await provision(world)

    expect((await readLinks(world.ports.store, ['o-ada'])).get('o-ada')).toEqual(left)
  })
})

describe('a run that read the people of an earlier directory', () => {
  const exchange = (world: FakeWorld) => async (): Promise<void> => {
    await forgetDirectory(world.ports)
    for (const objectId of [...world.people.keys()]) world.people.delete(objectId)
    world.people.set('o-other', person('Other'))
  }

  it.each(['countAccounts', 'create'])('saves no link once another one is connected, before its %s', async (call) => {
    const world = await createSite()
    for (let index = 0; index < 3; index += 1) world.people.set(`o-n${index}`, person(`N${index}`))
    const isDone = before(world, call, exchange(world))

    await provision(world)

    expect(isDone()).toBe(true)
    expect((await readAllLinks(world.ports.store)).size).toBe(0)
    expect(await ownerOf(world, 'a-ada')).toBeUndefined()
    expect(world.accounts.get('a-ada')).toMatchObject({ isActive: true, groupIds: ['g-jira'] })
    expect(await readReport(world.ports.store, 'provision')).toMatchObject({ outcome: 'refused' })
  })

  it('takes nothing from who is in no directory any more, by a plan made before', async () => {
    const world = await createSite()
    for (const name of ['Bea', 'Cid', 'Dan', 'Eve', 'Fay']) await addLinked(world, person(name), account(name))
    await provision(world)
    world.people.delete('o-ada')
    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:before' }, 'worker', 0)
    expect(world.jobs).toMatchObject([{ type: 'apply' }])

    await exchange(world)()
    await drainJobs(world)

    expect(world.accounts.get('a-ada')).toMatchObject({ isActive: true, groupIds: ['g-jira'] })
  })
})
