import { readJournal, undoPerson, undoRun } from '../../../src/app/admin/journal'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import type { JournalBatch } from '../../../src/core/journal'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { account, daysAgo, link, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** Dormant holders D0 … among active ones. */
function siteWith(dormant: number, active: number, settings = {}): FakeWorld {
  const world = createWorld(settings)
  for (let index = 0; index < dormant; index += 1) {
    const one = account(`D${index}`, { lastSeen: daysAgo(200), groupIds: ['g-project', 'g-jira'] })
    world.accounts.set(one.accountId, one)
    world.people.set(`o-d${index}`, person(`D${index}`))
  }
  for (let index = 0; index < active; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
  return world
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

async function sweep(world: FakeWorld, runId = 'sweep:1'): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'sweep', runId }, 'worker', 0)
  await drainJobs(world)
}

async function drain(world: FakeWorld): Promise<void> {
  for (let slice = 0; slice < 20; slice += 1) if ((await drainInbox(world.ports, 'drain', null)) === 'empty') return
}

const entriesOf = async (world: FakeWorld, planId = 'sweep:1') => (await readJournal(world.ports, { planId })).entries

describe('the journal', () => {
  it('tells who lost which groups, and why somebody was skipped', async () => {
    const world = siteWith(2, 40)
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
    world.accounts.set('a-d1', { ...world.accounts.get('a-d1')!, lastSeen: daysAgo(0) })

    await drainJobs(world)

    expect(await entriesOf(world)).toMatchObject([
      { type: 'revoke', accountId: 'a-d0', groupIds: ['g-jira'], outcome: 'revoked' },
      { type: 'revoke', accountId: 'a-d1', groupIds: [], outcome: 'skipped', because: 'recently-active' },
    ])
  })

  it('says whose seat did not fall', async () => {
    const world = siteWith(1, 40)
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
    const apply = world.jobs.shift()!
    await runJob(world.ports, apply, 'worker', 0)
    world.accessGroupIds.push('g-project')

    await drainJobs(world)

    expect(await entriesOf(world)).toMatchObject([
      { accountId: 'a-d0', outcome: 'revoked', stillHeldBy: ['g-project'] },
    ])
    expect(world.kvs.get(keys.lastRun('sweep'))).toMatchObject({ counts: { revoked: 1, seatsFreed: 0, stillHeld: 1 } })
  })

  it('neither loses nor doubles a removal, wherever an attempt dies', async () => {
    const killed = new Error('killed')
    for (let killAt = 1, isOver = false; !isOver; killAt += 1) {
      const world = siteWith(3, 60)
      await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
      isOver = await dieAt(world, killAt, killed)
      world.now = new Date(world.now.getTime() + 16 * 60_000)
      world.jobs.push({ type: 'apply', planId: 'sweep:1' })
      await drainJobs(world)

      expect(world.writes).toEqual(['remove a-d0 g-jira', 'remove a-d1 g-jira', 'remove a-d2 g-jira'])
      const entries = await entriesOf(world)
      expect(entries.map(({ outcome, groupIds }) => [outcome, groupIds])).toEqual(
        Array(3).fill(['revoked', ['g-jira']]),
      )
      expect(world.kvs.get(keys.lastRun('sweep'))).toMatchObject({ outcome: 'done', counts: { revoked: 3 } })
      expect(killAt).toBeLessThan(100)
    }
  })
})

/** Applies what is queued; the n-th call that changes something takes effect and then the attempt dies. */
async function dieAt(world: FakeWorld, killAt: number, killed: Error): Promise<boolean> {
  const { store, access } = world.ports
  const { set, setMany } = store
  const { removeFromGroup } = access
  let calls = 0
  const after = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    calls += 1
    if (calls >= killAt) throw killed
    return result
  }
  Object.assign(store, {
    set: (...args: Parameters<typeof set>) => after(set(...args)),
    setMany: (entries: Parameters<typeof setMany>[0]) => after(setMany(entries)),
  })
  Object.assign(access, { removeFromGroup: (group: string, one: string) => after(removeFromGroup(group, one)) })
  try {
    const job = world.jobs.shift()!
    await runJob(world.ports, job, 'victim', 0).catch((error: unknown) => {
      if (error !== killed) throw error
    })
  } finally {
    Object.assign(store, { set, setMany })
    Object.assign(access, { removeFromGroup })
  }
  return calls < killAt
}

