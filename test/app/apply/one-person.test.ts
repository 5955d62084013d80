import { keys } from '../../support/keys'
import { readLinks, saveLinks } from '../../../src/app/state/link-store'
import { savePlan } from '../../../src/app/state/plan-store'
import { stopRun, undoRun } from '../../../src/app/admin/journal'
import { runJob } from '../../../src/app/jobs/run-job'
import { AppError } from '../../../src/core/errors'
import type { JournalBatch } from '../../../src/core/journal'
import type { Link } from '../../../src/core/people'
import type { Action, PlanKind } from '../../../src/core/plan'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { Settings } from '../../../src/core/settings'
import { account, daysAgo, person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const NAMES = ['Ada', 'Bea', 'Cid'] as const
const PLAN = 'plan-1'

interface Case {
  readonly kind: PlanKind
  /** Of each of the three. */
  readonly action: (objectId: string, accountId: string) => Action
  readonly outcome: string
  /** The call that fails for Bea. */
  readonly call: (world: FakeWorld) => readonly [port: object, method: string]
  readonly people?: Parameters<typeof person>[1]
  readonly accounts?: Parameters<typeof account>[1] | null
  readonly link?: Partial<Link> | null
  readonly settings?: Partial<Settings>
  readonly isJournalled?: false
}

const { notices } = DEFAULT_SETTINGS
const left = { people: { enabled: false } } as const
const mapped = { ...DEFAULT_SETTINGS.groups, always: ['g-project'] }
const writer = (method: string) => (world: FakeWorld) => [world.ports.accountWriter, method] as const
const access = (method: string) => (world: FakeWorld) => [world.ports.access, method] as const

const CASES: Readonly<Record<Action['type'], Case>> = {
  create: {
    ...{ kind: 'provision', outcome: 'created', call: writer('create'), accounts: null, link: null },
    action: (objectId) => ({ type: 'create', objectId }),
    isJournalled: false,
  },
  update: {
    ...{ kind: 'renames', outcome: 'updated', call: writer('update'), link: { digest: 'old' } },
    action: (objectId, accountId) => ({ type: 'update', objectId, accountId, address: 'moved' }),
    isJournalled: false,
  },
  restore: {
    ...{ kind: 'provision', outcome: 'restored', call: writer('restore'), link: { left: 'disabled' } },
    accounts: { isActive: false, groupIds: [] },
    action: (objectId, accountId) => ({ type: 'restore', objectId, accountId }),
  },
  deactivate: {
    ...{ kind: 'leavers', outcome: 'deactivated', call: writer('deactivate'), ...left },
    action: (objectId, accountId) => ({ type: 'deactivate', objectId, accountId, because: 'disabled' }),
  },
  'leave-groups': {
    ...{ kind: 'leavers', outcome: 'left-groups', call: access('removeFromGroup'), ...left },
    action: (objectId, accountId) => ({ type: 'leave-groups', objectId, accountId, because: 'disabled' }),
  },
  'join-group': {
    ...{ kind: 'provision', outcome: 'joined', call: access('addToGroup'), settings: { groups: mapped } },
    action: (objectId, accountId) => ({ type: 'join-group', objectId, accountId, groupId: 'g-project' }),
  },
  'leave-group': {
    ...{ kind: 'groups', outcome: 'left', call: access('removeFromGroup') },
    accounts: { groupIds: ['g-project'] },
    action: (objectId, accountId) => ({ type: 'leave-group', objectId, accountId, groupId: 'g-project' }),
  },
  revoke: {
    ...{ kind: 'sweep', outcome: 'revoked', call: access('removeFromGroup'), accounts: { lastSeen: daysAgo(200) } },
    action: (_, accountId) => ({
      ...{ type: 'revoke', productKey: 'jira-software', accountId, groupIds: ['g-jira'], because: 'dormant' },
    }),
  },
  notify: {
    ...{ kind: 'notices', outcome: 'notified', call: ({ ports }) => [ports.notifier, 'notify'] },
    settings: { notices: { ...notices, issueKey: 'IT-1' } },
    action: (_, accountId) => ({
      ...{ type: 'notify', productKey: 'jira-software', accountId },
      ...{ begunAt: daysAgo(0), dueOn: '2026-04-01', days: 14, told: 1 },
    }),
  },
}

/** Three people and a stored plan that is about each of them. */
async function worldOf({ kind, action, people, accounts, link, settings }: Case): Promise<FakeWorld> {
  const world = createWorld(settings)
  for (const name of NAMES) {
    const id = name.toLowerCase()
    world.people.set(`o-${id}`, person(name, people))
    if (accounts !== null) world.accounts.set(`a-${id}`, account(name, accounts))
    if (link !== null) await saveLinks(world.ports.store, new Map([[`o-${id}`, { accountId: `a-${id}`, ...link }]]))
  }
  const actions = NAMES.map((name) => action(`o-${name.toLowerCase()}`, `a-${name.toLowerCase()}`))
  const origin = { planId: PLAN, run: kind === 'sweep' ? 'sweep' : 'provision', runId: PLAN } as const
  const plan = { kind, plannedAt: world.now.toISOString(), actions, skips: [], population: 1_000 }
  await savePlan(world.ports.store, origin, plan, 'ready')
  return world
}

/** The call fails whenever it is about Bea, until the returned function is called. */
function breakForBea(world: FakeWorld, { call }: Case, error: Error): () => void {
  const [port, method] = call(world)
  const works = port[method as never] as (...args: unknown[]) => Promise<unknown>
  Object.assign(port, {
    [method]: async (...args: unknown[]) => {
      if (/[oa]-bea/.test(JSON.stringify(args))) throw error
      return works(...args)
    },
  })
  return () => void Object.assign(port, { [method]: works })
}

const apply = (world: FakeWorld) => runJob(world.ports, { type: 'apply', planId: PLAN }, 'worker', 0)
const header = (world: FakeWorld) => world.kvs.get(keys.plan(PLAN)) as { status: string; outcomes: object }
const entries = (world: FakeWorld) => (world.kvs.get(keys.journalBatch(PLAN, 0)) as JournalBatch).entries

describe.each(Object.entries(CASES))('an error about one person in a batch of %s', (_, one) => {
  it('is that person’s failure: the others are done and recorded', async () => {
    const world = await worldOf(one)
    breakForBea(world, one, new AppError('bad-response', 'Expected JSON, got HTML.'))

    expect(await apply(world)).toEqual({ type: 'done' })

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { [one.outcome]: 2, failed: 1 } })
    if (one.isJournalled === false) return
    expect(entries(world)).toMatchObject([
      { accountId: 'a-ada', outcome: one.outcome },
      { accountId: 'a-bea', outcome: 'failed', because: 'bad-response' },
      { accountId: 'a-cid', outcome: one.outcome },
    ])
  })

  it('that is a bug surfaces, after the outcomes of the others are recorded', async () => {
    const world = await worldOf(one)
    const bug = new TypeError('bea is not a function')
    breakForBea(world, one, bug)

    await expect(apply(world)).rejects.toBe(bug)

    const outcomes = { [one.outcome]: 2, failed: 1 }
    if (one.isJournalled === false) {
      expect(header(world)).toMatchObject({ outcomes })
      expect([...(await readLinks(world.ports.store, ['o-ada', 'o-cid'])).values()]).toMatchObject([
        { accountId: 'a-ada', digest: expect.any(String) },
        { accountId: 'a-cid', digest: expect.any(String) },
      ])
      return
    }
    expect(entries(world).map(({ outcome }) => outcome)).toEqual([one.outcome, undefined, one.outcome])
    // Delivered again, it is tried once more; then the plan goes on without this person.
    await expect(apply(world)).rejects.toBe(bug)
    expect(await apply(world)).toEqual({ type: 'done' })
    expect(header(world)).toMatchObject({ status: 'done', outcomes })
  })

  it('that concerns everybody stops the slice, and nobody is written to twice', async () => {
    const world = await worldOf(one)
    const mend = breakForBea(world, one, new AppError('budget-spent', 'No time is left.'))

    expect(await apply(world)).toMatchObject({ type: 'again' })
    const before = [...world.writes]
    mend()
    expect(await apply(world)).toEqual({ type: 'done' })

    expect(header(world)).toMatchObject({ status: 'done' })
    expect(world.writes.length).toBeGreaterThanOrEqual(before.length)
    expect(new Set(world.writes).size).toBe(world.writes.length)
    const counted = Object.values(header(world).outcomes).reduce((sum: number, count: number) => sum + count, 0)
    expect(counted).toBe(NAMES.length)
    if (one.isJournalled === false) return
    expect(entries(world).map(({ outcome }) => outcome)).toEqual(Array(3).fill(one.outcome))
  })
})

