/**
 * `npm run -s chaos -- --seed S --runs N [--json]`: random stories with random faults on the built app, held to the rules
 * of the design after every step. The last line on stdout is `N passed, M failed`.
 */
import { BUGS } from './chaos/bugs'
import { runCampaign } from './chaos/campaign'
import type { WorkerOrder } from './chaos/campaign'
import { describeFailure } from './chaos/describe'
import { parseChaosFlags } from './chaos/flags'
import type { ChaosFlags } from './chaos/flags'
import { huntBug } from './chaos/mutants'
import type { Moved } from './chaos/play'
import type { RunResult } from './chaos/run-one'
import { runOne } from './chaos/run-one'
import { buildBundle } from './forge/build'

const EXIT_FAILED = 1
const EXIT_BAD_INPUT = 2
/** How long one failing run may look for a smaller story. */
const SHRINK_MS = 60_000
const PROGRESS_EVERY = 50

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function campaign({
  seed,
  guesses,
  runs,
  workers,
  app,
  json,
}: Extract<ChaosFlags, { type: 'campaign' }>): Promise<void> {
  const bundle = await buildBundle({ log, withResources: false, ...(app === undefined ? {} : { appDirectory: app }) })
  const startedAt = performance.now()
  let done = 0
  let failed = 0
  const onResult = ({ failure }: RunResult): void => {
    done += 1
    if (failure !== null) {
      failed += 1
      log(describeFailure(failure))
    }
    if (done % PROGRESS_EVERY === 0) log(`${done} of ${runs} runs, ${failed} failed, ${seconds(startedAt)} s`)
  }
  const order = { seed, guesses, runs, workers, shrinkMs: SHRINK_MS, bundle, onResult }
  const results = await runCampaign(process.argv[1]!, order)
  const failures = results.flatMap(({ failure }) => failure ?? [])
  const moved = sumUp(results.map((one) => one.moved))
  log(`Moved by the app: ${JSON.stringify(moved)}`)
  if (json) print(JSON.stringify({ seed, runs, seconds: seconds(startedAt), moved, failures }))
  finish(results.length - failures.length, failures.length)
}

async function replay({
  seed,
  guesses,
  run,
  path,
  app,
  json,
  trace,
}: Extract<ChaosFlags, { type: 'replay' }>): Promise<void> {
  const bundle = await buildBundle({ log, withResources: false, ...(app === undefined ? {} : { appDirectory: app }) })
  const { failure, moved } = await runOne({ seed, guesses, run, path, shrinkMs: 0 }, bundle, trace ? log : null)
  if (failure !== null) log(describeFailure(failure))
  if (json) print(JSON.stringify({ seed, run, moved, failure }))
  finish(failure === null ? 1 : 0, failure === null ? 0 : 1)
}

/** Each listed bug, put back into the app, has to be found. */
async function bugs({ seed, runs, workers, only }: Extract<ChaosFlags, { type: 'bugs' }>): Promise<void> {
  const chosen = BUGS.filter(({ name }) => only === undefined || name === only)
  if (chosen.length === 0) throw new Error(`Expected --only to be one of ${BUGS.map(({ name }) => name).join(', ')}.`)
  let found = 0
  for (const bug of chosen) {
    const { run, breach } = await huntBug(process.argv[1]!, bug, { seed, runs, workers, log })
    if (run !== null) found += 1
    const how = breach === null ? `not found in ${runs} runs` : `found in run ${run} by "${breach.rule}"`
    print(`${bug.name.padEnd(26)} ${how}: ${bug.meaning}`)
  }
  print(`${found} found, ${chosen.length - found} missed`)
  if (found < chosen.length) process.exitCode = EXIT_FAILED
}

function finish(passed: number, failed: number): void {
  print(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = EXIT_FAILED
}

function sumUp(parts: readonly Moved[]): Moved {
  const sum = (key: keyof Moved): number => parts.reduce((total, part) => total + part[key], 0)
  return {
    grants: sum('grants'),
    removals: sum('removals'),
    approvals: sum('approvals'),
    undoes: sum('undoes'),
    killed: sum('killed'),
  }
}

function seconds(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 1_000)
}

/** A worker plays what it is told, one run after the other, until it is ended. */
function work(): void {
  process.on('message', (order: WorkerOrder) => {
    runOne(order, order.bundle).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        log(error instanceof Error ? (error.stack ?? error.message) : String(error))
        process.exit(EXIT_FAILED)
      },
    )
  })
}

function main(): Promise<void> | void {
  if (process.argv.includes('--worker')) return work()
  const flags = parseChaosFlags(process.argv.slice(2))
  switch (flags.type) {
    case 'wrong':
      log(flags.message)
      process.exitCode = EXIT_BAD_INPUT
      return undefined
    case 'campaign':
      return campaign(flags)
    case 'bugs':
      return bugs(flags)
    case 'replay':
      return replay(flags)
  }
}

Promise.resolve(main()).catch((error: unknown) => {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = EXIT_FAILED
})
