/** `npm run -s bench -- --case NAME [--people N] --json`: what one piece of work costs at a given size. */
import { CASES } from './bench/cases'
import { parseBenchFlags } from './bench/flags'
import { runCase } from './bench/run-case'
import { startMemorySampling } from './report/process-measure'
import { keepHeapLean } from './simulation/lean-heap'

const EXIT_BAD_INPUT = 2
const EXIT_FAILED = 1

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function bench(name: string, people: number, json: boolean): Promise<void> {
  keepHeapLean()
  const memory = startMemorySampling()
  const chosen = CASES.find((each) => each.name === name)!
  const numbers = await runCase(chosen, { people, log })
  // Of the whole process, with the company it simulates.
  const full = { ...numbers, peakRssMb: memory.peakRssMb() }
  memory.stop()
  const width = Math.max(...Object.keys(full).map((key) => key.length))
  const table = Object.entries(full).map(([key, value]) => `${key.padEnd(width)}  ${String(value)}`)
  process.stdout.write(`${json ? JSON.stringify(full) : table.join('\n')}\n`)
}

const flags = parseBenchFlags(
  process.argv.slice(2),
  CASES.map(({ name }) => name),
)
if (flags.type === 'list') {
  const width = Math.max(...CASES.map(({ name }) => name.length))
  for (const { name, meaning } of CASES) process.stdout.write(`${name.padEnd(width)}  ${meaning}\n`)
} else if (flags.type === 'wrong') {
  log(flags.message)
  process.exitCode = EXIT_BAD_INPUT
} else {
  bench(flags.name, flags.people, flags.json).catch((error: unknown) => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = EXIT_FAILED
  })
}
