/** What the app promises of its cost, judged on measured rows. */
import type { Row } from './all'
import { growthExponent } from './growth'
import type { Point } from './growth'

export interface Bound {
  readonly says: string
  readonly measured: string
  /** null: not measured. */
  readonly holds: boolean | null
}

const REFERENCE_PEOPLE = 42_000
const MONTH_USD_MAX = 5
/** One per cent of the quota that all customers share. */
const PEAK_POINTS_MAX = 650
/** A little above one, because a line through four sizes is never exact. */
const LINEAR = 1.05
/**
 * Memory of the job worker, and what is left out of the heap's growth: a process that has loaded the bundle and done nothing has
 * 56 MB (Node 20, /proc), and as much again is kept for V8's young generation and buffers.
 */
const WORKER_MB = 512
const BASE_MB = 128
/** A quiet piece of work is the same to so many parts in a hundred: its latencies are drawn by lot. */
const SAME_SHARE = 0.1
const QUIET = ['quiet-tick', 'delta-unchanged']
const QUIET_KEYS = ['requests', 'kvsReads', 'kvsWrites', 'jiraPoints', 'queueEvents']

type Rows = readonly Row[]

export function judgeBounds(rows: Rows): readonly Bound[] {
  const plain = rows.filter((row) => !('liveHeapMb' in row))
  return [
    monthCost(plain),
    peakPoints(plain),
    ...QUIET.map((name) => isQuiet(plain, name)),
    linear(plain),
    memory(rows),
  ]
}

function monthCost(rows: Rows): Bound {
  const row = find(rows, 'month', REFERENCE_PEOPLE)
  const usd = numberOf(row, 'usdWithCpu')
  return {
    says: `A month of ${REFERENCE_PEOPLE.toLocaleString('en')} people costs at most ${MONTH_USD_MAX} $ at list price, nothing free deducted`,
    measured: usd === null ? '–' : `${numberOf(row, 'usd')!.toFixed(2)} to ${usd.toFixed(2)} $`,
    holds: usd === null ? null : usd <= MONTH_USD_MAX,
  }
}

function peakPoints(rows: Rows): Bound {
  const peaks = rows
    .filter(({ people }) => people === REFERENCE_PEOPLE)
    .flatMap((row) => numberOf(row, 'peakJiraPointsPerHour') ?? [])
  const peak = peaks.length === 0 ? null : Math.max(...peaks)
  return {
    says: `At most ${PEAK_POINTS_MAX} Jira points in any hour, in every case, for ${REFERENCE_PEOPLE.toLocaleString('en')} people`,
    measured: peak === null ? '–' : `${peak} points`,
    holds: peak === null ? null : peak <= PEAK_POINTS_MAX,
  }
}

function isQuiet(rows: Rows, name: string): Bound {
  const sizes = rows.filter((row) => row.case === name)
  const counts = sizes.map((row) => QUIET_KEYS.map((key) => row[key]).join())
  const costs = sizes.map((row) => numberOf(row, 'gbSeconds') ?? 0)
  const isSame =
    new Set(counts).size === 1 && Math.max(...costs) - Math.min(...costs) <= SAME_SHARE * Math.max(...costs)
  return {
    says: `${name} costs the same at every size: requests, store, points, events, and GB-seconds within a tenth`,
    measured:
      sizes.map((row) => `${row.people.toLocaleString('en')}: ${numberOf(row, 'gbSeconds')} GB-s`).join(', ') || '–',
    holds: sizes.length < 2 ? null : isSame,
  }
}

function linear(rows: Rows): Bound {
  const steepest = findSteepest(rows, (points) => points)
  // A square that is still small beside the rest shows here first.
  const last = findSteepest(rows, (points) => points.slice(-2))
  return {
    says: 'No case costs more than in proportion to the people (exponent at most 1.05)',
    measured:
      steepest === null
        ? '–'
        : `steepest: ${describe(steepest)}; between the two largest sizes alone: ${last === null ? '–' : describe(last)}`,
    holds: steepest === null ? null : steepest.exponent <= LINEAR,
  }
}

interface Growth {
  readonly name: string
  readonly exponent: number
}

/** Of all cases, through the chosen ones of their sizes, small ones first. */
function findSteepest(rows: Rows, choose: (points: readonly Point[]) => readonly Point[]): Growth | null {
  const names = [...new Set(rows.map((row) => row.case))]
  const exponents = names.flatMap((name) => {
    const points = rows
      .filter((row) => row.case === name)
      .map((row) => ({ people: row.people, value: numberOf(row, 'usd') ?? 0 }))
      .sort((one, other) => one.people - other.people)
    const exponent = growthExponent(choose(points))
    return exponent === null ? [] : [{ name, exponent }]
  })
  return exponents.sort((one, other) => other.exponent - one.exponent)[0] ?? null
}

function describe({ name, exponent }: Growth): string {
  return `${name}, exponent ${exponent.toFixed(2)}`
}

function memory(rows: Rows): Bound {
  const largest = rows
    .flatMap((row) => {
      const mb = numberOf(row, 'liveHeapMb')
      return mb === null ? [] : [{ row, mb }]
    })
    .sort((a, b) => b.mb - a.mb)[0]
  return {
    says: `The job worker fits into ${WORKER_MB} MB: what is alive in its largest run, and ${BASE_MB} MB for Node, the bundle and young objects`,
    measured:
      largest === undefined
        ? '–'
        : `${Math.round(largest.mb + BASE_MB)} MB (${largest.row.case}, ${largest.row.people.toLocaleString('en')} people)`,
    holds: largest === undefined ? null : largest.mb + BASE_MB <= WORKER_MB,
  }
}

function find(rows: Rows, name: string, people: number): Row | undefined {
  return rows.find((row) => row.case === name && row.people === people)
}

function numberOf(row: Row | undefined, key: string): number | null {
  const value = row?.[key]
  return typeof value === 'number' ? value : null
}
