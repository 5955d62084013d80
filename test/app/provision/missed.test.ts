import { readOverview } from '../../../src/app/admin/overview'
import { listPeople } from '../../../src/app/admin/list-people'
import { readExport } from '../../../src/app/export/read-export'
import { runJob } from '../../../src/app/jobs/run-job'
import { recordActivity } from '../../../src/app/signals/activity'
import { saveIndex } from '../../../src/app/state/people-index'
import { AppError } from '../../../src/core/errors'
import type { Span } from '../../../src/ports'
import { SIGNALS, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

async function provision(world: FakeWorld, runId = 'provision:1'): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'provision', runId }, 'worker', 0)
}

async function missedOf(world: FakeWorld): Promise<readonly string[]> {
  const { rows } = await listPeople(world.ports, { filter: 'missed' })
  return rows.map(({ accountId, because, day }) => `${accountId} ${because} ${day}`)
}

/** Ada has no seat, and the organization shows that she came yesterday. */
async function siteWith(ada: Parameters<typeof account>[1] = {}, settings = {}): Promise<FakeWorld> {
  const world = createWorld({ signals: SIGNALS, ...settings })
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  await addLinked(world, person('Ada'), account('Ada', { groupIds: [], lastSeen: daysAgo(1), ...ada }))
  return world
}

const day = (days: number): string => daysAgo(days).slice(0, 10)

