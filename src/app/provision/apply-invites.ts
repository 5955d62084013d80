import { codeOf } from '../../core/errors'
import type { Outcome } from '../../core/journal'
import type { Person } from '../../core/people'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { inChunks, mapConcurrent } from '../map-concurrent'
import { keys } from '../state/keys'

/** An invitation that has come to nothing for so long is repeated by the next full run. */
const REMEMBERED_DAYS = 3
const REMEMBERED_SECONDS = (REMEMBERED_DAYS * DAY_MS) / 1_000

/** Said with the person's object id: which address it is, the directory knows. */
const ADDRESS_REFUSED =
  'not invited: expected an address that Atlassian takes, got a refusal of it; correct it in the directory, the next full run tries again'

type InvitationOutcome = Extract<Outcome, 'invited' | 'address-refused' | 'failed'>

/** What is kept of an invitation, by the person's object id. */
interface Invitation {
  readonly at: string
}

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
  const waiting = await readInvited(ports, people)
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

/** Who was invited of late. What is past its time may still be read for a while: the date decides. */
async function readInvited({ store, clock }: Ports, people: readonly Person[]): Promise<ReadonlySet<string>> {
  const ids = people.map(({ objectId }) => objectId)
  const known = await store.getMany<Invitation>(ids.map(keys.invited))
  const since = clock.now().getTime() - REMEMBERED_DAYS * DAY_MS
  return new Set(ids.filter((id) => Date.parse(known.get(keys.invited(id))?.at ?? '') > since))
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
  const invitation: Invitation = { at: clock.now().toISOString() }
  await mapConcurrent(people, ({ objectId }) => store.set(keys.invited(objectId), invitation, REMEMBERED_SECONDS))
  const forget = (refused: readonly Person[]): Promise<void> =>
    store.deleteMany(refused.map(({ objectId }) => keys.invited(objectId)))
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
    if (codeOf(error) !== 'bad-response') throw error
    ports.log.warn('people not invited', { count: people.length, because: codeOf(error) })
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
