/** `npm run -s bench`: what the app's work costs, case by case and size by size; `--case NAME --people N` for one of them. */
import { readRows, runAll } from './bench/all'
import { CASES } from './bench/cases'
import { parseBenchFlags } from './bench/flags'
import type { BenchFlags } from './bench/flags'
import { toMarkdown } from './bench/markdown'
import { readOrigin } from './bench/origin'
import { runCase } from './bench/run-case'
import { startMemorySampling } from './report/process-measure'
import { keepHeapLean } from './simulation/lean-heap'

const EXIT_BAD_INPUT = 2
const EXIT_FAILED = 1

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function benchOne({
  name,
  people,
  guesses,
  json,
  watchesHeap,
}: Extract<BenchFlags, { type: 'run' }>): Promise<void> {
  keepHeapLean()
  const memory = startMemorySampling()
  const chosen = CASES.find((each) => each.name === name)!
  const numbers = await runCase(chosen, { people, guesses, log, watchesHeap })
  // Of the whole process, with the company it simulates.
  const full = { ...numbers, peakRssMb: memory.peakRssMb() }
  memory.stop()
  const width = Math.max(...Object.keys(full).map((key) => key.length))
  const table = Object.entries(full).map(([key, value]) => `${key.padEnd(width)}  ${String(value)}`)
  process.stdout.write(`${json ? JSON.stringify(full) : table.join('\n')}\n`)
}

async function benchAll({ sizes, format, results, onlyReports }: Extract<BenchFlags, { type: 'all' }>): Promise<void> {
  const rows = onlyReports && results !== null ? readRows(results) : await runAll(CASES, sizes, results, log)
  process.stdout.write(
    format === 'markdown' ? toMarkdown(CASES, rows, readOrigin()) : `${JSON.stringify(rows, null, 2)}\n`,
  )
}

function listCases(): void {
  const width = Math.max(...CASES.map(({ name }) => name.length))
  for (const { name, meaning } of CASES) process.stdout.write(`${name.padEnd(width)}  ${meaning}\n`)
}

const flags = parseBenchFlags(
  process.argv.slice(2),
  CASES.map(({ name }) => name),
)
if (flags.type === 'list') {
  listCases()
} else if (flags.type === 'wrong') {
  log(flags.message)
  process.exitCode = EXIT_BAD_INPUT
} else {
  const work = flags.type === 'run' ? benchOne(flags) : benchAll(flags)
  work.catch((error: unknown) => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = EXIT_FAILED
  })
}
