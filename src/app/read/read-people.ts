import { AppError } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import { isOdd } from '../../core/odd-rows'
import type { Person } from '../../core/people'
import { attributesOf, compileScope, isInScope } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { MatchingAddress } from '../../core/settings/scope'
import type { LookedUp } from '../../core/look-ups'
import type { Ports } from '../../ports'

/** Everybody, page by page, as the settings look at them. */
export async function* readEverybody(
  directory: Pick<Ports['directory'], 'readPeople'>,
  settings: Settings,
): AsyncIterable<readonly Person[]> {
  for await (const page of directory.readPeople(attributesOf(settings))) {
    yield page.map((person) => withAddress(person, settings.scope.address))
  }
}

/** A few people as they are right now. */
export async function lookUpPeople(
  directory: Pick<Ports['directory'], 'lookUp'>,
  objectIds: readonly string[],
  settings: Settings,
): Promise<LookedUp<Person>> {
  const { found, failed, ...waits } = await directory.lookUp(objectIds, attributesOf(settings))
  const whole = [...found].filter(([, person]) => !isOdd(person))
  const people = whole.map(([id, person]) => [id, withAddress(person, settings.scope.address)] as const)
  // Of whom not everything is told, nobody knows whether they are in scope.
  const odd = [...found.keys()].filter((id) => isOdd(found.get(id)!)).map((id) => [id, 'bad-response'] as const)
  return { found: new Map(people), failed: new Map([...failed, ...odd]), ...waits }
}

/** A few people as they are right now, and who of them is in scope. */
export interface ScopeRead {
  /** By object id; who is neither here nor failed is not there. */
  readonly people: ReadonlyMap<string, Person>
  readonly inScope: ReadonlySet<string>
  /** Of whom the person, or the membership of required groups, could not be read: nobody knows whether they are in scope. */
  readonly failed: ReadonlyMap<string, PersonalCode>
}

export async function readScopeOf(
  directory: Pick<Ports['directory'], 'lookUp' | 'readMemberships'>,
  objectIds: readonly string[],
  settings: Settings,
): Promise<ScopeRead> {
  const { found: people, failed } = await lookUpPeople(directory, objectIds, settings)
  const scope = await readInScope(directory, [...people.values()], settings)
  return { people, inScope: scope.inScope, failed: new Map([...failed, ...scope.failed]) }
}

/** Who of these people is in scope, as the directory says now. */
export async function readInScope(
  directory: Pick<Ports['directory'], 'readMemberships'>,
  people: readonly Person[],
  settings: Settings,
): Promise<Pick<ScopeRead, 'inScope' | 'failed'>> {
  const scope = compileScope(settings)
  const objectIds = people.filter((person) => isInScope(person, null, scope)).map((person) => person.objectId)
  if (settings.requiredGroupIds.length === 0 || objectIds.length === 0)
    return { inScope: new Set(objectIds), failed: new Map() }
  const { found, failed } = await directory.readMemberships(objectIds, settings.requiredGroupIds)
  return { inScope: new Set(objectIds.filter((objectId) => (found.get(objectId)?.length ?? 0) > 0)), failed }
}

/** Scope of one person, read from the directory now. */
export async function isStillInScope(
  ports: Pick<Ports, 'directory'>,
  { objectId }: Person,
  settings: Settings,
): Promise<boolean> {
  const { inScope, failed } = await readScopeOf(ports.directory, [objectId], settings)
  wholeOf({ found: new Map(), failed })
  return inScope.has(objectId)
}

/** @throws AppError `incomplete-read` for those who cannot leave anybody out */
export function wholeOf<T>({ found, failed }: LookedUp<T>): ReadonlyMap<string, T> {
  const [because] = failed.values()
  if (because === undefined) return found
  throw new AppError(
    'incomplete-read',
    `Expected the directory to tell of everybody who was asked for, got "${because}" for ${failed.size}. Please try again later.`,
  )
}

/** The directory gives mail, else user principal name; the setting may ask for one of them only. */
function withAddress(person: Person, address: MatchingAddress): Person {
  if (address === 'mail-else-upn') return person
  return { ...person, email: (address === 'mail' ? person.mail : person.upn) ?? '' }
}
