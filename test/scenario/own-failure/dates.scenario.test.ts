import fc from 'fast-check'
import type { Person } from '../../../sandbox/company/person'
import { askOnPortal } from '../../support/askers'
import { keptBy } from '../../support/kept'
import { DAY_MS, addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { addIdleHolder } from '../../support/sweep-site'

const PEOPLE = 5
const ACTIVE = 12

/** Nobody of these has used Jira for 300 days: without a date of the grant each would be swept in the next night. */
const act = fc.record({
  who: fc.nat({ max: PEOPLE - 1 }),
  what: fc.constantFrom('ask', 'given', 'given-then-ask', 'ask-then-given', 'taken'),
  wait: fc.constantFrom('0m', '2m', '50m', '7h'),
})
/** What goes wrong from then on, for one of them or for everybody. */
const fault = fc.oneof(
  fc.constantFrom('events lost for 9h', 'events late 40m for 9h', 'queue duplicate for 9h'),
  fc.constantFrom('jobs-worker killed every 5 for 9h', 'inbox-worker killed every 4 for 9h'),
  fc
    .tuple(fc.constantFrom('500', '403', '409', 'html', 'html-after', 'cut-after'), fc.nat({ max: PEOPLE - 1 }))
    .map(([answer, who]) => `organization /memberships ${answer} for Ada${who} first 2`),
  fc.nat({ max: PEOPLE - 1 }).map((who) => `organization look-ups 503 for Ada${who} first 3`),
  fc.nat({ max: PEOPLE - 1 }).map((who) => `store seat item-fails for Ada${who} first 3`),
)
const story = fc.array(fc.record({ act, fault: fc.option(fault) }), { minLength: 4, maxLength: 9 })

/** `DATES=100 DATES_SEED=3` plays more and other stories. */
const STORIES = fc.sample(story, {
  numRuns: Number(process.env['DATES'] ?? 1),
  seed: Number(process.env['DATES_SEED'] ?? 11),
})
jest.setTimeout(600_000)

it.each(STORIES.map((one) => [JSON.stringify(one), one] as const))(
  'whoever was granted anything has a date and is not swept: %s',
  async (_, steps) => {
    const scenario = await startScenario({ seats: 400 })
    const { company, startsAt, faults } = scenario
    addActiveHolders(scenario, ACTIVE)
    const active = [...company.people]
    const idle = addIdleHolder(scenario, 'Idle')
    const times = { addedAt: startsAt - 1_000 * DAY_MS, lastActiveAt: startsAt - 300 * DAY_MS }
    const people = Array.from({ length: PEOPLE }, (_one, index) =>
      company.person(`Ada${index}`, { account: true, ...times }),
    )
    await scenario.runFor('3h')

    const ends: (() => void)[] = []
    for (const { act: one, fault: line } of steps) {
      if (line !== null) ends.push(faults.add(line))
      await play(scenario, people[one.who]!, one.what)
      await scenario.runFor(one.wait)
    }
    for (const end of ends) end()
    for (let night = 0; night < 2; night += 1) {
      for (const person of active) company.useJira(person)
      await scenario.runFor('24h')
    }

    const kept = keptBy(scenario)
    const undated = people.filter((person) => {
      const { grantedAt } = (kept[`seat:${company.accountOf(person).accountId}`] ?? {}) as { grantedAt?: string }
      return company.holdsSeat(person) && grantedAt === undefined
    })
    expect(undated.map(({ name }) => name)).toEqual([])
    // The one who has held a seat unused for years, and nobody else.
    expect(company.holdsSeat(idle)).toBe(false)
    expect(scenario.report.read()).toMatchObject({ revocations: 1, wrongRevocations: 0, blindRevocations: 0 })
  },
)

async function play(scenario: Scenario, person: Person, what: string): Promise<void> {
  const { site, company } = scenario
  const { accountId } = company.accountOf(person)
  for (const one of what.split('-then-')) {
    if (one === 'ask') await askUntilTold(scenario, person)
    else site.setMember(accountId, company.accessGroupId, one === 'given', 'admin')
  }
}

/** Whom the portal tells that it did not work presses again, a minute later: more often than all faults of a story strike. */
async function askUntilTold(scenario: Scenario, person: Person, tries = 30): Promise<void> {
  try {
    await askOnPortal(scenario, [person])
  } catch (error) {
    if (tries === 1) throw error
    await scenario.runFor('1m')
    await askUntilTold(scenario, person, tries - 1)
  }
}
