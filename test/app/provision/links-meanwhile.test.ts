import { takeBackDecision, sayIdentity, unlinkPerson } from '../../../src/app/admin/identities'
import { runJob } from '../../../src/app/jobs/run-job'
import { readAllLinks, readLinks, readPeopleOfAccounts, saveLinks } from '../../../src/app/state/link-store'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

let runs = 0

async function provision(world: FakeWorld): Promise<void> {
  runs += 1
  await runJob(world.ports, { type: 'run', run: 'provision', runId: `provision:${runs}` }, 'worker', 0)
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
    await runJob(world.ports, job, 'worker', 0)
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
