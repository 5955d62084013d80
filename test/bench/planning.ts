/**
 * `npm run -s bench -- --case planning [--people N] [--json]`: CPU of the planning step of a full run. The only benchmark
 * that looks into the app: the step is pure, so it is measured alone; the sandbox sees the app as a bundle and never does.
 */
import { parseArgs } from 'node:util'
import { makePlanningInput, planAll } from './planning-company'

const SIZES = [42_000, 100_000, 250_000, 500_000, 1_000_000]
const ATTEMPTS = 3
const PEOPLE_MAX = 1_000_000

interface Row {
  readonly people: number
  readonly actions: number
  readonly cpuMs: number
  readonly nsPerPerson: number
}

/** The best of some attempts: the others tell of the garbage collector and of who else uses the machine. */
function measure(people: number): Row {
  const input = makePlanningInput(people)
  let best = Infinity
  let actions = 0
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = process.cpuUsage()
    const { plan } = planAll(input)
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1_000)
    actions = plan.actions.length
  }
  return { people, actions, cpuMs: Math.round(best), nsPerPerson: Math.round((best * 1_000_000) / people) }
}

const { values } = parseArgs({
  options: { case: { type: 'string' }, people: { type: 'string' }, json: { type: 'boolean' } },
})
const people = values.people === undefined ? null : Number(values.people)
if (people !== null && !(Number.isInteger(people) && people >= 1 && people <= PEOPLE_MAX)) {
  process.stderr.write(`Expected a whole number from 1 to ${PEOPLE_MAX} for --people, got '${values.people}'.\n`)
  process.exitCode = 2
} else {
  const rows = (people === null ? SIZES : [people]).map(measure)
  if (values.json === true) process.stdout.write(`${JSON.stringify({ case: 'planning', rows })}\n`)
  else
    for (const row of rows)
      process.stdout.write(
        `${row.people.toLocaleString('en-US').padStart(9)} people  ${String(row.cpuMs).padStart(6)} ms of CPU  ${row.nsPerPerson} ns a person  ${row.actions.toLocaleString('en-US')} actions\n`,
      )
}
