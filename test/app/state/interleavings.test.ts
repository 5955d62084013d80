import fc from 'fast-check'
import { approvePlan } from '../../../src/app/admin/jobs'
import { submitPlan } from '../../../src/app/apply/submit-plan'
import { spend } from '../../../src/app/state/allowances'
import { acceptSourceSize, forgetAcceptedSizes, readAcceptedSizes } from '../../../src/app/state/accepted-sizes'
import { readListFrom, readWholeList, saveList } from '../../../src/app/state/chunked-list'
import {
  addJournalRun,
  changeJournalEntries,
  readJournalBatch,
  readJournalRuns,
  saveJournalBatch,
} from '../../../src/app/state/journal'
import { forgetMembers, readKnownGroups, saveKnownGroups } from '../../../src/app/state/known-groups'
import type { GroupsRead, KnownGroup } from '../../../src/app/state/known-groups'
import { readLastGood, saveLastGood } from '../../../src/app/state/last-good'
import { addLeft, readLeft } from '../../../src/app/state/left-behind'
import { readLinks, saveLinks } from '../../../src/app/state/link-store'
import { readHeldPlan, readPlanHeader, readRecentRemovals, recordRemovals } from '../../../src/app/state/plan-store'
import { addRegrouped, readRegrouped } from '../../../src/app/state/regrouped'
import { addCounts, readReport, reportPlan, saveReport } from '../../../src/app/state/run-report'
import { changeSeatRecord, readSeatRecord } from '../../../src/app/state/seat-records'
import { changeSetupRecord, readSetupRecord } from '../../../src/app/state/setup-record'
import { appendAudit, readAuditEntries } from '../../../src/app/state/audit-trail'
import type { Action, Plan } from '../../../src/core/plan'
import type { Ports, Store } from '../../../src/ports'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const AT = NOW.toISOString()
const TTL = 3_600
const REF = { planId: 'sweep:1', start: 0 }
const revoke = (accountId: string): Action => ({
  ...{ type: 'revoke', accountId, productKey: 'jira-software', groupIds: ['g-jira'] },
  ...{ because: 'dormant' as const, newest: null },
})
const planOf = (count: number): Plan => ({
  ...{ kind: 'sweep', plannedAt: AT, skips: [], population: 100 },
  actions: Array.from({ length: count }, (_, index) => revoke(`a-${index}`)),
})
const report = {
  runId: 'r',
  outcome: 'applying' as const,
  startedAt: AT,
  endedAt: AT,
  counts: {},
  skips: {},
  because: null,
}

const exemptGroup = (groupId: string, size: number): KnownGroup => {
  const members = Array.from({ length: size }, (_, index) => `a-${index}`)
  return { use: 'exempt', groupId, name: groupId, size, members }
}
const readOf = (second: number, knew: readonly string[], ...groups: readonly KnownGroup[]): GroupsRead => {
  return { readAt: new Date(NOW.getTime() + second * 1_000).toISOString(), knew, groups, doubts: [] }
}

interface Case {
  readonly prepare?: (ports: Ports, world: FakeWorld) => Promise<unknown>
  readonly writers: readonly ((ports: Ports) => Promise<unknown>)[]
  readonly check: (store: Store, world: FakeWorld) => Promise<void>
}