describe('people who came and got nothing', () => {
  it('are listed with the day, and what told of it', async () => {
    const world = await siteWith()
    await addLinked(world, person('Ben'), account('Ben', { groupIds: [] }))
    world.signIns = [{ id: 'r-1', objectId: 'o-ben', appId: 'Jira', at: daysAgo(0.5) }]

    await provision(world)

    expect(await missedOf(world)).toEqual([`a-ada came-dates ${day(1)}`, `a-ben came-log ${day(0.5)}`])
    const { rows } = await readExport(world.ports, { kind: 'missed', cursor: null })
    expect(rows).toEqual([
      ['a-ada', null, 'ada@example.com', day(1), 'came-dates'],
      ['a-ben', null, 'ben@example.com', day(0.5), 'came-log'],
    ])
  })

  it('are listed from the log also where signing in counts, since it may have come before the link', async () => {
    const world = await siteWith({ lastSeen: null }, { signals: { ...SIGNALS, signIn: true, signInAppIds: ['Jira'] } })
    world.signIns = [{ id: 'r-1', objectId: 'o-ada', appId: 'Jira', at: daysAgo(0.5) }]

    await provision(world)

    expect(await missedOf(world)).toEqual([`a-ada came-log ${day(0.5)}`])
  })

  it('are looked for in what an earlier run has left of the log', async () => {
    const world = await siteWith({ lastSeen: null })
    world.signIns = [{ id: 'r-1', objectId: 'o-ada', appId: 'Jira', at: daysAgo(3) }]
    const logUnread = { since: daysAgo(4), until: daysAgo(2) }
    world.kvs.set(keys.connected, {})
    world.kvs.set(keys.lastGood, { readAt: daysAgo(1), logReadAt: daysAgo(1), logUnread })
    const reads: Span[] = []
    const { directory } = world.ports
    const readSignIns: typeof directory.readSignIns = async (span, appIds) => {
      reads.push(span)
      if (reads.length === 2) throw new AppError('throttled', 'Wait.')
      return directory.readSignIns(span, appIds)
    }
    const ports = { ...world.ports, directory: { ...directory, readSignIns } }

    await runJob(ports, { type: 'run', run: 'provision', runId: 'provision:1' }, 'worker', 0)
    expect(await missedOf(world)).toEqual([])
    const { alerts } = await readOverview(world.ports, undefined, 'a-admin')
    expect(alerts.filter(({ type }) => type === 'missed-unread')).toHaveLength(1)

    await provision(world, 'provision:2')
    expect(await missedOf(world)).toEqual([`a-ada came-log ${day(3)}`])
    expect(world.kvs.get(keys.lastGood)).not.toHaveProperty('logUnread')
    expect(reads[1]).toEqual(logUnread)
  })

  it('are listed by their own act in Jira, where that asks for nothing', async () => {
    const world = await siteWith({ lastSeen: null }, { signals: { ...SIGNALS, productEvents: false } })
    world.kvs.set(keys.lastGood, { readAt: daysAgo(1) })

    await recordActivity(world.ports, 'a-ada')
    await provision(world)
    expect(await missedOf(world)).toEqual([`a-ada came-event ${day(0)}`])
    expect([...world.kvs.keys()].filter((key) => key.startsWith('acted:'))).toEqual([])

    await provision(world, 'provision:2')
    expect(await missedOf(world)).toHaveLength(1)
  })

  it.each([
    ['came long ago', { lastSeen: daysAgo(8) }],
    ['holds a seat', { groupIds: ['g-jira'] }],
    ['may have been at another site', { gaps: { sites: ['jira'] } }],
    ['is deactivated', { isActive: false }],
  ])('do not count who %s', async (_, ada) => {
    const world = await siteWith(ada)

    await provision(world)

    expect(await missedOf(world)).toEqual([])
  })

  it.each([
    ['who lost the seat, nobody knows when', { holds: false }, 0],
    ['who came before the seat was taken', { holds: false, revokedAt: daysAgo(0.5) }, 0],
    ['who came after the seat was taken', { holds: false, revokedAt: daysAgo(2) }, 1],
  ])('are counted by when the seat was taken: %s', async (_, record, expected) => {
    const world = await siteWith()
    world.kvs.set(keys.seat('a-ada'), record)

    await provision(world)

    expect(await missedOf(world)).toHaveLength(expected)
  })

  it.each(['open', 'waiting', 'refused'] as const)('are not those whose request is %s', async (state) => {
    const world = await siteWith()
    const request = { key: 'jira-software:a-ada', accountId: 'a-ada', productKey: 'jira-software', source: 'portal' }
    await world.ports.requests.add({ ...request, state, askedAt: daysAgo(0.1) })

    await provision(world)

    expect(await missedOf(world)).toEqual([])
  })

  it('are not those who never get a seat, nor those who hold one by a synchronised group', async () => {
    const world = await siteWith({}, { noAccessAccountIds: ['a-ada'] })
    await addLinked(world, person('Ben'), account('Ben', { groupIds: [] }))
    world.signIns = [{ id: 'r-1', objectId: 'o-ben', appId: 'Jira', at: daysAgo(0.5) }]
    await saveIndex(world.ports.store, 'access', [{ accountId: 'a-ben' }])

    await provision(world)

    expect(await missedOf(world)).toEqual([])
  })

  it('stay listed for a month, also while the log cannot be read', async () => {
    const world = await siteWith({ lastSeen: null })
    await saveIndex(world.ports.store, 'missed', [
      { accountId: 'a-ada', because: 'came-log', day: day(29) },
      { accountId: 'a-admin', because: 'came-log', day: day(1) },
    ])
    world.beforeCall = (name) => {
      if (name === 'readApplications' || name === 'readSignIns') throw new AppError('permission-missing', 'No.')
    }

    await provision(world)
    expect(await missedOf(world)).toEqual([`a-ada came-log ${day(29)}`])

    world.now = new Date(world.now.getTime() + 2 * 86_400_000)
    await provision(world, 'provision:2')
    expect(await missedOf(world)).toEqual([])
  })

  it('take no more than 100 KB of an answer, however many there are', async () => {
    const world = await siteWith()
    const many = Array.from(
      { length: 5_000 },
      (_, index) => `712020:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    )
    await saveIndex(
      world.ports.store,
      'missed',
      many.map((accountId) => ({ accountId, because: 'came-dates', day: day(1) })),
    )

    const page = await listPeople(world.ports, { filter: 'missed' })

    expect([page.total, page.rows.length, page.next]).toEqual([5_000, 20, '20'])
    expect(JSON.stringify(page).length).toBeLessThan(100_000)
  })
})
