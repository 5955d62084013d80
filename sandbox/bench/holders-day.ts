/** A day on which everybody with a seat works in Jira: nothing but proofs of life. */
import type { Sandbox } from '../create-sandbox'
import { createSandbox } from '../create-sandbox'
import { makeIssueEvent } from '../company/product-events'
import { createRandom } from '../random'
import type { BenchCase } from './bench-case'

/** Of the reference company of 42,000 people: 11,500 active holders, 60,000 acts a day. */
const REFERENCE_PEOPLE = 42_000
const HOLDERS = 11_500
const EVENTS = 60_000
const DAY_MS = 86_400_000
const LATEST_MS = 4 * 60_000

const scale = (count: number, people: number): number => Math.round((count * people) / REFERENCE_PEOPLE)
const sizes = new WeakMap<Sandbox, number>()

export const holdersDay: BenchCase = {
  name: 'holders-day',
  meaning: '60,000 product events by 11,500 holders within a day, for 42,000 people; without ticks',
  prepare: async ({ people, bundle, guesses = {}, log }) => {
    const sandbox = await createSandbox({ seats: null, guesses, log, ...(bundle === undefined ? {} : { bundle }) })
    const { company, startsAt, administrator } = sandbox
    for (let index = 0; index < scale(HOLDERS, people); index += 1) {
      company.person(`Holder ${index}`, {
        seat: true,
        addedAt: startsAt - 500 * DAY_MS,
        lastActiveAt: startsAt - DAY_MS,
      })
    }
    await sandbox.complete(administrator.setUp({ signals: { signIn: false } }))
    // Every holder is known after the first full run; the measured day begins at midnight.
    await sandbox.advanceWithTicksTo(startsAt + DAY_MS)
    sandbox.host.pauseSchedules()
    sizes.set(sandbox, scale(EVENTS, people))
    return sandbox
  },
  measures: 'period',
  run: async (sandbox) => {
    const { clock, company, host } = sandbox
    const random = createRandom('holders-day')
    const began = clock.now()
    for (let index = 0; index < sizes.get(sandbox)!; index += 1) {
      const account = company.accountOf(random.pick(company.people))
      const at = began + random.int(0, DAY_MS - LATEST_MS)
      clock.at(at, () => host.emit(makeIssueEvent(account, at, random)))
    }
    await sandbox.runFor('24h')
  },
  describe: (sandbox) => Promise.resolve({ events: sizes.get(sandbox)!, holders: sandbox.company.people.length }),
}
