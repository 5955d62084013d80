/** One run: the sandbox lives for some days under the flags' values, and is measured. */
import type { Bundle } from '../forge/build'
import { createSandbox } from '../create-sandbox'
import type { Sandbox } from '../create-sandbox'
import type { MeterNumbers } from '../meters/create-meters'
import type { ReportNumbers } from '../report/create-report'
import type { Flags } from './flags'

const DAY_MS = 86_400_000
/** One mistake tends to repeat; the first ones tell the story. */
const LINES_SHOWN = 10

/** The report without what depends on the machine. */
export interface SimulationReport extends ReportNumbers, MeterNumbers {
  people: number
  seats: number
  days: number
  seed: number
}

export interface SimulationOptions {
  readonly flags: Omit<Flags, 'json' | 'guesses' | 'silentPercent'> & Partial<Pick<Flags, 'guesses' | 'silentPercent'>>
  /** Built from the app's folder unless told. */
  readonly bundle?: Bundle
  readonly log: (line: string) => void
  /** Told before anything happens, to watch; what it returns is called at the end of each day, counted from 0. */
  readonly onStart?: (sandbox: Sandbox, endsAt: number) => ((day: number) => void) | undefined
}

/**
 * @throws Error when the administrator cannot set the app up, and when the app did what the real services would not
 * understand or the platform would refuse: an undeclared scope or host, an unknown endpoint or parameter, each by name
 */
export async function runSimulation({ flags, bundle, log, onStart }: SimulationOptions): Promise<SimulationReport> {
  const { people, enabled, seats, active, reserve, dormancyDays, days, seed, directory, guesses = {} } = flags
  const { silentPercent = 0 } = flags
  const sandbox = await createSandbox({
    seed: String(seed),
    company: { people, enabled, seats, active, reserve },
    days,
    seatReserve: reserve,
    dormancyDays,
    directory,
    guesses,
    visits: silentPercent === 0 ? {} : { silent: silentPercent / 100 },
    log,
    ...(bundle === undefined ? {} : { bundle }),
  })
  const { administrator, startsAt } = sandbox
  const onDayEnd = onStart?.(sandbox, startsAt + days * DAY_MS)

  let problem: unknown = new Error('The administrator could not finish setting the app up on the first day.')
  administrator.setUp({ seatReserve: reserve, dormancyDays }).then(
    () => (problem = null),
    (error: unknown) => (problem = error),
  )
  administrator.lookDaily()
  for (let day = 1; day <= days; day += 1) {
    await sandbox.advanceWithTicksTo(startsAt + day * DAY_MS)
    if (problem !== null) throw problem
    onDayEnd?.(day - 1)
  }

  logSome('The administrator saw an error', administrator.failures)
  const violations = [...sandbox.violations(), ...sandbox.host.violations]
  if (violations.length > 0) {
    logSome('Nothing like this exists in the real world', violations)
    throw new Error(`Expected an app that keeps to what the real services offer, got: ${violations[0]!}`)
  }
  return { people, seats, days, seed, ...sandbox.report.read(), ...sandbox.meters.read() }

  function logSome(what: string, lines: readonly string[]): void {
    for (const line of lines.slice(0, LINES_SHOWN)) log(`${what}: ${line}`)
    if (lines.length > LINES_SHOWN) log(`${what}: ${lines.length - LINES_SHOWN} more of this kind`)
  }
}
