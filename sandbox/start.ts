/** `npm start`: the app's real pages over a living company, on this machine. */
import type { Bundle } from './forge/build'
import { buildBundle } from './forge/build'
import { buildHost } from './page/build-host'
import { createLivingWorld } from './page/living-world'
import type { PageServer } from './page/server'
import { startServer } from './page/server'
import { serveWorld } from './page/serve-world'
import type { StartFlags } from './page/start-flags'
import { parseStartFlags } from './page/start-flags'

const EXIT_BAD_INPUT = 2
const EXIT_FAILED = 1
const DAY_MS = 86_400_000

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

function fail(error: unknown): never {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(EXIT_FAILED)
}

async function listen(port: number): Promise<PageServer> {
  try {
    return await startServer(port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    log(`Port ${port} is taken. Choose another one: npm start -- --port ${port + 1}`)
    process.exit(EXIT_BAD_INPUT)
  }
}

/** Passes the given days one by one, so that the wait is told. */
async function live(world: Awaited<ReturnType<typeof createLivingWorld>>, days: number): Promise<void> {
  for (let day = 1; day <= days; day += 1) {
    await world.timekeeper.advance(DAY_MS)
    log(`Day ${day} of ${days} has passed: ${world.truth.read().seatsUsed} seats used.`)
  }
}

async function start(flags: StartFlags): Promise<void> {
  // First, because a taken port is better told before the wait than after it.
  const server = await listen(flags.port)
  const [bundle, hostFolder]: [Bundle, string] = await Promise.all([buildBundle({ log }), buildHost(log)])
  const world = await createLivingWorld({ flags, bundle, log, onFailure: fail })
  await live(world, flags.days)
  world.timekeeper.setRunning(true)
  server.open(world, hostFolder)
  log(flags.fresh ? 'Nothing is configured or armed yet.' : 'The app is connected, and every job is armed.')
  if (flags.services) for (const line of await serveWorld(world)) log(line)
  process.stdout.write(`Universal Access is ready: ${server.address}\n`)
}

const parsed = parseStartFlags(process.argv.slice(2))
if (parsed.ok) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))
  start(parsed.flags).catch(fail)
} else {
  log(parsed.message)
  process.exitCode = EXIT_BAD_INPUT
}
