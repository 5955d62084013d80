import type { Person } from '../../core/people'
import { attributesOf, compileScope, isInScope } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { MatchingAddress } from '../../core/settings/scope'
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

/** A few people as they are right now; who is not there is missing from the map. */
export async function lookUpPeople(
  directory: Pick<Ports['directory'], 'lookUp'>,
  objectIds: readonly string[],
  settings: Settings,
): Promise<ReadonlyMap<string, Person>> {
  const people = await directory.lookUp(objectIds, attributesOf(settings))
  return new Map([...people].map(([objectId, person]) => [objectId, withAddress(person, settings.scope.address)]))
}

/** Who of these people is in scope, as the directory says now. @returns object ids */
export async function readInScope(
  directory: Pick<Ports['directory'], 'readMemberships'>,
  people: readonly Person[],
  settings: Settings,
): Promise<ReadonlySet<string>> {
  const scope = compileScope(settings)
  const objectIds = people.filter((person) => isInScope(person, null, scope)).map((person) => person.objectId)
  if (settings.requiredGroupIds.length === 0 || objectIds.length === 0) return new Set(objectIds)
  const memberships = await directory.readMemberships(objectIds, settings.requiredGroupIds)
  return new Set(objectIds.filter((objectId) => (memberships.get(objectId)?.length ?? 0) > 0))
}

/** Scope of one person, read from the directory now. */
export async function isStillInScope(
  ports: Pick<Ports, 'directory'>,
  person: Person,
  settings: Settings,
): Promise<boolean> {
  // Who was looked up without the attributes that the patterns need is looked up with them.
  const isWhole = attributesOf(settings).every((attribute) => person.attributes?.[attribute] !== undefined)
  const whole = isWhole
    ? person
    : (await lookUpPeople(ports.directory, [person.objectId], settings)).get(person.objectId)
  return whole !== undefined && (await readInScope(ports.directory, [whole], settings)).has(whole.objectId)
}

/** The directory gives mail, else user principal name; the setting may ask for one of them only. */
function withAddress(person: Person, address: MatchingAddress): Person {
  if (address === 'mail-else-upn') return person
  return { ...person, email: (address === 'mail' ? person.mail : person.upn) ?? '' }
}
