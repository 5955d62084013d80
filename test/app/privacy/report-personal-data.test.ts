import { SHARD_COUNT } from '../../../src/core/links'
import { keys } from '../../support/keys'
import { requestKey } from '../../../src/app/signals/ask'
import { readLinks, saveLinks } from '../../../src/app/state/link-store'
import { addRegrouped } from '../../../src/app/state/regrouped'
import { spend } from '../../../src/app/state/allowances'
import { readReport } from '../../../src/app/state/run-report'
import { reportPersonalData } from '../../../src/app/privacy/report-personal-data'
import { startSchedules, tick } from '../../../src/app/jobs/tick'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const SLOT = '2026-01-08T00:00:00.000Z'
const FIRST = { type: 'personal-data', slot: SLOT, from: 0, cursor: null } as const
const DAY_MS = 86_400_000

async function worldWith(linked: number): Promise<FakeWorld> {
  const world = createWorld()
  const people = Array.from({ length: linked }, (_, index) => [`o-${index}`, { accountId: `a-${index}` }] as const)
  await saveLinks(world.ports.store, new Map(people))
  world.kvs.set(keys.seat('a-0'), { holds: true })
  world.kvs.set(keys.seat('guest'), { holds: true })
  return world
}

const reportedIds = ({ reported }: FakeWorld) => reported.flat().map(({ accountId }) => accountId)

