/** More sign-ins than the directory gives at once (Graph: 5 requests of 1,000 rows in 10 seconds): nobody among them is lost. */
import type { Person } from '../../../sandbox/company/person'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const MINUTE_MS = 60_000
/** `ASKING=all`: an hour in which 42,000 sign in. Every time: more in two hours than a look reads, while the app was away. */
const ALL = process.env['ASKING'] === 'all'
jest.setTimeout(900_000)

const alertsOf = async ({ complete, administrator }: Scenario): Promise<readonly string[]> => {
  const { alerts } = (await complete(administrator.call('getOverview'))) as { alerts: readonly { type: string }[] }
  return alerts.map(({ type }) => type).filter((type) => type.startsWith('signal-'))
}

/** Holders sign in evenly, among them the others. */
function signInDuring({ tenant, company, clock }: Scenario, lengthMs: number, rows: number, people: readonly Person[]) {
  const holders = [...tenant.users.keys()].slice(0, 20)
  const steps = 60
  for (let step = 0; step < steps; step += 1)
    clock.after((step * lengthMs) / steps, () => {
      for (let row = 0; row < rows / steps; row += 1) tenant.recordSignIn(holders[row % holders.length]!)
    })
  for (const [index, person] of people.entries())
    clock.after((index * lengthMs) / people.length, () => company.signIn(person))
}

async function startBusy(): Promise<{ readonly scenario: Scenario; readonly people: readonly Person[] }> {
  const scenario = await startScenario({ seats: 400, settings: { signals: { eachMinute: true } } })
  addActiveHolders(scenario, 20)
  const people = Array.from({ length: 12 }, (_, index) => scenario.company.person(`Ada${index}`))
  await scenario.runFor('8h')
  return { scenario, people }
}

it('goes on where it stopped after hours away, and says so meanwhile', async () => {
  const { scenario, people } = await startBusy()
  const { clock, company, host } = scenario
  host.pauseSchedules()
  signInDuring(scenario, 120 * MINUTE_MS, 24_000, people)
  await clock.runUntil(clock.now() + 135 * MINUTE_MS)
  host.resumeSchedules()

  const told: string[] = []
  for (let minute = 0; minute < 10; minute += 1) {
    await scenario.runFor('1m')
    told.push((await alertsOf(scenario)).join())
  }

  expect(people.filter((person) => !company.holdsSeat(person))).toEqual([])
  expect([...new Set(told)].toSorted()).toEqual(['', 'signal-behind'])
  expect(told.at(-1)).toBe('')
})

if (ALL)
  it('serves everybody in an hour of 42,000 sign-ins', async () => {
    const { scenario, people } = await startBusy()
    signInDuring(scenario, 60 * MINUTE_MS, 42_000, people)
    await scenario.runFor('90m')

    const { actToSeat, p99OwnSeconds } = scenario.report.readRequests()
    expect(actToSeat['sign-in']!.granted).toBe(people.length)
    expect(actToSeat['sign-in']!.maxSeconds).toBeLessThanOrEqual(17 * 60)
    expect(p99OwnSeconds).toBeLessThanOrEqual(120)
    expect(await alertsOf(scenario)).toEqual([])
  })
