/** Every case at every size, each in a process of its own, one after the other. */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { BenchCase } from './bench-case'

export type Row = Readonly<Record<string, string | number | boolean | null>> & {
  readonly case: string
  readonly people: number
}

/** Cases whose function needs the most memory, measured a second time for what is alive in the middle of them. */
const HEAP_CASES: ReadonlySet<string> = new Set([
  ...[
    'first-provisioning',
    'reconcile-unchanged',
    'first-sweep',
    'sweep-unchanged',
    'delta-unchanged',
    'personal-data',
  ],
])
const HEAP_FROM_PEOPLE = 42_000

interface Measurement {
  readonly name: string
  readonly people: number
  readonly watchesHeap: boolean
}

/** What is to be measured, small companies first: a run that is stopped has told most by then. */
export function listMeasurements(cases: readonly BenchCase[], sizes: readonly number[]): readonly Measurement[] {
  const largest = Math.max(...sizes)
  return sizes.flatMap((people) =>
    cases
      .filter(({ isFixed }) => isFixed !== true || people === largest)
      .flatMap(({ name }) => {
        const measurement = { name, people, watchesHeap: false }
        const isLarge = people >= HEAP_FROM_PEOPLE && HEAP_CASES.has(name)
        return isLarge ? [measurement, { ...measurement, watchesHeap: true }] : [measurement]
      }),
  )
}

/** @param results file of one JSON object a line: what is in it is not measured again */
export async function runAll(
  cases: readonly BenchCase[],
  sizes: readonly number[],
  results: string | null,
  log: (line: string) => void,
): Promise<readonly Row[]> {
  const known = results !== null && existsSync(results) ? readRows(results) : []
  const rows: Row[] = []
  for (const measurement of listMeasurements(cases, sizes)) {
    const before = known.find((row) => isOf(row, measurement))
    const row = before ?? (await measure(measurement, log))
    rows.push(row)
    if (before === undefined && results !== null) appendFileSync(results, `${JSON.stringify(row)}\n`)
  }
  return rows
}

export function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Row)
}

function isOf(row: Row, { name, people, watchesHeap }: Measurement): boolean {
  return row.case === name && row.people === people && 'liveHeapMb' in row === watchesHeap
}

function measure({ name, people, watchesHeap }: Measurement, log: (line: string) => void): Promise<Row> {
  log(`${name}, ${people} people${watchesHeap ? ', with its heap' : ''} …`)
  const args = ['tools/run.mjs', 'sandbox/bench.ts', '--case', name, '--people', String(people), '--json']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, watchesHeap ? [...args, '--heap'] : args, {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Row)
      else reject(new Error(`Expected ${name} with ${people} people to end well, got exit code ${code}.`))
    })
  })
}