/** Each record with two who change it at once, and what has to be there afterwards. */
const CASES: Readonly<Record<string, Case>> = {
  'the ledger of removals': {
    writers: [
      ({ store }) => recordRemovals(store, { kind: 'sweep', planId: 'p1' }, 0, ['a-1', 'a-2'], NOW),
      ({ store }) => recordRemovals(store, { kind: 'sweep', planId: 'p2' }, 0, ['a-2', 'a-3'], NOW),
    ],
    check: async (store) => expect((await readRecentRemovals(store, 'sweep', NOW)).size).toBe(3),
  },
  'the last good read': {
    writers: [
      ({ store }) => saveLastGood(store, { people: 42_000 }),
      ({ store }) => saveLastGood(store, { holders: { jira: 15_000 } }),
    ],
    check: async (store) => expect(await readLastGood(store)).toEqual({ people: 42_000, holders: { jira: 15_000 } }),
  },
  'the report of a run': {
    prepare: ({ store }) => saveReport(store, 'provision', { ...report, openPlans: ['p1', 'p2'] }),
    writers: [
      ({ store }) => {
        const end = { endedAt: AT, outcome: 'done', counts: { created: 1 }, because: null } as const
        return reportPlan(store, { planId: 'p1', run: 'provision', runId: 'r' }, end)
      },
      ({ store }) => addCounts(store, { run: 'provision', runId: 'r' }, { seatsFreed: 2 }),
    ],
    check: async (store) =>
      expect(await readReport(store, 'provision')).toMatchObject({
        openPlans: ['p2'],
        counts: { created: 1, seatsFreed: 2 },
      }),
  },
  'a batch of the journal': {
    prepare: ({ store }) => {
      const entry = { type: 'revoke', accountId: 'a', groupIds: ['g'], outcome: 'revoked' } as const
      return saveJournalBatch(store, REF, { at: AT, isDone: true, entries: [entry] }, TTL)
    },
    writers: [
      ({ store }) => changeJournalEntries(store, REF, (entry) => ({ ...entry, undoneAt: AT }), TTL),
      ({ store }) => changeJournalEntries(store, REF, (entry) => ({ ...entry, stillHeldBy: ['g'] }), TTL),
    ],
    check: async (store) =>
      expect((await readJournalBatch(store, REF))?.entries).toMatchObject([{ undoneAt: AT, stillHeldBy: ['g'] }]),
  },
  "the journal's list of a day": {
    writers: [
      ({ store }) => addJournalRun(store, { id: 'u1', kind: 'undo', at: AT }, TTL),
      ({ store }) => addJournalRun(store, { id: 'u2', kind: 'undo', at: AT }, TTL),
    ],
    check: async (store) => {
      const runs = (await readJournalRuns(store, ['undo'], [AT.slice(0, 10)])).get('undo')!.flat()
      expect(runs.map(({ id }) => id).sort()).toEqual(['u1', 'u2'])
    },
  },
  'the record of access: an act and a removal': {
    prepare: ({ store }) => changeSeatRecord(store, 'a', () => ({ holds: true })),
    writers: [
      ({ store }) => changeSeatRecord(store, 'a', (record) => ({ ...record!, seenDay: 20_000 })),
      ({ store }) => changeSeatRecord(store, 'a', (record) => ({ ...record, holds: false, revokedAt: AT })),
    ],
    check: async (store) =>
      expect(await readSeatRecord(store, 'a')).toEqual({ holds: false, seenDay: 20_000, revokedAt: AT }),
  },
  links: {
    writers: [
      ({ store }) => saveLinks(store, new Map([['o-1', { accountId: 'a-1' }]])),
      ({ store }) => saveLinks(store, new Map([['o-2', { accountId: 'a-2' }]])),
    ],
    check: async (store) => expect((await readLinks(store, ['o-1', 'o-2'])).size).toBe(2),
  },
  'what an account had': {
    writers: [
      ({ store }) => addLeft(store, 'a', { groupIds: ['g1'], accessGroupIds: [] }),
      ({ store }) => addLeft(store, 'a', { groupIds: ['g2'], accessGroupIds: ['g3'] }),
    ],
    check: async (store) => {
      const left = await readLeft(store, 'a')
      expect([...left!.groupIds].sort()).toEqual(['g1', 'g2'])
      expect(left!.accessGroupIds).toEqual(['g3'])
    },
  },
  'where memberships were changed': {
    writers: [
      ({ store }) => addRegrouped(store, ['a'], { planId: 'p', start: 0 }, TTL),
      ({ store }) => addRegrouped(store, ['a'], { planId: 'q', start: 0 }, TTL),
    ],
    check: async (store) => expect(await readRegrouped(store, 'a')).toHaveLength(2),
  },
  'the set-up': {
    writers: [
      ({ store }) =>
        changeSetupRecord(store, (record) => ({
          ...record,
          confirmations: { ...record.confirmations, domains: { by: 'x', at: AT } },
        })),
      ({ store }) =>
        changeSetupRecord(store, (record) => ({
          ...record,
          parts: { ...record.parts, scim: { savedAt: AT, expires: null } },
        })),
    ],
    check: async (store) =>
      expect(await readSetupRecord(store)).toMatchObject({
        confirmations: { domains: { by: 'x' } },
        parts: { scim: { savedAt: AT } },
      }),
  },
  'accepted sizes': {
    prepare: ({ store }) =>
      Promise.all(
        (['provision', 'sweep'] as const).map((run, index) =>
          saveReport(store, run, { ...report, refusedSize: { source: `s${index}`, expected: 9, got: 5 } }),
        ),
      ),
    writers: [
      (ports) => acceptSourceSize(ports, { source: 's0' }, 'ada'),
      (ports) => acceptSourceSize(ports, { source: 's1' }, 'ben'),
      ({ store }) => forgetAcceptedSizes(store, ['another']),
    ],
    check: async (store) => expect(Object.keys(await readAcceptedSizes(store)).sort()).toEqual(['s0', 's1']),
  },
  'the audit trail': {
    writers: ['ada', 'ben'].map((by) => ({ store }: Ports) => {
      return appendAudit(store, { at: AT, by, kind: 'settings', outcome: 'begun', about: {} }, TTL)
    }),
    check: async (store) => {
      const entries = await readAuditEntries(store, AT.slice(0, 10), [0, 1])
      expect([...entries.values()].map(({ by }) => by).sort()).toEqual(['ada', 'ben'])
    },
  },
  'groups that protect, by a newer read, an older one and a sweep': {
    prepare: ({ store }) => saveKnownGroups(store, 'organization', readOf(0, [], exemptGroup('g-1', 5))),
    writers: [
      ({ store }) => saveKnownGroups(store, 'organization', readOf(2, ['exempt group g-1'], exemptGroup('g-1', 8))),
      ({ store }) => saveKnownGroups(store, 'organization', readOf(1, ['exempt group g-1'], exemptGroup('g-1', 7))),
      ({ store }) => saveKnownGroups(store, 'organization', readOf(1, [], exemptGroup('g-2', 3))),
      ({ store }) => forgetMembers(store, ['a-0']),
    ],
    check: async (store) => {
      const known = await readKnownGroups(store, 'organization')
      expect([...known.values()].map(({ groupId, size }) => [groupId, size])).toEqual([
        ['g-1', 8],
        ['g-2', 3],
      ])
    },
  },
  'a list in chunks': {
    writers: ['x', 'y'].map((letter) => ({ store }: Ports) => {
      return saveList(
        store,
        'list',
        Array.from({ length: 30 }, () => letter.repeat(10_000)),
      )
    }),
    check: async (store, world) => {
      const { items } = (await readWholeList<string>(store, 'list'))!
      expect(new Set(items.map(([first]) => first)).size).toBe(1)
      expect((await readListFrom<string>(store, 'list', 25, 5))!.items).toHaveLength(5)
      // Nothing is left of the other one.
      expect([...world.kvs.keys()].filter((key) => key.startsWith('list:'))).toHaveLength(2)
    },
  },
}

