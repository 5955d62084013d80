/** One simulated person, and the few things the sandbox remembers of them: never a history that grows. */
import type { Timer } from '../clock'
import type { Random } from '../random'
import { nameLike, nameOf } from './names'
import type { Furniture, World } from './world'
import { dayOf } from './calendar'
import { emailOf } from '../identities'
import { makeUuid } from '../uuid'

export interface Person {
  /** Order of joining, from 0; names the person's streams of chance. */
  readonly position: number
  readonly name: string
  readonly userId: string
  /** Needs Jira on working days, and tries to get in without a seat. */
  usesJira: boolean
  /** Day of the last use (days since 1970), -1 before the first: one product event a day is enough. */
  lastUsedDay: number
  /** When they next need Jira. */
  need: Timer | null
  /** When they begin or cease to need Jira. */
  habit: Timer | null
  /** Chance of the daily life, made when first needed. */
  days: Random | null
  /** How often fate has been asked about joining, leaving, starting and stopping; each time has a stream of its own. */
  turns: number
}

export interface PersonOptions {
  /** Of the Entra user; true unless told. */
  readonly enabled?: boolean
  readonly guest?: boolean
  /** Epoch ms; now unless told. */
  readonly createdAt?: number
  readonly withoutMailbox?: boolean
  /** Number of the employee (Okta: `employeeNumber`); none unless told. */
  readonly employeeId?: string | null
  /** Of the object on premises; none unless told. */
  readonly onPremisesImmutableId?: string | null
  /** Needs Jira on working days from now on; false unless told. */
  readonly usesJira?: boolean
  /** Has an Atlassian account; implied by `elsewhere`, `seat`, `addedAt` and `lastActiveAt`. */
  readonly account?: boolean
  /** Is a member of the access group. */
  readonly seat?: boolean
  /**
   * The account is no member of the site's directory: it is managed and in none, or in another one. Such an account is none
   * of the SCIM directory's.
   */
  readonly elsewhere?: 'managed' | 'other-directory'
  /** The account came through the directory that the app writes to (SCIM); true unless told. */
  readonly synchronised?: boolean
  /** Since when the account exists, epoch ms. */
  readonly addedAt?: number
  /** Since when the seat is held, epoch ms; `addedAt` unless told. */
  readonly grantedAt?: number
  /** Last use of Jira, epoch ms; null = never. */
  readonly lastActiveAt?: number | null
}

/** Adds a person to Entra and, where asked for, to Atlassian with some history. */
export function addPerson(
  world: World,
  furniture: Furniture,
  position: number,
  name: string | null,
  options: PersonOptions,
): Person {
  const { displayName, givenName, surname, userPrincipalName } =
    name === null ? nameOf(position) : nameLike(name, position)
  const user = world.tenant.addUser({
    displayName,
    givenName,
    surname,
    userPrincipalName,
    mail: options.withoutMailbox === true ? null : userPrincipalName,
    accountEnabled: options.enabled ?? true,
    userType: options.guest === true ? 'Guest' : 'Member',
    createdAt: options.createdAt ?? world.clock.now(),
    employeeId: options.employeeId ?? null,
    onPremisesImmutableId: options.onPremisesImmutableId ?? null,
  })
  const person: Person = {
    position,
    name: displayName,
    userId: user.id,
    usesJira: options.usesJira ?? false,
    lastUsedDay: -1,
    need: null,
    habit: null,
    days: null,
    turns: 0,
  }
  if (hasAccount(options)) addAccount(world, furniture, person, emailOf(user), options)
  return person
}

function hasAccount(options: PersonOptions): boolean {
  const { account, seat, elsewhere, addedAt, lastActiveAt } = options
  return account ?? (seat === true || elsewhere != null || addedAt != null || lastActiveAt != null)
}

function addAccount(world: World, furniture: Furniture, person: Person, email: string, options: PersonOptions): void {
  const { site } = world
  const lastActiveAt = options.lastActiveAt ?? null
  const addedAt = options.addedAt ?? Math.min(world.clock.now(), lastActiveAt ?? Infinity)
  const { elsewhere } = options
  const synchronised = elsewhere === undefined && (options.synchronised ?? true)
  const { accountId } = site.addAccount({
    email,
    displayName: person.name,
    addedAt,
    externalId: synchronised ? person.userId : null,
    scimId: synchronised ? makeUuid(world.random.fork(`scim/${person.position}`)) : null,
    lastActiveAt,
    ...(elsewhere === undefined ? {} : { directoryIds: elsewhere === 'managed' ? [] : [site.otherDirectoryId] }),
    by: 'directory',
  })
  if (lastActiveAt !== null) person.lastUsedDay = dayOf(lastActiveAt)
  if (options.seat !== true) return
  site.setMember(accountId, furniture.accessGroupId, true, 'admin')
  world.onSeatHistory(accountId, options.grantedAt ?? addedAt)
}
