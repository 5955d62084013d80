/**
 * Joining, leaving, coming back, starting and stopping to use Jira. Each person's fate comes from a stream of their own
 * and all times are drawn without looking at the length of the run, so a longer run begins like a shorter one.
 */
import type { Timer } from '../clock'
import type { Random } from '../random'
import { DAY_MS, dayOf, HOUR_MS, toWorkingTime, YEAR_MS } from './calendar'
import type { CompanyParameters } from './parameters'
import {
  activeShare,
  COMES_BACK,
  DELETED_AT_ONCE,
  QUIET_END_HOURS,
  RETURNS_PER_YEAR,
  startsPerYear,
  STOPS_USING_PER_YEAR,
  TURNOVER_PER_YEAR,
} from './parameters'
import type { Person } from './person'
import type { WorkingLife } from './working-life'
import type { World } from './world'

export interface Turnover {
  /** Draws what becomes of a person who is employed now. */
  employ(person: Person): void
  /** Somebody who was disabled before day 0 may come back. */
  awaitReturn(person: Person): void
  /** New people arrive; `join` adds one of them. */
  beginJoining(join: () => Person): void
}

export function createTurnover(world: World, life: WorkingLife, company: CompanyParameters): Turnover {
  const { clock, tenant, identities } = world
  const end = company.endsAt ?? Infinity
  const quietFrom = end - QUIET_END_HOURS * HOUR_MS

  function employ(person: Person): void {
    const fate = fateOf(person)
    before(quietFrom, toWorkingTime(clock.now() + waitingTime(fate, TURNOVER_PER_YEAR)), () => leave(person))
    awaitChangeOfHabit(person)
  }

  function leave(person: Person): void {
    const fate = fateOf(person)
    life.rest(person)
    forgetHabit(person)
    if (fate.chance(DELETED_AT_ONCE)) return tenant.deleteUser(person.userId)
    tenant.updateUser(person.userId, { accountEnabled: false })
    if (fate.chance(COMES_BACK)) before(quietFrom, later(fate.int(10, 90)), () => comeBack(person))
    else before(quietFrom, later(30), () => tenant.deleteUser(person.userId))
  }

  function comeBack(person: Person): void {
    tenant.updateUser(person.userId, { accountEnabled: true })
    if (person.usesJira) life.needJira(person, dayOf(clock.now()) + 1)
    employ(person)
  }

  function awaitReturn(person: Person): void {
    const fate = fateOf(person)
    const returnsAt = toWorkingTime(clock.now() + waitingTime(fate, RETURNS_PER_YEAR))
    person.usesJira = fate.chance(activeShare(company))
    before(quietFrom, returnsAt, () => comeBack(person))
  }

  function awaitChangeOfHabit(person: Person): void {
    forgetHabit(person)
    const rate = person.usesJira ? STOPS_USING_PER_YEAR : startsPerYear(company)
    person.habit = before(end, clock.now() + waitingTime(fateOf(person), rate), () => {
      person.habit = null
      if (!identities.isEmployed(person.userId)) return
      person.usesJira = !person.usesJira
      if (person.usesJira) life.needJira(person, dayOf(clock.now()) + 1)
      else life.rest(person)
      awaitChangeOfHabit(person)
    })
  }

  function beginJoining(join: () => Person): void {
    const arrivals = world.random.fork('arrivals')
    let due = clock.now()
    const next = (): void => {
      due += waitingTime(arrivals, TURNOVER_PER_YEAR * company.enabled)
      before(quietFrom, toWorkingTime(due), () => {
        welcome(join())
        next()
      })
    }
    next()
  }

  /** Users are made some days before the first working day, so nobody needs Jira on the day they appear in Entra. */
  function welcome(person: Person): void {
    const fate = fateOf(person)
    person.usesJira = fate.chance(activeShare(company))
    if (person.usesJira) life.needJira(person, dayOf(clock.now()) + fate.int(1, 5))
    employ(person)
  }

  function later(days: number): number {
    return toWorkingTime(clock.now() + days * DAY_MS)
  }

  /** A fresh stream for one turn: forty thousand streams kept alive would weigh more than the people. */
  function fateOf(person: Person): Random {
    person.turns += 1
    return world.random.fork(`person/${person.position}/fate/${person.turns}`)
  }

  function forgetHabit(person: Person): void {
    if (person.habit !== null) clock.cancel(person.habit)
    person.habit = null
  }

  function before(limit: number, time: number, action: () => void): Timer | null {
    return time < limit ? clock.at(time, action) : null
  }

  return { employ, awaitReturn, beginJoining }
}

/** ms until the next of events that come independently at `perYear`. */
function waitingTime(random: Random, perYear: number): number {
  return perYear <= 0 ? Infinity : (-Math.log(1 - random.next()) / perYear) * YEAR_MS
}