/** Every call of the store takes its time: in which order they end, the scheduler decides. */
function slowly(ports: Ports, scheduler: fc.Scheduler): Ports {
  const store = new Proxy(ports.store, {
    get: (target, name: keyof Store) =>
      scheduler.scheduleFunction(target[name] as unknown as (...args: unknown[]) => Promise<unknown>),
  })
  return { ...ports, store }
}

describe('two who change a record at once', () => {
  it.each(Object.entries(CASES))('both find their change in %s', async (_, { prepare, writers, check }) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = createWorld()
        await prepare?.(world.ports, world)
        const slow = slowly(world.ports, scheduler)

        await scheduler.waitFor(Promise.all(writers.map((write) => write(slow))))

        await check(world.ports.store, world)
      }),
      { numRuns: 40 },
    )
  })

  it('take together no more requests for colleagues than there are a day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const slow = slowly(createWorld().ports, scheduler)

        const taken = await scheduler.waitFor(
          Promise.all(Array.from({ length: 20 }, () => spend(slow, 'a-ada', 'others'))),
        )

        expect(taken.reduce((sum, count) => sum + count, 0)).toBe(5)
      }),
      { numRuns: 10 },
    )
  })

  it('never revive a plan: an approval meets a newer one as a refusal, or the approved plan is applied', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = createWorld({ armed: { provision: true, grant: true, sweep: true } })
        const origin = (planId: string) => ({ run: 'sweep', runId: planId, planId }) as const
        await submitPlan(world.ports, origin('old'), planOf(60), true)
        const slow = slowly(world.ports, scheduler)

        const [approved] = await scheduler.waitFor(
          Promise.allSettled([
            approvePlan(slow, { planId: 'old' }, 'ada'),
            submitPlan(slow, origin('new'), planOf(61), true),
          ]),
        )

        const { store } = world.ports
        const status = (await readPlanHeader(store, 'old'))!.status
        expect(status).toBe(approved!.status === 'fulfilled' ? 'ready' : 'stopped')
        expect(await readHeldPlan(store, 'sweep')).toMatchObject({ planId: 'new' })
      }),
      { numRuns: 60 },
    )
  })
})
