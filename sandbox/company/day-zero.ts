/**
 * The company on day 0: who is in Entra, who holds a seat since when, and who used it last when.
 * Roles are dealt to shuffled positions, because no listing of a real company begins with its active people.
 */
import { DAY_MS, dayOf, randomWorkingTime, workingDayUntil } from './calendar'
import type { CompanyParameters } from './parameters'
import { countHolders } from './parameters'
import type { Person, PersonOptions } from './person'
import type { World } from './world'

type Role = 'active-holder' | 'idle-holder' | 'active' | 'idle' | 'disabled'

const MAX_IDLE_DAYS = 400
const WITHOUT_MAILBOX = 0.005
/** External partners, beside the people of the company. */
const GUESTS_PER_PERSON = 0.001

export interface DayZero {
  readonly employed: readonly Person[]
  readonly disabled: readonly Person[]
}

export function populate(world: World, company: CompanyParameters, add: (options: PersonOptions) => Person): DayZero {
  const employed: Person[] = []
  const disabled: Person[] = []
  const chance = world.random.fork('day-zero')

  for (const [index, role] of dealRoles(world, company).entries()) {
    const person = add({
      ...describe(world, role),
      employeeId: String(100_000 + index),
      createdAt: world.clock.now() - chance.int(500, 3_000) * DAY_MS,
      withoutMailbox: chance.chance(WITHOUT_MAILBOX),
    })
    if (role === 'disabled') disabled.push(person)
    else employed.push(person)
  }
  for (let guest = 0; guest < Math.round(company.people * GUESTS_PER_PERSON); guest += 1) add({ guest: true })
  return { employed, disabled }

  function describe({ clock }: World, role: Role): PersonOptions {
    const today = dayOf(clock.now())
    if (role === 'disabled') return { enabled: false }
    if (role === 'active' || role === 'idle') return { usesJira: role === 'active' }
    const idleDays = role === 'active-holder' ? 0 : chance.int(0, MAX_IDLE_DAYS)
    const lastActiveAt = randomWorkingTime(workingDayUntil(today - 1 - idleDays), chance)
    const addedAt = lastActiveAt - chance.int(1, 1_000) * DAY_MS
    return { usesJira: role === 'active-holder', seat: true, addedAt, lastActiveAt }
  }
}

function dealRoles({ random }: World, company: CompanyParameters): Role[] {
  const holders = Math.min(countHolders(company), company.enabled)
  const activeHolders = Math.min(company.active, holders)
  // People who are active come before idle holders when there are fewer enabled people than the two together.
  const activeOthers = company.active - activeHolders
  const idleHolders = Math.min(holders - activeHolders, company.enabled - company.active)
  const idle = company.enabled - activeHolders - activeOthers - idleHolders

  const roles: Role[] = []
  const deal = (role: Role, count: number): void => {
    for (let dealt = 0; dealt < count; dealt += 1) roles.push(role)
  }
  deal('active-holder', activeHolders)
  deal('idle-holder', idleHolders)
  deal('active', activeOthers)
  deal('idle', idle)
  deal('disabled', company.people - company.enabled)

  const shuffle = random.fork('roles')
  for (let last = roles.length - 1; last > 0; last -= 1) {
    const other = shuffle.int(0, last)
    ;[roles[last], roles[other]] = [roles[other]!, roles[last]!]
  }
  return roles
}