describe('a batch that is cut short', () => {
  it('counts and can be undone, where its plan is stopped before it goes on', async () => {
    const world = await worldOf(CASES.revoke)
    breakForBea(world, CASES.revoke, new AppError('budget-spent', 'No time is left.'))
    await apply(world)
    await stopRun(world.ports, { planId: PLAN })

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'stopped', outcomes: { revoked: 2 } })
    await undoRun(world.ports, { planId: PLAN }, 'a-admin')
    for (const job of world.jobs.splice(0)) await runJob(world.ports, job, 'worker', 0)
    expect([...world.requests.keys()]).toEqual(['undo:jira-software:a-ada', 'undo:jira-software:a-cid'])
  })
})

describe('a group whose leaving nobody knows of', () => {
  it('is in the journal with the groups left before, so that an undo asks for it', async () => {
    const revokeBoth: Case = {
      ...CASES.revoke,
      accounts: { lastSeen: daysAgo(200), groupIds: ['g-jira', 'g-jira-2', 'g-jira-3'] },
      action: (_, accountId) => ({
        ...{ type: 'revoke', productKey: 'jira-software', accountId, because: 'dormant' },
        groupIds: ['g-jira', 'g-jira-2', 'g-jira-3'],
      }),
    }
    const world = await worldOf(revokeBoth)
    world.accessGroupIds.push('g-jira-2', 'g-jira-3')
    world.permitted.groupIds.push('g-jira-3')
    const { access: port } = world.ports
    const { removeFromGroup } = port
    Object.assign(port, {
      removeFromGroup: async (groupId: string, accountId: string) => {
        if (groupId === 'g-jira-2') throw new AppError('bad-response', 'Expected success, got HTML.')
        return removeFromGroup(groupId, accountId)
      },
    })

    await apply(world)

    expect(entries(world)[0]).toMatchObject({
      ...{ outcome: 'failed', because: 'bad-response', groupIds: ['g-jira', 'g-jira-2'] },
    })
  })
})

