import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listMeasurements, readRows, runAll } from '../../../sandbox/bench/all'
import type { Row } from '../../../sandbox/bench/all'
import { judgeBounds } from '../../../sandbox/bench/bounds'
import { CASES } from '../../../sandbox/bench/cases'
import { readCosts } from '../../../sandbox/bench/costs'
import { toMarkdown } from '../../../sandbox/bench/markdown'

const ORIGIN = { commit: 'abc1234', machine: 'a machine' }

const row = (name: string, people: number, more: Record<string, number> = {}): Row => ({
  case: name,
  people,
  requests: 2,
  kvsReads: 4,
  kvsWrites: 1,
  jiraPoints: 0,
  queueEvents: 0,
  gbSeconds: 0.5,
  peakJiraPointsPerHour: 78,
  usd: people / 1e6,
  usdWithCpu: people / 9e5,
  ...more,
})

const promises = (rows: readonly Row[]) =>
  Object.fromEntries(judgeBounds(rows).map(({ says, holds }) => [says.split(' ').slice(0, 3).join(' '), holds]))

describe('readCosts', () => {
  it('is Forge’s list price by part, and the sum', () => {
    const billed = { gbSeconds: 1_000, kvsReadBytes: 1e9, kvsWriteBytes: 1e9, logBytes: 1e9 }

    expect(readCosts(billed, 0, 0)).toEqual({
      ...{ usdGbSeconds: 0.025, usdKvsReads: 0.055, usdKvsWrites: 1.09, usdLogs: 1.005, usd: 2.175 },
      ...{ gbSecondsWithCpu: 1_000, usdWithCpu: 2.175 },
    })
  })

  it('adds CPU time as that of a function with one CPU of its own, and a start for every invocation', () => {
    const billed = { gbSeconds: 0, kvsReadBytes: 0, kvsWriteBytes: 0, logBytes: 0 }

    expect(readCosts(billed, 4, 100).gbSecondsWithCpu).toBeCloseTo((10 * 1_769) / 1_024, 1)
  })
})

describe('listMeasurements', () => {
  it('begins with the small companies, takes what has a size of its own once, and looks at the heap of large runs', () => {
    const measurements = listMeasurements(CASES, [1_000, 42_000])
    const of = (name: string) => measurements.filter((one) => one.name === name)

    expect(measurements[0]!.people).toBe(1_000)
    expect(of('storm')).toEqual([{ name: 'storm', people: 42_000, watchesHeap: false }])
    expect(of('reconcile-unchanged').map(({ people, watchesHeap }) => [people, watchesHeap])).toEqual([
      [1_000, false],
      [42_000, false],
      [42_000, true],
    ])
  })
})

describe('runAll', () => {
  it('measures nothing again that the file of results has', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'results.jsonl')
    const known = CASES.map(({ name }) => row(name, 60))
    writeFileSync(file, known.map((one) => `${JSON.stringify(one)}\n`).join(''))

    expect(await runAll(CASES, [60], file, () => undefined)).toEqual(known)
    expect(readRows(file)).toHaveLength(CASES.length)
  })
})

describe('judgeBounds', () => {
  it('finds that all holds', () => {
    const rows = [1_000, 42_000, 200_000].flatMap((people) => [
      row('quiet-tick', people, { usd: 0.001 }),
      row('delta-unchanged', people, { usd: 0.001 }),
      row('month', people),
      row('first-sweep', people, { liveHeapMb: 100 }),
    ])

    expect(judgeBounds(rows).map(({ holds }) => holds)).toEqual([true, true, true, true, true, true])
  })

  it.each([
    ['A month of', [row('month', 42_000, { usdWithCpu: 5.01 })]],
    ['At most 650', [row('day', 42_000, { peakJiraPointsPerHour: 651 })]],
    ['quiet-tick costs the', [row('quiet-tick', 1_000), row('quiet-tick', 200_000, { kvsReads: 5 })]],
    ['delta-unchanged costs the', [row('delta-unchanged', 1_000), row('delta-unchanged', 200_000, { gbSeconds: 0.6 })]],
    ['No case costs', [row('day', 1_000), row('day', 10_000, { usd: 0.02 })]],
    ['The job worker', [row('first-sweep', 200_000, { liveHeapMb: 400 })]],
  ])('tells when "%s …" is broken', (promise, rows) => {
    expect(promises(rows)[promise]).toBe(false)
  })
})

describe('judgeBounds of growth', () => {
  it('tells what is steeper between the two largest sizes than through all of them, in whatever order they were measured', () => {
    const rows = [
      row('month', 1_000, { usd: 0.05 }),
      row('month', 200_000, { usd: 4 }),
      row('month', 40_000, { usd: 0.4 }),
      row('first-sweep', 1_000, { usd: 0.001 }),
      row('first-sweep', 40_000, { usd: 0.04 }),
      row('first-sweep', 200_000, { usd: 0.2 }),
    ]

    const { measured, holds } = judgeBounds(rows).find(({ says }) => says.startsWith('No case costs'))!

    expect(measured).toBe(
      'steepest: first-sweep, exponent 1.00; between the two largest sizes alone: month, exponent 1.43',
    )
    expect(holds).toBe(true)
  })
})

describe('toMarkdown', () => {
  it('shows each size, the growth, the heap in the row it belongs to, and what others publish', () => {
    const seconds = (people: number) => ({ simulatedSeconds: people / 100 })
    const rows = [
      row('reconcile-unchanged', 1_000, seconds(1_000)),
      row('reconcile-unchanged', 42_000, seconds(42_000)),
      row('reconcile-unchanged', 42_000, { liveHeapMb: 46.9 }),
    ]

    const page = toMarkdown(CASES, rows, ORIGIN)

    expect(page).toContain('at abc1234 on a machine')
    expect(page).toMatch(/\| 42,000 \|.* 420\.0 \|.* 46\.9 \|/)
    expect(page).toMatch(/\| Growth \|.* 1\.00 \|/)
    expect(page).toContain('7.0 min (reconcile-unchanged, 42,000 people)')
    expect(page).not.toContain('## month')
  })
})