describe('undo', () => {
  it('gives exactly the plan’s people their groups back, through the guard', async () => {
    const world = siteWith(12, 300)
    world.totalSeats = 400
    await sweep(world)
    expect(world.writes).toHaveLength(12)
    world.writes.length = 0

    await undoRun(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)
    await drain(world)

    expect([...world.writes].sort()).toEqual(Array.from({ length: 12 }, (_, index) => `add a-d${index} g-jira`).sort())
    expect(world.kvs.get(keys.seat('a-d0'))).toMatchObject({ holds: true, givenBackAt: expect.any(String) })
    expect((await entriesOf(world)).every(({ undoneAt }) => undoneAt !== undefined)).toBe(true)
  })

  it('asks once when it is run twice, and leaves alone who is back already', async () => {
    const world = siteWith(2, 60)
    await sweep(world)
    await undoRun(world.ports, { planId: 'sweep:1', accountIds: ['a-d0'] }, 'a-admin')
    await drainJobs(world)
    await drain(world)
    world.writes.length = 0

    await undoRun(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)
    await drain(world)

    expect(world.writes).toEqual(['add a-d1 g-jira'])
  })

  it('keeps the reserve: who finds no seat comes back when one is free', async () => {
    const world = siteWith(2, 60)
    await sweep(world)
    world.totalSeats = 64
    world.writes.length = 0

    await undoPerson(world.ports, { accountId: 'a-d0' }, 'a-admin')
    await drainJobs(world)
    await drain(world)
    expect(world.writes).toEqual([])

    world.totalSeats = 65
    await drain(world)
    expect(world.writes).toEqual(['add a-d0 g-jira'])
  })

  it('comes after everybody who asks', async () => {
    const world = siteWith(1, 59)
    await sweep(world)
    world.totalSeats = 64
    await undoRun(world.ports, { planId: 'sweep:1' }, 'a-admin')
    await drainJobs(world)
    await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
    world.requests.set('jira-software:a-ada', {
      key: 'jira-software:a-ada',
      accountId: 'a-ada',
      productKey: 'jira-software',
      state: 'open',
      askedAt: new Date(world.now.getTime() + 1_000).toISOString(),
      source: 'activity',
    })
    world.writes.length = 0

    await drain(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
    expect(world.requests.get('undo:jira-software:a-d0')).toMatchObject({ state: 'undo' })
  })

  it('makes a leaver’s account usable again before access is asked back', async () => {
    const world = createWorld()
    await addLinked(world, person('Ada'), account('Ada'))
    for (let index = 0; index < 20; index += 1) await addLinked(world, person(`H${index}`), account(`H${index}`))
    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:1' }, 'worker', 0)
    await drainJobs(world)
    world.people.set('o-ada', person('Ada', { enabled: false }))
    world.changes = { changed: new Map([['o-ada', 'disabled']]), cursor: 'cursor-2' }
    await runJob(world.ports, { type: 'run', run: 'leavers', runId: 'leavers:0' }, 'worker', 0)
    await runJob(world.ports, { type: 'run', run: 'leavers', runId: 'leavers:1' }, 'worker', 0)
    await drainJobs(world)
    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
    world.people.set('o-ada', person('Ada'))

    await undoPerson(world.ports, { accountId: 'a-ada' }, 'a-admin')
    await drainJobs(world)
    await drain(world)

    expect(world.writes.slice(2)).toEqual(['restore a-ada', 'add a-ada g-jira'])
    expect(link('Ada')[1]).toEqual({ accountId: 'a-ada', wasInScope: true })
  })

  it.each([
    [
      'disabled',
      { account: 'disable', removeGroups: true },
      ['restore a-ada', 'add a-ada g-project', 'add a-ada g-jira'],
    ],
    ['kept usable', { account: 'keep', removeGroups: true }, ['add a-ada g-project', 'add a-ada g-jira']],
  ] as const)(
    'gives one leaver who was %s all groups back, access through the guard',
    async (_, disabled, expected) => {
      const world = createWorld({ leavers: { ...DEFAULT_SETTINGS.leavers, disabled } })
      await addLinked(world, person('Ada', { enabled: false }), account('Ada', { groupIds: ['g-jira', 'g-project'] }))
      for (let index = 0; index < 20; index += 1) await addLinked(world, person(`H${index}`), account(`H${index}`))
      await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:1' }, 'worker', 0)
      await drainJobs(world)
      expect(world.accounts.get('a-ada')!.groupIds).toEqual([])
      world.writes.length = 0
      world.people.set('o-ada', person('Ada'))

      await undoPerson(world.ports, { accountId: 'a-ada' }, 'a-admin')
      await drainJobs(world)
      await drain(world)

      expect(world.writes).toEqual(expected)
    },
  )

  it('refuses what cannot be undone', async () => {
    const world = siteWith(1, 40)

    await expect(undoPerson(world.ports, { accountId: 'a-d0' }, 'a-admin')).rejects.toThrow(/got nothing/)
    await expect(undoRun(world.ports, { planId: 'sweep:9' }, 'a-admin')).rejects.toThrow(/journal knows/)
  })

  it('keeps ids only', async () => {
    const world = siteWith(1, 40)
    await sweep(world)

    const batch = world.kvs.get(keys.journalBatch('sweep:1', 0)) as JournalBatch
    expect(Object.keys(batch.entries[0]!).sort()).toEqual(['accountId', 'groupIds', 'outcome', 'productKey', 'type'])
  })
})
