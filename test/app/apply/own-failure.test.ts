import { leaveAlone, tryNowAgain } from '../../../src/app/apply/try-again'
import { submitPlan } from '../../../src/app/apply/submit-plan'
import { runJob } from '../../../src/app/jobs/run-job'
import { tick } from '../../../src/app/jobs/tick'
import { readDigestKey } from '../../../src/app/state/digest-key'
import { saveLinks } from '../../../src/app/state/link-store'
import { readRecentRemovals, savePlan } from '../../../src/app/state/plan-store'
import { listTroubles } from '../../../src/app/state/troubles'
import { addressDigest } from '../../../src/core/digest'
import { AppError } from '../../../src/core/errors'
import type { ErrorCode } from '../../../src/core/errors'
import type { Action, Plan, PlanKind } from '../../../src/core/plan'
import { MINUTE_MS } from '../../../src/core/time'
import { account, daysAgo, person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

const PLAN = 'plan-1'
/** Writes another name. */
const update = (id: string): Action => ({ type: 'update', objectId: `o-${id}`, accountId: `a-${id}` })
const move = (id: string): Action => ({ ...update(id), address: 'moved' }) as Action
const leaver = (id: string): Action => ({ ...update(id), type: 'deactivate', because: 'disabled' }) as Action
const revoke = (id: string): Action => ({
  ...{ type: 'revoke', productKey: 'jira-software', accountId: `a-${id}`, groupIds: ['g-jira'], because: 'dormant' },
})
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`)

/** So many people with an account and something to write. */
async function worldOf(
  count: number,
  { enabled = true, groupIds = ['g-jira'] }: { enabled?: boolean; groupIds?: readonly string[] } = {},
): Promise<FakeWorld> {
  const world = createWorld({ armed: { provision: true, grant: true, sweep: true } })
  world.kvs.set(keys.connected, { apiKeyExpires: '2030-01-01' })
  const digestKey = await readDigestKey(world.ports.secrets)
  for (const id of names(count)) {
    world.people.set(`o-${id}`, { ...person(id), enabled })
    world.accounts.set(`a-${id}`, account(id, { groupIds, lastSeen: daysAgo(200) }))
    const digest = addressDigest(digestKey, person(id).email)
    await saveLinks(world.ports.store, new Map([[`o-${id}`, { accountId: `a-${id}`, digest }]]))
  }
  return world
}

const planOf = (world: FakeWorld, kind: PlanKind, actions: readonly Action[]): Plan => ({
  ...{ kind, plannedAt: world.now.toISOString(), actions, skips: [], population: 10_000 },
})

async function store(world: FakeWorld, kind: PlanKind, actions: readonly Action[]): Promise<void> {
  const origin = { planId: PLAN, run: kind === 'sweep' ? 'sweep' : 'provision', runId: PLAN } as const
  await savePlan(world.ports.store, origin, planOf(world, kind, actions), 'ready')
}

/** The call fails whenever it is about one of these people. @returns mends it */
function breakFor(port: object, method: string, ids: readonly string[], code: ErrorCode): () => void {
  const works = port[method as never] as (...args: unknown[]) => Promise<unknown>
  const hits = ids.map((id) => new RegExp(`[oa]-${id}\\b`))
  Object.assign(port, {
    [method]: async (...args: unknown[]) => {
      const text = JSON.stringify(args, (_, value: unknown) => (value instanceof Map ? [...value] : value))
      if (hits.some((hit) => hit.test(text))) throw new AppError(code, 'as the test wants it')
      return works(...args)
    },
  })
  return () => void Object.assign(port, { [method]: works })
}

const apply = (world: FakeWorld) => runJob(world.ports, { type: 'apply', planId: PLAN }, 'worker', 0)
const header = (world: FakeWorld) => world.kvs.get(keys.plan(PLAN)) as { status: string; outcomes: object }
const troubles = async (world: FakeWorld) => (await listTroubles(world.ports.store, 0, 100)).troubles

/** Time passes, and the tick comes; what it pushes is done. */
async function pass(world: FakeWorld, minutes: number): Promise<void> {
  world.now = new Date(world.now.getTime() + minutes * MINUTE_MS)
  await tick(world.ports)
  await work(world)
}

async function work(world: FakeWorld): Promise<void> {
  for (const type of ['again', 'apply']) {
    const due = world.jobs.splice(0).filter((job) => job.type === type)
    for (const job of due) await runJob(world.ports, job, 'worker', 0)
  }
}

describe('somebody whose change failed', () => {
  it('is tried again by the tick when it is time, in a plan of their own', async () => {
    const world = await worldOf(3)
    await store(world, 'provision', names(3).map(update))
    const mend = breakFor(world.ports.accountWriter, 'update', ['p1'], 'refused')

    await apply(world)
    expect(header(world)).toMatchObject({ status: 'done', outcomes: { updated: 2, failed: 1 } })
    expect(await troubles(world)).toMatchObject([['update a-p1', { because: 'refused', tries: 1 }]])
    await pass(world, 1)
    expect(await troubles(world)).toMatchObject([['update a-p1', { tries: 2 }]])
    mend()
    await pass(world, 4)
    expect(await troubles(world)).toHaveLength(1)
    await pass(world, 1)

    expect(await troubles(world)).toEqual([])
    expect(world.writes.filter((write) => write.startsWith('update a-p1'))).toHaveLength(1)
  })

  it('is left out of the next run’s plan, with a reason, until it is time', async () => {
    const world = await worldOf(3)
    await store(world, 'provision', names(3).map(update))
    breakFor(world.ports.accountWriter, 'update', ['p1'], 'refused')
    await apply(world)

    const origin = { planId: 'plan-2', run: 'provision', runId: 'plan-2' } as const
    const next = planOf(world, 'provision', names(3).map(update))
    const { plan } = await submitPlan(world.ports, origin, next, true)

    expect(plan.actions.map((action) => 'accountId' in action && action.accountId)).toEqual(['a-p0', 'a-p2'])
    expect(plan.skips).toEqual([{ id: 'a-p1', because: 'tried-later' }])
  })

  it('is tried at once when an administrator asks, and never again when told to leave it', async () => {
    const world = await worldOf(2)
    await store(world, 'provision', names(2).map(update))
    const mend = breakFor(world.ports.accountWriter, 'update', ['p0', 'p1'], 'refused')
    await apply(world)
    mend()

    await leaveAlone(world.ports, ['update a-p0'])
    await tryNowAgain(world.ports, ['update a-p1'], 'a-boss')
    await work(world)
    await pass(world, 24 * 60)

    expect(await troubles(world)).toMatchObject([['update a-p0', { isLeftAlone: true }]])
    expect(world.writes).toEqual([expect.stringContaining('update a-p1')])
  })

  it('is brought forward by a success of the same call after the same answer', async () => {
    const world = await worldOf(2)
    await store(world, 'provision', names(2).map(update))
    const mend = breakFor(world.ports.accountWriter, 'update', ['p0', 'p1'], 'refused')
    await apply(world)
    for (const minutes of [1, 5, 15, 60]) await pass(world, minutes)
    expect(await troubles(world)).toMatchObject([
      ['update a-p0', { tries: 5 }],
      ['update a-p1', { tries: 5 }],
    ])
    mend()

    await tryNowAgain(world.ports, ['update a-p0'], 'a-boss')
    await pass(world, 1)
    await pass(world, 5)

    expect(await troubles(world)).toEqual([])
  })
})

describe('a failure of one person that is none of their own call', () => {
  it.each([
    ['the look-up of their account', ({ ports }: FakeWorld) => breakFor(ports.accounts, 'lookUp', ['p1'], 'refused')],
    ['the record of their seat', (world: FakeWorld) => breakSeat(world, 'p1')],
  ])('(%s) leaves the others done and recorded', async (_, breakIt) => {
    const world = await worldOf(3)
    await store(world, 'sweep', names(3).map(revoke))
    breakIt(world)

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { revoked: 2, failed: 1 } })
    expect(['p0', 'p2'].map((id) => world.kvs.get(keys.seat(`a-${id}`)))).toMatchObject([
      { holds: false },
      { holds: false },
    ])
    expect((await troubles(world)).map(([key]) => key)).toEqual(['revoke a-p1 jira-software'])
  })
})

/** The store takes everything but this record. */
function breakSeat({ ports }: FakeWorld, id: string): void {
  const { swapMany } = ports.store
  Object.assign(ports.store, {
    swapMany: async (changes: Parameters<typeof swapMany>[0]) => {
      if (changes.has(keys.seat(`a-${id}`))) throw new AppError('unavailable', 'as the test wants it')
      return swapMany(changes)
    },
  })
}

describe('three people in a row without an answer', () => {
  it('stop the slice, count no try, and do not block those behind them', async () => {
    const world = await worldOf(25)
    await store(world, 'provision', names(25).map(update))
    breakFor(world.ports.accountWriter, 'update', ['p0', 'p1', 'p2'], 'unavailable')

    expect(await apply(world)).toMatchObject({ type: 'again' })
    expect((await troubles(world)).map(([, { tries }]) => tries)).toEqual([0, 0, 0])
    expect(await apply(world)).toEqual({ type: 'done' })

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { updated: 22, failed: 3 } })
  })
})

describe('a call that fails for most people', () => {
  it('keeps its plan waiting, tries one person every 15 minutes, and goes on after a success', async () => {
    const world = await worldOf(60)
    await store(world, 'provision', names(60).map(update))
    let calls = 0
    const { update: works } = world.ports.accountWriter
    let isBroken = true
    Object.assign(world.ports.accountWriter, {
      update: async (...args: Parameters<typeof works>) => {
        calls += 1
        if (isBroken) throw new AppError('refused', 'as the test wants it')
        return works(...args)
      },
    })

    await apply(world)
    expect([calls, header(world).status]).toEqual([20, 'applying'])
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await pass(world, 15)
      await apply(world)
    }
    expect(calls).toBeLessThanOrEqual(24)
    isBroken = false
    await pass(world, 15)
    await apply(world)
    await pass(world, 180)

    expect(header(world).status).toBe('done')
    expect(new Set(world.writes).size).toBe(60)
    expect(await troubles(world)).toEqual([])
  })
})

describe('the ledger', () => {
  const recent = async (world: FakeWorld, kind: PlanKind) =>
    (await readRecentRemovals(world.ports.store, kind, world.now)).size

  it('does not count leavers from whom nothing was taken', async () => {
    const world = await worldOf(5, { enabled: false, groupIds: [] })
    await store(world, 'leavers', names(5).map(leaver))
    breakFor(world.ports.accountWriter, 'deactivate', ['p1', 'p3'], 'not-found')

    await apply(world)

    expect(await recent(world, 'leavers')).toBe(3)
  })

  it('counts a leaver once who lost access at the first try and the account at the next', async () => {
    const world = await worldOf(2, { enabled: false })
    await store(world, 'leavers', names(2).map(leaver))
    const mend = breakFor(world.ports.accountWriter, 'deactivate', ['p1'], 'not-found')
    await apply(world)
    expect(await recent(world, 'leavers')).toBe(2)
    mend()

    await pass(world, 1)

    expect(world.accounts.get('a-p1')!.isActive).toBe(false)
    expect(await recent(world, 'leavers')).toBe(2)
  })

  it('stops a plan that was put off half-way, where others have used the limit up meanwhile', async () => {
    const world = await worldOf(3, { enabled: false })
    await store(world, 'leavers', names(3).map(leaver))
    world.kvs.set(keys.plan(PLAN), { ...header(world), next: 1, status: 'applying', population: 20 })
    const people = names(9).map((id) => `mark-${id}`)
    world.kvs.set(keys.ledger, [{ at: world.now.toISOString(), kind: 'leavers', planId: 'other', start: 0, people }])

    await apply(world)

    expect([header(world).status, world.writes]).toEqual(['stopped', []])
  })

  it.each(['another plan waits for approval', 'no other plan waits'])(
    'keeps nobody whose own try it stopped out of the next full plan, where %s',
    async (how) => {
      const world = await worldOf(2, { enabled: false, groupIds: [] })
      await store(world, 'leavers', [leaver('p1')])
      breakFor(world.ports.accountWriter, 'deactivate', ['p1'], 'not-found')
      await apply(world)
      const others = names(10).map((id) => `mark-${id}`)
      world.kvs.set(keys.ledger, [
        { at: world.now.toISOString(), kind: 'leavers', planId: 'other', start: 0, people: others },
      ])
      const submit = (planId: string, ids: readonly string[]) =>
        submitPlan(
          world.ports,
          { planId, runId: planId, run: 'provision' },
          { ...planOf(world, 'leavers', ids.map(leaver)), population: 20 },
          true,
        )
      if (how.startsWith('another')) await submit('waits', ['p0'])
      await pass(world, 1)

      const { outcome, plan } = await submit('full', ['p0', 'p1'])

      expect([outcome, plan.actions.map((one) => 'accountId' in one && one.accountId)]).toEqual([
        'held',
        ['a-p0', 'a-p1'],
      ])
    },
  )

  it('counts new addresses that were written, also those behind the first who was not reached', async () => {
    const world = await worldOf(9)
    for (const id of names(9)) world.people.set(`o-${id}`, { ...person(id), email: `${id}@new.example` })
    await store(world, 'renames', names(9).map(move))
    breakFor(world.ports.accountWriter, 'update', ['p1'], 'refused')
    const mend = breakFor(world.ports.accountWriter, 'update', ['p4'], 'budget-spent')
    await apply(world)
    mend()

    world.now = new Date(world.now.getTime() + 20 * MINUTE_MS)
    await apply(world)

    expect(world.writes).toHaveLength(8)
    // Each of the eight as somebody with another address, and as somebody who moved.
    expect(await recent(world, 'renames')).toBe(2 * 8)
    expect(await recent(world, 'leavers')).toBe(0)
  })

  it('keeps counting new addresses of a batch whose end was never written down', async () => {
    const world = await worldOf(3)
    for (const id of names(3)) world.people.set(`o-${id}`, { ...person(id), email: `${id}@new.example` })
    await store(world, 'renames', names(3).map(move))
    const { swapMany } = world.ports.store
    Object.assign(world.ports.store, {
      swapMany: async (changes: Parameters<typeof swapMany>[0]) => {
        // The links are there by then.
        if (changes.has(keys.plan(PLAN))) throw new Error('killed')
        return swapMany(changes)
      },
    })
    await expect(apply(world)).rejects.toThrow('killed')
    Object.assign(world.ports.store, { swapMany })
    for (const key of [...world.kvs.keys()]) if (key.startsWith(`plan:${PLAN}:from`)) world.kvs.delete(key)

    await apply(world)

    expect(header(world)).toMatchObject({ status: 'done', outcomes: { skipped: 3 } })
    expect(await recent(world, 'renames')).toBe(2 * 3)
  })

  it('counts a batch once that died after it was written down', async () => {
    const world = await worldOf(3)
    await store(world, 'sweep', names(3).map(revoke))
    const { swapMany } = world.ports.store
    let isDead = false
    Object.assign(world.ports.store, {
      swapMany: async (changes: Parameters<typeof swapMany>[0]) => {
        if (isDead || changes.has(keys.journalBatch(PLAN, 0))) {
          isDead = true
          throw new Error('killed')
        }
        return swapMany(changes)
      },
    })
    await expect(apply(world)).rejects.toThrow('killed')
    Object.assign(world.ports.store, { swapMany })
    world.now = new Date(world.now.getTime() + 20 * MINUTE_MS)

    await apply(world)

    expect(await recent(world, 'sweep')).toBe(3)
  })
})

it('another try of what an administrator approved is not held again', async () => {
  const world = await worldOf(30, { enabled: false })
  const origin = { planId: PLAN, run: 'leavers', runId: PLAN, approvedBy: 'a-boss' } as const
  await savePlan(
    world.ports.store,
    origin,
    { ...planOf(world, 'leavers', names(30).map(leaver)), population: 30 },
    'ready',
  )
  world.kvs.set(keys.lastGood, { linked: 30 })
  const mend = breakFor(world.ports.access, 'removeFromGroup', ['p1', 'p2'], 'refused')
  await apply(world)
  mend()

  await pass(world, 1)

  expect(world.kvs.has(keys.held('leavers'))).toBe(false)
  expect(await troubles(world)).toEqual([])
  expect(world.accounts.get('a-p1')).toMatchObject({ isActive: false, groupIds: [] })
})
