import { readPlanPart } from '../../../src/app/admin/plan-part'
import { readReviewPart } from '../../../src/app/admin/reviews'
import { readRunning } from '../../../src/app/admin/running'
import { listJournal, readJournal, stopRun } from '../../../src/app/admin/journal'
import { keys } from '../../support/keys'
import { addJournalRun, saveJournalBatch } from '../../../src/app/state/journal'
import { addBatch, noteBatch, readProgress } from '../../../src/app/state/plan-progress'
import { readPlanHeader, savePlan, savePlanHeader } from '../../../src/app/state/plan-store'
import type { PlanHeader } from '../../../src/app/state/plan-store'
import { LAST_SWEEP, saveReview } from '../../../src/app/state/review-store'
import { takeLease } from '../../../src/app/state/lease'
import { saveReport } from '../../../src/app/state/run-report'
import type { Action, Plan } from '../../../src/core/plan'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const PLAN = 'sweep:2026-03-18T04:00:00.000Z'
const SECOND_MS = 1_000

function planOf(count: number): Plan {
  const actions = Array.from({ length: count }, (_, index): Action => ({
    type: 'revoke',
    productKey: 'jira-software',
    accountId: `a-${index}`,
    groupIds: ['g-jira'],
    because: 'dormant',
  }))
  return { kind: 'sweep', plannedAt: NOW.toISOString(), actions, skips: [], population: 15_000 }
}

async function store(world: FakeWorld, count: number, status: 'ready' | 'held' = 'ready'): Promise<PlanHeader> {
  return savePlan(world.ports.store, { planId: PLAN, run: 'sweep', runId: PLAN }, planOf(count), status)
}

/** What a slice under way has left behind after so many batches. */
async function doBatches(world: FakeWorld, header: PlanHeader, count: number): Promise<void> {
  const { store: kvs } = world.ports
  await addJournalRun(kvs, { id: PLAN, kind: 'sweep', at: world.now.toISOString() }, 1_000)
  let progress = await readProgress(kvs, header)
  for (let batch = 0; batch < count; batch += 1) {
    const unnoted = { start: progress.next, links: new Map(), isJournalled: true, mayWait: false }
    const length = Math.min(20, header.total - progress.next)
    progress = addBatch(progress, length, Array<string>(length).fill('revoked'), unnoted)
    await noteBatch(kvs, PLAN, progress, unnoted)
  }
}

describe('readRunning', () => {
  it('finds nothing where nothing runs', async () => {
    expect(await readRunning(createWorld().ports)).toEqual({ now: NOW.toISOString(), work: [] })
  })

  it('tells how far a plan is, how fast it goes and when it ends, while its slice is still under way', async () => {
    const world = createWorld()
    const header = await store(world, 3_500)
    await doBatches(world, header, 87)
    world.now = new Date(NOW.getTime() + 60 * SECOND_MS)

    const { work } = await readRunning(world.ports)

    expect(work).toMatchObject([{ id: PLAN, run: 'sweep', step: 'applying', done: 1_740, total: 3_500 }])
    expect(work[0]).toMatchObject({ perMinute: 1_740, counts: { revoked: 1_740 }, isStopping: false })
    expect(work[0]?.endsAt).toMatch(/^2026-03-18T09:32:0/)
  })

  it('asks the store a few times however far the plan is', async () => {
    const world = createWorld()
    const header = await store(world, 3_500)
    await doBatches(world, header, 170)
    let calls = 0
    const counted = {
      ...world.ports.store,
      getMany: <T>(wanted: readonly string[]) => {
        calls += 1
        return world.ports.store.getMany<T>(wanted)
      },
    }

    const { work } = await readRunning({ ...world.ports, store: counted })

    expect(work[0]?.done).toBe(3_400)
    expect(calls).toBeLessThan(20)
  })

  it('tells a plan that waits for its first batch, one that is to stop, and a run that still reads', async () => {
    const world = createWorld()
    await store(world, 100)
    const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
    const report = { runId: PLAN, outcome: 'applying', counts: {}, skips: {}, because: null, ...times } as const
    await saveReport(world.ports.store, 'sweep', { ...report, openPlans: [PLAN] })
    await stopRun(world.ports, { planId: PLAN })
    await takeLease(world.ports, 'provision', 'somebody', 900)

    const { work } = await readRunning(world.ports)

    expect(work).toMatchObject([
      { run: 'provision', step: 'reading', done: null },
      { run: 'sweep', step: 'waiting', done: 0, total: 100, isStopping: true, endsAt: null },
    ])
  })

  it('leaves out plans that are over, that wait for approval, and leases that ran out', async () => {
    const world = createWorld()
    const header = await store(world, 100, 'held')
    await addJournalRun(world.ports.store, { id: 'done', kind: 'sweep', at: NOW.toISOString() }, 1_000)
    await savePlanHeader(world.ports.store, { ...header, planId: 'done', status: 'done' })
    await takeLease(world.ports, 'sweep', 'somebody', 900)
    world.now = new Date(NOW.getTime() + 901 * SECOND_MS)

    expect((await readRunning(world.ports)).work).toEqual([])
  })
})

