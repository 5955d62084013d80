import { endExemption, exemptPerson } from '../../../src/app/admin/exempt-person'
import { PEOPLE_FILTERS, listPeople } from '../../../src/app/admin/list-people'
import type { PeopleQuestion } from '../../../src/app/admin/list-people'
import { requestKey } from '../../../src/app/signals/ask'
import { readIndexPart, saveIndex } from '../../../src/app/state/people-index'
import { LAST_SWEEP, saveReview } from '../../../src/app/state/review-store'
import { saveLinks } from '../../../src/app/state/link-store'
import { saveLastGood } from '../../../src/app/state/last-good'
import { readSettings } from '../../../src/app/state/settings'
import { runSweep } from '../../../src/app/sweep/sweep'
import type { Action, Plan } from '../../../src/core/plan'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const JIRA = 'jira-software'

async function readAll(world: FakeWorld, question: PeopleQuestion) {
  const rows: Awaited<ReturnType<typeof listPeople>>['rows'][number][] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listPeople>> = await listPeople(world.ports, { ...question, cursor })
    expect(page.rows.length).toBeLessThanOrEqual(20)
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== null)
  return rows
}

/** So many linked people, of whom every third holds access. */
async function populate(world: FakeWorld, count: number): Promise<void> {
  const links = new Map<string, { accountId: string }>()
  for (let index = 0; index < count; index += 1) {
    const name = `Person${index}`
    const holder = account(name, index % 3 === 0 ? {} : { groupIds: [] })
    world.accounts.set(holder.accountId, holder)
    links.set(`o-person${index}`, { accountId: holder.accountId })
  }
  await saveLinks(world.ports.store, links)
  await saveLastGood(world.ports.store, { linked: count })
}

function countCalls(world: FakeWorld): string[] {
  const calls: string[] = []
  world.beforeCall = (name) => void calls.push(name)
  return calls
}

function reviewOf(count: number): Plan {
  const actions = Array.from({ length: count }, (_, index): Action => ({
    ...{ type: 'revoke', productKey: JIRA, accountId: `a-person${index}`, groupIds: ['g-jira'], because: 'dormant' },
  }))
  return { kind: 'sweep', plannedAt: daysAgo(0.2), actions, skips: [], population: count }
}

