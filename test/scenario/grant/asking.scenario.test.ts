/** A fresh company whose administrator does what the guide says of the first morning, and nothing else. */
import { createRandom } from '../../../sandbox/random'
import { startScenario } from '../../support/scenario'

const MINUTE_MS = 60_000
/**
 * Of fifty the middle one is as late as the log happens to be: more than ten minutes in one morning of eight, and in one of
 * twenty-eight if the app took no time at all. Of four times as many it is the log's usual delay.
 */
const PEOPLE = 200
jest.setTimeout(600_000)

interface Way {
  readonly way: string
  readonly granted: number
  readonly medianSeconds: number
  readonly p99Seconds: number
}

const upToMinute = (seconds: number): number => Math.ceil(seconds / 60) * 60

it('whoever signs in has a seat within minutes of the act, and the page says what is true', async () => {
  const scenario = await startScenario({
    ...{ seats: 400, startsAt: Date.parse('2026-03-02T00:00:00Z') },
    settings: { signals: { eachMinute: true } },
  })
  const { administrator, clock, company, complete, report } = scenario
  const people = Array.from({ length: PEOPLE }, (_, index) => company.person(`Ada${index}`))
  const silent = Array.from({ length: 10 }, (_, index) => company.person(`Sol${index}`))
  await scenario.runFor('8h')
  const random = createRandom('morning')
  const thatMorning = (action: () => void): void => void clock.after(random.int(0, 180 * MINUTE_MS), action)
  for (const person of people) thatMorning(() => company.signIn(person))
  for (const [index, person] of silent.entries())
    thatMorning(() => company.visit(person, index % 2 === 0 ? 'silent' : 'session'))
  await scenario.runFor('4h')

  expect(people.filter((person) => !company.holdsSeat(person))).toEqual([])
  const { actToSeat, p99OwnSeconds, missed } = report.readRequests()
  const truth = actToSeat['sign-in']!
  expect(truth.granted).toBe(PEOPLE)
  expect(truth.p50Seconds).toBeLessThanOrEqual(10 * 60)
  expect(truth.maxSeconds).toBeLessThanOrEqual(17 * 60)
  expect(p99OwnSeconds).toBeLessThanOrEqual(75)
  expect(missed).toBe(silent.length)
  const { grants } = (await complete(administrator.call('getSavings'))) as { grants: { ways: readonly Way[] } }
  const exported = (await complete(administrator.call('readExport', { kind: 'waits', cursor: null }))) as {
    rows: readonly unknown[][]
  }
  expect(exported.rows).toEqual([
    ['sign-in', PEOPLE, upToMinute(truth.p50Seconds), upToMinute(truth.p99Seconds)],
    ['app-itself', PEOPLE, expect.any(Number), expect.any(Number)],
  ])
  expect(grants.ways).toEqual([
    {
      ...{ way: 'sign-in', granted: PEOPLE },
      medianSeconds: upToMinute(truth.p50Seconds),
      p99Seconds: upToMinute(truth.p99Seconds),
    },
  ])
})