describe('readPlanPart', () => {
  it('goes through a held plan in parts of 50, across its chunks, each person once', async () => {
    const world = createWorld()
    await store(world, 1_420, 'held')
    const seen: (string | null)[] = []
    let from: number | null = 0

    while (from !== null) {
      const part: Awaited<ReturnType<typeof readPlanPart>> = await readPlanPart(world.ports, { planId: PLAN, from })
      expect(part.rows.length).toBeLessThanOrEqual(50)
      seen.push(...part.rows.map(({ accountId }) => accountId))
      from = part.next
    }

    expect(new Set(seen).size).toBe(1_420)
  })

  it('refuses a plan that is over or unknown, and says where to look', async () => {
    const world = createWorld()
    await store(world, 5)
    await savePlanHeader(world.ports.store, { ...(await readPlanHeader(world.ports.store, PLAN))!, status: 'done' })

    await expect(readPlanPart(world.ports, { planId: PLAN })).rejects.toThrow('in the journal')
    await expect(readPlanPart(world.ports, { planId: 'none' })).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('readReviewPart', () => {
  it('goes through the whole review in parts of 50, those who lose access first', async () => {
    const world = createWorld()
    const skips = Array.from({ length: 700 }, (_, index) => ({ id: `k-${index}`, because: 'exempt-group' as const }))
    await saveReview(world.ports.store, LAST_SWEEP, { ...planOf(33), skips })
    const seen: string[] = []
    let from: number | null = 0

    while (from !== null) {
      const part: Awaited<ReturnType<typeof readReviewPart>> = await readReviewPart(world.ports, { from })
      seen.push(...part.rows.map(({ accountId }) => accountId))
      from = part.next
    }

    expect(new Set(seen).size).toBe(733)
    expect(seen.slice(0, 33).every((accountId) => accountId.startsWith('a-'))).toBe(true)
  })
})

describe('listJournal', () => {
  it('goes back page by page over busy days, without a gap or a double', async () => {
    const world = createWorld()
    for (let index = 0; index < 180; index += 1) {
      const at = new Date(NOW.getTime() - index * 15 * 60_000).toISOString()
      const runs = (world.kvs.get(keys.journalDay('leavers', at.slice(0, 10))) ?? []) as object[]
      world.kvs.set(keys.journalDay('leavers', at.slice(0, 10)), [
        ...runs,
        { id: `leavers:${at}`, kind: 'leavers', at },
      ])
    }
    const seen: string[] = []
    let before: string | null = null

    do {
      const page: Awaited<ReturnType<typeof listJournal>> = await listJournal(world.ports, { before })
      expect(page.lines.length).toBeLessThanOrEqual(50)
      seen.push(...page.lines.map(({ id }) => id))
      before = page.before
    } while (before !== null)

    expect(new Set(seen).size).toBe(180)
    expect(seen).toHaveLength(180)
  })
})

describe('readJournal', () => {
  it('answers with as many batches as asked for', async () => {
    const world = createWorld()
    const header = await store(world, 60)
    await savePlanHeader(world.ports.store, { ...header, journalled: [0, 20, 40], status: 'done' })
    for (const start of [0, 20, 40]) {
      const entry = { type: 'revoke', accountId: `a-${start}`, groupIds: ['g-jira'], outcome: 'revoked' } as const
      const batch = { at: NOW.toISOString(), isDone: true, entries: [entry] }
      await saveJournalBatch(world.ports.store, { planId: PLAN, start }, batch, 1_000)
    }

    const first = await readJournal(world.ports, { planId: PLAN, batches: 2 })
    const second = await readJournal(world.ports, { planId: PLAN, batches: 2, from: first.next! })

    expect([first, second].map(({ entries }) => entries.map(({ accountId }) => accountId))).toEqual([
      ['a-0', 'a-20'],
      ['a-40'],
    ])
    expect(second.next).toBeNull()
  })
})
