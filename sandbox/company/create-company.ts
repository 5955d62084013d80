/** The simulated company: people who join, work, sign in and leave, in virtual time. */
import type { Account } from '../atlassian/site'
import { dayOf } from './calendar'
import { populate } from './day-zero'
import type { CompanyParameters, Visit } from './parameters'
import type { Person, PersonOptions } from './person'
import { addPerson } from './person'
import { announceUsers } from './product-events'
import { createTurnover } from './turnover'
import { createWorkingLife } from './working-life'
import type { Furniture, World } from './world'
import { PRODUCT_KEY } from './world'

export interface Company {
  readonly people: readonly Person[]
  /** Whose seats are scarce. */
  readonly productKey: string
  readonly accessGroupId: string
  readonly staffGroupId: string
  readonly projectGroupId: string
  /** Adds a person by hand, e.g. `person('Ada', { seat: true, lastActiveAt })`; with `usesJira` they begin to work. */
  person(name: string, options?: PersonOptions): Person
  /** What is done to accounts meanwhile has been so for long: Jira told nobody about it, or long before the app was there. */
  furnish<T>(work: () => T): T
  /** @throws Error without an Atlassian account */
  accountOf(person: Person): Account
  personOf(accountId: string): Person | undefined
  holdsSeat(person: Person): boolean
  /** Enabled and not deleted in Entra. */
  isEmployed(person: Person): boolean
  /** One use of Jira now; true when they hold a seat and therefore could. At most one a day counts. */
  useJira(person: Person): boolean
  signIn(person: Person): void
  /** Opens Jira in another way than by signing in, which no log shows. */
  visit(person: Person, how: Visit): void
  /** From now on they need Jira on working days / no longer do. */
  startUsing(person: Person): void
  stopUsing(person: Person): void
  disable(person: Person): void
  enable(person: Person): void
  remove(person: Person): void
  /** Lets time have its way: turnover, habits and, from now on, product events about accounts. */
  begin(): void
}

/** @param parameters null = an empty company, which a test fills by hand and in which only its people live */
export function createCompany(world: World, furniture: Furniture, parameters: CompanyParameters | null): Company {
  const { clock, tenant, identities } = world
  const people: Person[] = []
  const byUserId = new Map<string, Person>()
  let isFurnishing = false
  const life = createWorkingLife(world, (userId) => byUserId.get(userId))

  function furnish<T>(work: () => T): T {
    const before = isFurnishing
    isFurnishing = true
    try {
      return work()
    } finally {
      isFurnishing = before
    }
  }

  function add(name: string | null, options: PersonOptions): Person {
    const person = furnish(() => addPerson(world, furniture, people.length, name, options))
    people.push(person)
    byUserId.set(person.userId, person)
    if (person.usesJira) life.needJira(person, dayOf(clock.now()))
    return person
  }

  const dayZero = parameters === null ? null : populate(world, parameters, (options) => add(null, options))

  function begin(): void {
    announceUsers(world, () => isFurnishing)
    if (parameters === null || dayZero === null) return
    const turnover = createTurnover(world, life, parameters)
    for (const person of dayZero.employed) turnover.employ(person)
    for (const person of dayZero.disabled) turnover.awaitReturn(person)
    turnover.beginJoining(() => add(null, {}))
  }

  return {
    furnish,
    people,
    productKey: PRODUCT_KEY,
    ...furniture,
    person: (name, options = {}) => add(name, options),
    accountOf: (person) => {
      const account = identities.accountOf(person.userId)
      if (account === undefined) throw new Error(`Expected ${person.name} to have an Atlassian account.`)
      return account
    },
    personOf: (accountId) => byUserId.get(identities.userIdOf(accountId) ?? ''),
    holdsSeat: life.holdsSeat,
    isEmployed: (person) => identities.isEmployed(person.userId),
    useJira: life.useJira,
    signIn: (person) => life.visit(person, 'interactive'),
    visit: life.visit,
    startUsing: (person) => {
      person.usesJira = true
      life.needJira(person, dayOf(clock.now()))
    },
    stopUsing: (person) => {
      person.usesJira = false
      life.rest(person)
    },
    disable: (person) => {
      life.rest(person)
      tenant.updateUser(person.userId, { accountEnabled: false })
    },
    enable: (person) => {
      tenant.updateUser(person.userId, { accountEnabled: true })
      if (person.usesJira) life.needJira(person, dayOf(clock.now()) + 1)
    },
    remove: (person) => {
      life.rest(person)
      tenant.deleteUser(person.userId)
    },
    begin,
  }
}
