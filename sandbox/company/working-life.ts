/**
 * The working days of people who use Jira: holders cause exactly one product event on each, the others try to sign in.
 * Everybody has one timer, for the next time they need Jira.
 */
import type { Random } from '../random'
import { dayOf, HOUR_MS, isWorkingTime, MINUTE_MS, randomWorkingTime, workingDayFrom } from './calendar'
import { HOLDER_SIGNS_IN } from './parameters'
import type { Visit } from './parameters'
import type { Person } from './person'
import { makeIssueEvent } from './product-events'
import type { World } from './world'
import { PRODUCT_KEY } from './world'

export interface WorkingLife {
  /** They need Jira at a random working time, on `day` (days since 1970) or the next working day. */
  needJira(person: Person, day: number): void
  /** They no longer need it, for now. */
  rest(person: Person): void
  holdsSeat(person: Person): boolean
  /** Uses Jira now; true when they hold a seat and therefore could. */
  useJira(person: Person): boolean
  /** Opens Jira; an interactive visit is a sign-in to the Atlassian application: see the guess `sign-in-without-seat`. */
  visit(person: Person, how: Visit): void
}

export function createWorkingLife(world: World, personOf: (userId: string) => Person | undefined): WorkingLife {
  const { clock, site, tenant, identities, answers } = world

  function needJira(person: Person, day: number): void {
    rest(person)
    const random = chanceOf(person)
    let time = randomWorkingTime(workingDayFrom(day), random)
    if (time < clock.now()) time = randomWorkingTime(workingDayFrom(day + 1), random)
    person.need = clock.at(time, () => {
      person.need = null
      if (!person.usesJira || !identities.isEmployed(person.userId)) return
      if (!useJira(person)) visit(person, chooseVisit(random))
      else if (random.chance(HOLDER_SIGNS_IN)) visit(person, 'interactive')
      needJira(person, dayOf(clock.now()) + 1)
    })
  }

  function rest(person: Person): void {
    if (person.need !== null) clock.cancel(person.need)
    person.need = null
  }

  function holdsSeat(person: Person): boolean {
    const account = identities.accountOf(person.userId)
    return account !== undefined && site.holdsSeat(account.accountId, PRODUCT_KEY)
  }

  function useJira(person: Person): boolean {
    const account = identities.accountOf(person.userId)
    if (account === undefined || !site.holdsSeat(account.accountId, PRODUCT_KEY)) return false
    const now = clock.now()
    if (person.lastUsedDay === dayOf(now)) return true
    person.lastUsedDay = dayOf(now)
    site.recordActivity(account.accountId)
    world.emit(makeIssueEvent(account, now, chanceOf(person)))
    return true
  }

  function chooseVisit(random: Random): Visit {
    const shares = Object.entries(world.visits ?? {}) as [Visit, number][]
    if (shares.length === 0) return 'interactive'
    let roll = random.next()
    return shares.find(([, share]) => (roll -= share) < 0)?.[0] ?? 'interactive'
  }

  function visit(person: Person, how: Visit): void {
    if (!identities.isEmployed(person.userId)) return
    world.onVisit?.(person.userId)
    const account = identities.accountOf(person.userId)
    const isShown = answers['visit-without-seat'] === 'shown' && account?.status === 'active'
    if (isShown && !holdsSeat(person)) site.recordActivity(account.accountId)
    if (how !== 'interactive') return
    if (answers['sign-in-without-seat'] === 'none' && !holdsSeat(person)) return
    tenant.recordSignIn(person.userId)
    if (account?.status === 'active') site.recordLogin(account.accountId)
  }

  function chanceOf(person: Person): Random {
    return (person.days ??= world.random.fork(`person/${person.position}/days`))
  }

  /** Who has waited for a seat uses it within the hour; outside working time it waits for the next working day. */
  site.onChange((change) => {
    if (change.kind !== 'seat' || !change.held || change.productKey !== PRODUCT_KEY) return
    const person = personOf(identities.userIdOf(change.accountId) ?? '')
    if (person === undefined || !person.usesJira || !isWorkingTime(clock.now())) return
    clock.after(chanceOf(person).int(MINUTE_MS, HOUR_MS), () => {
      if (person.usesJira && identities.isEmployed(person.userId)) useJira(person)
    })
  })

  return { needJira, rest, holdsSeat, useJira, visit }
}