describe('reportPersonalData', () => {
  it('names everybody who is linked and every holder who is not, once, at most 90 at a time', async () => {
    const world = await worldWith(400)

    await reportPersonalData(world.ports, FIRST)

    const expected = ['guest', ...Array.from({ length: 400 }, (_, index) => `a-${index}`)]
    expect(reportedIds(world).sort()).toEqual(expected.sort())
    expect(world.reported.every((batch) => batch.length <= 90)).toBe(true)
    expect(await readReport(world.ports.store, 'personal-data')).toMatchObject({
      outcome: 'done',
      counts: { reported: 401, closed: 0, updated: 0 },
    })
  })

  it('reads the links twice at most, however many hold access', async () => {
    const world = await worldWith(400)
    for (let index = 0; index < 1_000; index += 1) world.kvs.set(keys.seat(`a-${index}`), { holds: true })
    let shards = 0
    const { readMany } = world.ports.store
    const store: typeof world.ports.store = {
      ...world.ports.store,
      readMany: (wanted) => {
        shards += wanted.filter((key) => key.startsWith('links:')).length
        return readMany(wanted)
      },
    }

    await reportPersonalData({ ...world.ports, store }, FIRST)

    expect(new Set(reportedIds(world)).size).toBe(1_001)
    expect(shards).toBeLessThanOrEqual(2 * SHARD_COUNT)
  })

  it('says when people were last read', async () => {
    const world = await worldWith(1)
    const readAt = '2026-01-07T02:10:00.000Z'
    world.kvs.set(keys.lastGood, { readAt })

    await reportPersonalData(world.ports, FIRST)

    expect(new Set(world.reported.flat().map(({ updatedAt }) => updatedAt))).toEqual(new Set([readAt]))
  })

  it('forgets a closed account wherever it is kept, and nobody else', async () => {
    const world = await worldWith(3)
    const { store, requests } = world.ports
    const ref = { planId: 'sweep:1', start: 0 }
    const entry = (accountId: string) => ({ type: 'revoke', accountId, groupIds: ['g'], outcome: 'revoked' }) as const
    world.kvs.set(keys.journalBatch('sweep:1', 0), { at: SLOT, isDone: true, entries: [entry('a-0'), entry('a-1')] })
    world.kvs.set(keys.seat('a-0'), { holds: false, decisions: [ref] })
    world.kvs.set(keys.left('a-0'), { groupIds: [], accessGroupIds: [] })
    await addRegrouped(store, ['a-0'], ref, 60)
    await spend(world.ports, 'a-0', 'others', 2)
    const traces = {
      audit: keys.auditEntry('2026-01-05', 3),
      over: keys.plan('sweep:2026-01-05T04:00:00.000Z'),
      leavers: keys.plan('leavers:2026-01-05T09:00:00.000Z:1767603600000'),
      underWay: keys.plan('sweep:2026-01-08T04:00:00.000Z'),
      day: keys.journalDay('sweep', '2026-01-05'),
    }
    const at = '2026-01-05T09:00:00.000Z'
    world.kvs.set(traces.audit, { at, by: 'a-1', kind: 'grant', outcome: 'done', about: { accountId: 'a-0' } })
    world.kvs.set(traces.over, { plannedAt: at, status: 'done', approvedBy: 'a-0', total: 3 })
    world.kvs.set(traces.leavers, { plannedAt: at, status: 'done', approvedBy: 'a-0', total: 3 })
    world.kvs.set(traces.underWay, { plannedAt: at, status: 'applying', approvedBy: 'a-1', total: 3 })
    world.kvs.set(traces.day, [{ id: 'sweep:1', kind: 'sweep', at, by: 'a-0' }])
    const key = requestKey('jira-software', 'a-0')
    const request = { accountId: 'a-0', productKey: 'jira-software', askedAt: SLOT } as const
    await requests.add({ ...request, key, state: 'waiting', source: 'portal' })
    const saved = { savedAt: at, savedBy: 'a-0', expires: null }
    world.kvs.set(keys.setup, {
      parts: { directory: saved, scim: { ...saved, savedBy: 'a-1' } },
      confirmations: { mail: { by: 'a-0', at } },
    })
    const changes = { graceDays: { version: 1, by: 'a-0', at, from: '30' } }
    world.kvs.set(keys.settings, { version: 1, graceDays: 3, changes })
    world.kvs.set(keys.alertsNamedBy, 'a-0')
    world.kvs.set(keys.makers('sweep'), { 'a-0': { changedAt: at }, 'a-1': { started: 'sweep:1' } })
    world.closedAccounts.add('a-0')

    await reportPersonalData(world.ports, FIRST)

    const left = JSON.stringify([[...world.kvs], [...world.requests]])
    expect(left).not.toMatch(/"a-0"|:a-0"|"o-0"/)
    expect((await readLinks(store, ['o-1', 'o-2'])).size).toBe(2)
    expect(await store.get(keys.journalBatch('sweep:1', 0))).toMatchObject({ entries: [{ accountId: 'a-1' }] })
    expect(world.kvs.get(traces.audit)).toMatchObject({ by: 'a-1', about: { accountId: 'closed-account' } })
    expect(world.kvs.get(traces.over)).toMatchObject({ approvedBy: 'closed-account', total: 3 })
    expect(world.kvs.get(traces.leavers)).toMatchObject({ approvedBy: 'closed-account', total: 3 })
    expect(world.kvs.get(traces.underWay)).toMatchObject({ approvedBy: 'a-1' })
    expect(world.kvs.get(traces.day)).toEqual([{ id: 'sweep:1', kind: 'sweep', at, by: 'closed-account' }])
    expect(world.kvs.get(keys.setup)).toEqual({
      parts: { directory: { savedAt: at, expires: null }, scim: { ...saved, savedBy: 'a-1' } },
      confirmations: { mail: { by: 'closed-account', at } },
    })
    expect(world.kvs.get(keys.settings)).toMatchObject({
      graceDays: 3,
      changes: { graceDays: { version: 1, by: 'closed-account' } },
    })
    expect(world.kvs.get(keys.makers('sweep'))).toEqual({ 'a-1': { started: 'sweep:1' } })
    expect(await readReport(store, 'personal-data')).toMatchObject({ counts: { closed: 1 } })
  })

  it('names administrators who have neither a link nor a seat', async () => {
    const world = await worldWith(1)
    const saved = { savedAt: SLOT, savedBy: 'a-boss', expires: null }
    world.kvs.set(keys.setup, { parts: { directory: saved, scim: saved }, confirmations: {} })
    world.closedAccounts.add('a-boss')

    await reportPersonalData(world.ports, FIRST)

    expect(reportedIds(world).sort()).toEqual(['a-0', 'a-boss', 'guest'])
    expect(JSON.stringify([...world.kvs])).not.toContain('a-boss')
  })

  it('leaves a batch of the journal alone that is under way', async () => {
    const world = await worldWith(1)
    const batch = { at: SLOT, isDone: false, entries: [{ type: 'revoke', accountId: 'a-0', groupIds: ['g'] }] }
    world.kvs.set(keys.journalBatch('sweep:1', 0), batch)
    world.kvs.set(keys.seat('a-0'), { holds: true, decisions: [{ planId: 'sweep:1', start: 0 }] })
    world.closedAccounts.add('a-0')

    await reportPersonalData(world.ports, FIRST)

    expect(world.kvs.get(keys.journalBatch('sweep:1', 0))).toEqual(batch)
  })

  it('goes on in the next invocation, and counts over all of them', async () => {
    const world = await worldWith(400)
    world.timeLeftMs = 1_000

    for (let next: unknown = FIRST; next !== undefined; next = world.jobs.shift()) {
      await reportPersonalData(world.ports, next as typeof FIRST)
    }

    expect(reportedIds(world)).toHaveLength(401)
    expect(await readReport(world.ports.store, 'personal-data')).toMatchObject({
      outcome: 'done',
      counts: { reported: 401 },
    })
  })

  it('does nothing when it is delivered again', async () => {
    const world = await worldWith(1)
    await reportPersonalData(world.ports, FIRST)
    const before = world.reported.length

    await reportPersonalData(world.ports, FIRST)

    expect(world.reported).toHaveLength(before)
  })
})

describe('the tick', () => {
  it('pushes the report once a week, and the same slot when it comes twice', async () => {
    const world = createWorld()
    world.kvs.set(keys.connected, { tenantId: 't' })
    await startSchedules(world.ports)
    const start = world.now.getTime()
    const slotsAfter = async (days: number): Promise<unknown[]> => {
      world.now = new Date(start + days * DAY_MS)
      world.jobs.length = 0
      await tick(world.ports)
      return world.jobs.filter(({ type }) => type === 'personal-data')
    }

    expect(await slotsAfter(6.9)).toEqual([])
    expect(await slotsAfter(7.1)).toEqual([
      { type: 'personal-data', slot: new Date(start + 7 * DAY_MS).toISOString(), from: 0, cursor: null },
    ])
    expect(await slotsAfter(7.2)).toEqual([])
    expect(await slotsAfter(30)).toHaveLength(1)
  })
})