describe('listPeople', () => {
  it('goes through everybody who is linked, 20 at a time, each once', async () => {
    const world = createWorld()
    await populate(world, 313)

    const rows = await readAll(world, {})

    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(313)
    expect(rows).toHaveLength(313)
    expect(rows.filter(({ products }) => products[0]?.holds === true)).toHaveLength(105)
  })

  it('describes a person: account, directory, access, last known with source and age, waiting, exemption', async () => {
    const exemption = { accountId: 'a-ada', owner: 'Boss', reason: 'audit', until: null }
    const world = createWorld({ exemptPeople: [exemption] })
    await addLinked(world, person('Ada'), account('Ada', { lastSeen: daysAgo(200), groupIds: [] }))
    const request = { key: requestKey(JIRA, 'a-ada'), accountId: 'a-ada', productKey: JIRA, source: 'admin' } as const
    const refusal = { because: 'no-seat', free: 4, at: daysAgo(1) }
    await world.ports.requests.add({ ...request, state: 'waiting', askedAt: daysAgo(1), refusal })

    const { rows } = await listPeople(world.ports, {})

    expect(rows).toEqual([
      {
        ...{ accountId: 'a-ada', objectId: 'o-ada', name: null, account: 'active', directory: 'linked', because: null },
        products: [{ productKey: JIRA, holds: false, isSynchronised: false, isUnused: false }],
        newest: { source: 'organization', at: daysAgo(200), ageDays: 200 },
        waiting: [{ productKey: JIRA, askedAt: daysAgo(1), because: 'no-seat' }],
        exemption,
        day: null,
      },
    ])
  })

  it('searches at the organization with two remote calls, whatever the filter', async () => {
    const world = createWorld()
    await populate(world, 60)
    const calls = countCalls(world)

    for (const filter of PEOPLE_FILTERS) {
      calls.length = 0
      await listPeople(world.ports, { filter, search: 'person1' })
      expect(calls.sort()).toEqual(['readSeats', 'searchAccounts'])
    }
  })

  it('narrows the page of a search by the filter and says from how many', async () => {
    const world = createWorld()
    await populate(world, 60)

    const page = await listPeople(world.ports, { filter: 'access', search: 'person1' })

    expect(page.narrowedFrom).toBe(11)
    expect(page.rows.map(({ accountId }) => accountId)).toEqual(['a-person12', 'a-person15', 'a-person18'])
  })

  it('costs at most three remote calls a page without a search', async () => {
    const world = createWorld()
    await populate(world, 60)
    await saveReview(world.ports.store, LAST_SWEEP, reviewOf(30))
    const calls = countCalls(world)

    await listPeople(world.ports, { filter: 'dormant' })

    expect(calls.length).toBeLessThanOrEqual(3)
  })

  it('lists those who looked unused to the last sweep, page by page, with the reason and as of when', async () => {
    const world = createWorld()
    await populate(world, 750)
    await saveReview(world.ports.store, LAST_SWEEP, reviewOf(730))

    const first = await listPeople(world.ports, { filter: 'dormant' })
    const rows = await readAll(world, { filter: 'dormant' })

    expect(first).toMatchObject({ total: 730, asOf: daysAgo(0.2), isMissing: false })
    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(730)
    expect(rows[0]?.because).toBe('dormant')
  })

  it('lists who holds access, and who through a synchronised group, as the last sweep found them', async () => {
    const world = createWorld({ exemptGroupIds: [] })
    world.accessGroupIds.push('g-synced')
    world.synchronisedGroups.add('g-synced')
    await addLinked(world, person('Ada'), account('Ada'))
    await addLinked(world, person('Bob'), account('Bob', { groupIds: ['g-synced'] }))
    await addLinked(world, person('Cy'), account('Cy', { groupIds: [] }))
    await runSweep(world.ports, 'sweep:1')

    const access = await readAll(world, { filter: 'access' })
    const synchronised = await readAll(world, { filter: 'synchronised' })

    expect(access.map(({ accountId }) => accountId)).toEqual(['a-ada', 'a-bob'])
    expect(synchronised).toMatchObject([{ accountId: 'a-bob', products: [{ holds: true, isSynchronised: true }] }])
  })

  it('shows somebody without an account by the name the directory has, which is stored nowhere', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    await saveIndex(world.ports.store, 'unmatched', [
      { objectId: 'o-ada', because: 'no-address' },
      { accountId: 'a-gone', because: 'nobody' },
    ])

    const { rows } = await listPeople(world.ports, { filter: 'unmatched' })

    expect(rows).toMatchObject([
      { accountId: 'a-gone', account: 'gone', because: 'nobody' },
      { accountId: null, objectId: 'o-ada', name: 'Ada', account: 'none', because: 'no-address' },
    ])
    expect(JSON.stringify([...world.kvs])).not.toContain('Ada"')
  })

  it.each(['access', 'synchronised', 'unmatched', 'dormant'] as const)(
    'says that no run has made the list %s yet',
    async (filter) => {
      expect(await listPeople(createWorld().ports, { filter })).toMatchObject({ rows: [], isMissing: true })
    },
  )

  it('shows people while Jira is busy, and that their access is not known', async () => {
    const world = createWorld()
    await populate(world, 3)
    const { AppError } = await import('../../../src/core/errors')
    world.beforeCall = (name) => {
      if (name === 'readSeats') throw new AppError('throttled', 'Jira is busy.')
    }

    const { rows } = await listPeople(world.ports, {})

    expect(rows.map(({ products }) => products[0]?.holds)).toEqual([null, null, null])
  })

  it.each([{ filter: 'nobody' }, { search: 'x'.repeat(101) }])('refuses %j', async (question) => {
    await expect(listPeople(createWorld().ports, question)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('the stored lists', () => {
  it('hold 42,000 people in values below the limit, and page across their chunks', async () => {
    const world = createWorld()
    const entries = Array.from({ length: 42_000 }, (_, index) => ({
      accountId: `712020:${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
      because: 'nobody',
    }))

    await saveIndex(world.ports.store, 'unmatched', entries)

    for (const value of world.kvs.values()) expect(JSON.stringify(value).length).toBeLessThan(240 * 1_024)
    const seen = new Set<string>()
    for (let from = 0; from < 42_000; from += 700) {
      const part = await readIndexPart(world.ports.store, 'unmatched', from, 700)
      for (const { accountId } of part!.entries) seen.add(accountId!)
    }
    expect(seen.size).toBe(42_000)
  })

  it('are not written again while nothing has changed, and shrink with what they hold', async () => {
    const world = createWorld()
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ accountId: `a-${'x'.repeat(60)}-${index}` }))
    await saveIndex(world.ports.store, 'access', entries)
    world.stored.length = 0

    await saveIndex(world.ports.store, 'access', [...entries].reverse())
    expect(world.stored).toEqual([])
    await saveIndex(world.ports.store, 'access', entries.slice(0, 5))

    expect([...world.kvs.keys()].filter((key) => key.startsWith('people:access'))).toEqual(['people:access'])
  })
})

describe('exemptPerson', () => {
  const EXEMPTION = { accountId: 'a-ada', owner: 'Boss', reason: 'on leave', until: '2026-12-31' }

  it('exempts one person, changes it, and leaves the others alone', async () => {
    const other = { accountId: 'a-bob', owner: '', reason: '', until: null }
    const world = createWorld({ exemptPeople: [other] })

    await exemptPerson(world.ports, { ...EXEMPTION, version: 0 }, 'a-boss')
    await exemptPerson(world.ports, { ...EXEMPTION, until: null, version: 1 }, 'a-boss')

    const { exemptPeople } = await readSettings(world.ports.store)
    expect(exemptPeople).toEqual([other, { ...EXEMPTION, until: null }])
  })

  it('ends an exemption, once', async () => {
    const world = createWorld({ exemptPeople: [EXEMPTION] })

    await endExemption(world.ports, { accountId: 'a-ada', version: 0 }, 'a-boss')

    expect((await readSettings(world.ports.store)).exemptPeople).toEqual([])
    await expect(endExemption(world.ports, { accountId: 'a-ada', version: 0 }, 'a-boss')).rejects.toThrow(
      'somebody who is exempt',
    )
  })

  it.each([
    [{ ...EXEMPTION, owner: ' ' }, 'Expected who answers for the exemption, got nothing.'],
    [{ ...EXEMPTION, until: 'soon' }, 'as YYYY-MM-DD'],
    [{ ...EXEMPTION, until: NOW.toISOString().slice(0, 4) + '-01-01' }, 'Expected a last day of 2026-03-18 or later'],
  ])('refuses %j', async (question, message) => {
    await expect(exemptPerson(createWorld().ports, { ...question, version: 0 }, 'a-boss')).rejects.toThrow(message)
  })
})
