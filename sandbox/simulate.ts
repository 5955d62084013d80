/** `npm run -s simulate -- [flags]`: runs the built app through simulated days and prints what became of it. */
import { startMemorySampling, wallSeconds } from './report/process-measure'
import { parseFlags } from './simulation/flags'
import type { Flags } from './simulation/flags'
import { formatReport } from './simulation/format-report'
import { keepHeapLean } from './simulation/lean-heap'
import { startProgress } from './simulation/progress'
import { runSimulation } from './simulation/run-simulation'

const EXIT_BAD_INPUT = 2
const EXIT_FAILED = 1

async function simulate({ json, ...flags }: Flags): Promise<void> {
  keepHeapLean()
  const memory = startMemorySampling()
  let progress: { stop(): void } | undefined
  try {
    const report = await runSimulation({
      flags,
      log: (line) => process.stderr.write(`${line}\n`),
      onStart: (sandbox, endsAt) => {
        progress = startProgress(process.stderr, sandbox, endsAt)
        return undefined
      },
    })
    const full = { ...report, wallSeconds: wallSeconds(), peakRssMb: memory.peakRssMb() }
    progress?.stop()
    process.stdout.write(`${json ? JSON.stringify(full) : formatReport(full)}\n`)
  } finally {
    progress?.stop()
    memory.stop()
  }
}

const parsed = parseFlags(process.argv.slice(2))
if (parsed.ok) {
  simulate(parsed.flags).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = EXIT_FAILED
  })
} else {
  process.stderr.write(`${parsed.message}\n`)
  process.exitCode = EXIT_BAD_INPUT
}
