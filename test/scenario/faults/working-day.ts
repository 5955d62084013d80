/** A working day of a small company with some hours of trouble in it, and something to do for each job meanwhile. */
import { DAY_MS, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import type { Person } from '../../../sandbox/company/person'

const HOLDERS = 40
const SEATS = 60
/** A Tuesday: Monday's activity is published, so a sweep may act. */
const STARTS_AT = Date.parse('2026-01-06T10:00:00Z')
/** Before, during and after the trouble, which lasts from 11:00 to 13:30. */
const SCHEDULES = { provision: '30 10,12,14 * * *', sweep: '45 12,14 * * *' }
export const TROUBLE = 'for 150m'

export interface WorkingDay {
  readonly scenario: Scenario
  /** Ask for a seat while the trouble lasts. */
  readonly askers: readonly Person[]
  /** Joins while it lasts. */
  readonly joiner: Person
  /** A holder who leaves while it lasts. */
  readonly leaver: Person
  /** Have not used Jira for 200 days. */
  readonly idle: readonly Person[]
}

/** Lives until the trouble is over. @param faults armed at 11:00, without the time for which they last */
export async function liveThrough(...faults: string[]): Promise<WorkingDay> {
  const scenario = await startScenario({
    startsAt: STARTS_AT,
    seats: SEATS,
    seed: faults.join(),
    settings: { schedules: SCHEDULES },
  })
  const { company, startsAt } = scenario
  const addHolder = (name: string, idleDays: number): Person =>
    company.person(name, { seat: true, addedAt: startsAt - 900 * DAY_MS, lastActiveAt: startsAt - idleDays * DAY_MS })
  for (let index = 0; index < HOLDERS; index += 1) addHolder(`Holder ${index}`, 1)
  const idle = [addHolder('Idle One', 200), addHolder('Idle Two', 300)]
  const askers = ['Ada', 'Ben', 'Cleo'].map((name) => company.person(name))
  await scenario.runFor('1h')

  for (const fault of faults) scenario.faults.add(`${fault} ${TROUBLE}`)
  await scenario.runFor('5m')
  for (const asker of askers) company.signIn(asker)
  for (const holder of company.people.slice(10, 20)) company.useJira(holder)
  await scenario.runFor('25m')
  const leaver = company.people[0]!
  company.disable(leaver)
  const joiner = company.person('Joiner')
  await scenario.runFor('2h')
  return { scenario, askers, joiner, leaver, idle }
}

/** The rules of design.md §3 that hold at every moment, also in the middle of the trouble. */
export function expectRulesKept({ report, site }: Scenario): void {
  const { grantsBelowReserve, lostRaces, wrongRevocations, blindRevocations, grantsByProvisioning } = report.read()
  expect({ grantsBelowReserve, wrongRevocations, blindRevocations, grantsByProvisioning }).toEqual({
    ...{ grantsBelowReserve: lostRaces, wrongRevocations: 0, blindRevocations: 0, grantsByProvisioning: 0 },
  })
  const emails = [...site.accounts.values()].map(({ email }) => email)
  expect(new Set(emails).size).toBe(emails.length)
}

/** After the longest wait of somebody's own (three hours), held plans approved, all that was asked for is done, and nothing else. */
export async function expectNobodyLost({ scenario, askers, joiner, leaver, idle }: WorkingDay): Promise<void> {
  const { company, administrator } = scenario
  await scenario.runFor('3h')
  await scenario.complete(administrator.approveHeldPlans())
  await scenario.runFor('30m')
  const state = {
    askersWithSeat: askers.filter(company.holdsSeat).length,
    joinerHasAccount: company.accountOf(joiner).status === 'active',
    leaverIsOut: company.accountOf(leaver).status !== 'active' && !company.holdsSeat(leaver),
    idleWithSeat: idle.filter(company.holdsSeat).length,
    holders: company.people.slice(1, HOLDERS).filter(company.holdsSeat).length,
  }
  expect(state).toEqual({
    ...{ askersWithSeat: 3, joinerHasAccount: true, leaverIsOut: true, idleWithSeat: 0, holders: HOLDERS - 1 },
  })
  expectRulesKept(scenario)
}