describe('an undo', () => {
  it.each([
    ['an answer', new AppError('bad-response', 'Expected JSON, got HTML.')],
    ['a bug', new TypeError('bea is not a function')],
  ])('gives the others back when %s is about one person, who can be given back later', async (_, error) => {
    const world = await worldOf(CASES.deactivate)
    await apply(world)
    await undoRun(world.ports, { planId: PLAN }, 'a-admin')
    const mend = breakForBea(world, CASES.restore, error)
    const undo = world.jobs.shift()!

    const isBug = error instanceof TypeError
    if (isBug) await expect(runJob(world.ports, undo, 'worker', 0)).rejects.toBe(error)
    expect(await runJob(world.ports, undo, 'worker', 0)).toEqual({ type: 'done' })

    const isActive = () => NAMES.map((name) => world.accounts.get(`a-${name.toLowerCase()}`)!.isActive)
    expect(isActive()).toEqual([true, false, true])
    expect(entries(world).map(({ undoneAt }) => undoneAt !== undefined)).toEqual([true, false, true])
    mend()
    await undoRun(world.ports, { planId: PLAN }, 'a-admin')
    for (const job of world.jobs.splice(0)) await runJob(world.ports, job, 'worker', 0)
    expect(isActive()).toEqual([true, true, true])
  })
})
