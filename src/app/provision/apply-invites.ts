import { codeOf, personalCodeOf } from '../../core/errors'
import type { Outcome } from '../../core/journal'
import type { Person } from '../../core/people'
import type { Ports } from '../../ports'
import { inChunks } from '../../core/chunks'
import { forgetInvited, noteInvited, readInvited } from '../state/marks'

/** Said with the person's object id: which address it is, the directory knows. */
const ADDRESS_REFUSED =
  'not invited: expected an address that Atlassian takes, got a refusal of it; correct it in the directory, the next full run tries again'

type InvitationOutcome = Extract<Outcome, 'invited' | 'address-refused' | 'failed'>

/**
 * Experimental: has the organization invite people, many a call. Whose account it is, is not known then: the full run
 * that first sees it links it by e-mail.
 *
 * An invitation is noted before it is sent. A worker that dies in between leaves somebody waiting for some days, and
 * nobody is invited twice.
 * @returns what became of each, by object id
 */
export async function invitePeople(ports: Ports, people: readonly Person[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map(people.map(({ objectId }): [string, Outcome] => [objectId, 'skipped']))
  const waiting = await readInvited(ports.store, people.map(idOf), ports.clock.now())
  const owned = await readOwned(ports, people)
  const toInvite = new Map<string /* e-mail */, Person>()
  for (const person of people) {
    // Two people with one address are nobody's to decide between: the first is invited, the full run reports both.
    if (person.email === '' || owned.has(person.email) || toInvite.has(person.email)) continue
    if (waiting.has(person.objectId)) outcomes.set(person.objectId, 'invited')
    else toInvite.set(person.email, person)
  }
  for (const some of inChunks([...toInvite.values()], ports.inviter.perCall)) {
    for (const [objectId, outcome] of await inviteSome(ports, some)) outcomes.set(objectId, outcome)
  }
  return outcomes
}

/** Addresses that an account has by now: the next full run decides whose it is. */
async function readOwned({ accounts }: Ports, people: readonly Person[]): Promise<ReadonlySet<string>> {
  const emails = people.flatMap(({ email }) => (email === '' ? [] : [email]))
  return new Set((await accounts.findByEmail(emails)).map(({ email }) => email))
}

/**
 * Invites so many in one call. Where Atlassian refuses the list, one address in it may be why: it is asked for in halves,
 * so that only that person stays without an invitation. A call for one of 25 becomes eleven, and 49 where all are wrong.
 * @returns by object id
 */
async function inviteSome(ports: Ports, people: readonly Person[]): Promise<ReadonlyMap<string, InvitationOutcome>> {
  const { store, clock, inviter } = ports
  await noteInvited(store, people.map(idOf), clock.now())
  const forget = (refused: readonly Person[]): Promise<void> => forgetInvited(store, refused.map(idOf))
  try {
    const answers = await inviter.invite(people.map(({ email }) => email))
    const refused = people.filter(({ email }) => answers?.get(email) !== 'invited')
    // Certainly not invited: each half is noted anew, right before it is asked for.
    if (refused.length > 0) await forget(refused)
    if (answers === null && people.length > 1) return inviteHalves(ports, people)
    for (const { objectId } of refused) ports.log.warn(ADDRESS_REFUSED, { objectId, because: 'address-refused' })
    return toOutcomes(people, ({ email }) => (answers?.get(email) === 'invited' ? 'invited' : 'address-refused'))
  } catch (error) {
    // Without an answer nobody knows whether it was done: they stay noted, so that it is not done again.
    if (codeOf(error) === 'unavailable') throw error
    await forget(people)
    const because = personalCodeOf(error)
    if (because === null || because === 'permission-missing' || because === 'throttled') throw error
    ports.log.warn('people not invited', { count: people.length, because })
    return toOutcomes(people, () => 'failed')
  }
}

async function inviteHalves(ports: Ports, people: readonly Person[]): Promise<ReadonlyMap<string, InvitationOutcome>> {
  const middle = Math.ceil(people.length / 2)
  const first = await inviteSome(ports, people.slice(0, middle))
  return new Map([...first, ...(await inviteSome(ports, people.slice(middle)))])
}

function toOutcomes(
  people: readonly Person[],
  judge: (person: Person) => InvitationOutcome,
): ReadonlyMap<string, InvitationOutcome> {
  return new Map(people.map((person) => [person.objectId, judge(person)]))
}

function idOf({ objectId }: Person): string {
  return objectId
}
