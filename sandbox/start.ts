/** `npm start`: a small company lives with the built app for some weeks, told on the terminal. */
import { wallSeconds, startMemorySampling } from './report/process-measure'
import { formatReport } from './simulation/format-report'
import { startNarrator } from './simulation/narrator'
import { runSimulation } from './simulation/run-simulation'

const COMPANY = {
  people: 500,
  enabled: 480,
  seats: 190,
  active: 150,
  reserve: 5,
  dormancyDays: 180,
  days: 21,
  seed: 1,
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function start(): Promise<void> {
  const memory = startMemorySampling()
  tell(`A company of ${COMPANY.people} people shares ${COMPANY.seats} Jira seats; ${COMPANY.active} of them use Jira.`)
  tell(`Everybody gets an account, whoever needs Jira gets a seat while more than ${COMPANY.reserve - 1} are free,`)
  tell(`and seats come back after ${COMPANY.dormancyDays} days without use. These are the first ${COMPANY.days} days.`)
  tell('')
  const report = await runSimulation({
    flags: COMPANY,
    log: tell,
    onStart: (sandbox) => {
      const narrator = startNarrator(sandbox, tell)
      return narrator.tellDay
    },
  })
  tell('')
  tell(formatReport({ ...report, wallSeconds: wallSeconds(), peakRssMb: memory.peakRssMb() }))
  tell('')
  tell('Another company: npm run -s simulate -- --people 4200 --days 60')
  memory.stop()
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
