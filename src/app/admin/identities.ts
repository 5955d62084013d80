import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { parseInput } from '../../core/input'
import { isOdd } from '../../core/odd-rows'
import type { Link, Person } from '../../core/people'
import { proofDigest } from '../../core/proofs'
import { passOn } from '../../core/provision'
import { PROVISION } from '../../core/settings/row'
import type { Ports } from '../../ports'
import { findPerson, personQuestion } from '../read/find-person'
import { lookUpPeople, readScopeOf, wholeOf } from '../read/read-people'
import { readDigestKey } from '../state/digest-key'
import { decideIdentity, listIdentities, takeBackIdentity } from '../state/identity-doubts'
import type { Decision, KnownIdentity } from '../state/identity-doubts'
import { forgetLeftAccess } from '../state/left-behind'
import { readExchanges } from '../state/last-good'
import { noteMaker } from '../state/makers'
import { forgetLinks, moveLink, readLinks, readPeopleOfAccounts } from '../state/link-store'
import { readSettings } from '../state/settings'

/** Rows of one answer, with names and addresses: at most some 25 KB, however many are in doubt. */
const ROWS = 25

const id = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const pageSchema = v.strictObject({ from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0) })
/** Two people with one address may have no account. */
const pairSchema = v.strictObject({ objectId: id, accountId: v.nullable(id) })
const decisionSchema = v.strictObject({
  ...pairSchema.entries,
  verdict: v.picklist(['same', 'another', 'alone'], 'Expected "same", "another" or "alone".'),
})
const accountSchema = v.strictObject({ accountId: id })

export type PairQuestion = v.InferInput<typeof pairSchema>
export type DecisionQuestion = v.InferInput<typeof decisionSchema>

/** As the services tell it now; names and addresses are shown and never kept. */
export interface ShownIdentity {
  readonly name: string
  readonly address: string
  /** Enabled in the directory, or usable at Atlassian. */
  readonly isActive: boolean
}

/** Somebody of whom it is not certain whose account is theirs, or of whom an administrator has said it. */
export interface DoubtRow extends KnownIdentity {
  /** null: gone, or not told. */
  readonly person: ShownIdentity | null
  readonly account: ShownIdentity | null
  readonly other: ShownIdentity | null
}

export interface DoubtPage {
  readonly total: number
  /** Of these, how many nobody has decided. */
  readonly open: number
  readonly rows: readonly DoubtRow[]
  /** Where the next page begins; null on the last one. */
  readonly next: number | null
}

/** As of `listIdentities`, with both sides as the services tell of them now. */
export async function listDoubts(ports: Ports, input: unknown): Promise<DoubtPage> {
  const { from } = parseInput(pageSchema, input ?? {})
  const all = await listIdentities(ports.store)
  const part = all.slice(from, from + ROWS)
  const settings = await readSettings(ports.store)
  const objectIds = part.flatMap(({ objectId, otherId }) => [objectId, otherId ?? []].flat())
  const { found: people } = await lookUpPeople(ports.directory, objectIds, settings)
  const accounts = await ports.accounts.lookUp(part.flatMap(({ accountId }) => accountId ?? []))
  const show = (objectId: string | null): ShownIdentity | null => {
    const one = objectId === null ? undefined : people.get(objectId)
    return one === undefined ? null : showPerson(one)
  }
  const showAccount = (accountId: string | null): ShownIdentity | null => {
    const one = accountId === null ? undefined : accounts.get(accountId)
    return one === undefined ? null : { name: one.name ?? '', address: one.email, isActive: one.isActive }
  }
  const rows = part.map((row) => ({
    ...row,
    ...{ person: show(row.objectId), account: showAccount(row.accountId), other: show(row.otherId) },
  }))
  const next = from + rows.length
  const open = all.filter(({ decision }) => decision === null).length
  return { total: all.length, open, rows, next: next < all.length ? next : null }
}

function showPerson({ displayName, email, enabled }: Person): ShownIdentity {
  return { name: displayName, address: email, isActive: enabled }
}

/** Somebody whom an account could be linked to by hand. */
export interface FoundInDirectory extends ShownIdentity {
  readonly objectId: string
  readonly hasAccount: boolean
}

/** People in the directory who have an address, a user principal name or an object id. */
export async function findInDirectory(ports: Ports, input: unknown): Promise<readonly FoundInDirectory[]> {
  const { person } = parseInput(personQuestion, input)
  const found = (await findPerson(ports, person, await readSettings(ports.store))).slice(0, ROWS)
  const links = await readLinks(
    ports.store,
    found.map(({ objectId }) => objectId),
  )
  return found.map((one) => ({ objectId: one.objectId, ...showPerson(one), hasAccount: links.has(one.objectId) }))
}

/**
 * An administrator says whether a person and an account belong together. "Same" links them at once: the account is as it
 * was, access comes back by asking. "Another" and "alone" write nothing; the next full run goes by them.
 * @throws AppError `conflict` where the person or the account has another partner, or somebody has decided already
 */
export async function sayIdentity(ports: Ports, input: unknown, by: string): Promise<PairQuestion> {
  const { objectId, accountId, verdict } = parseInput(decisionSchema, input)
  await noteMaker(ports, PROVISION, by)
  const at = ports.clock.now().toISOString()
  if (accountId === null && verdict !== 'alone') throw refusal('an account', 'none')
  if (accountId === null || verdict !== 'same') {
    await decideIdentity(ports.store, objectId, accountId, { verdict, at })
    return { objectId, accountId }
  }
  const { before, link, exchanges } = await readPartners(ports, objectId, accountId)
  await decideIdentity(ports.store, objectId, accountId, { verdict, at, ...(before === null ? {} : { before }) })
  await forgetLeftAccess(ports.store, [accountId])
  await moveLink(ports.store, before, objectId, link, exchanges)
  return { objectId, accountId }
}

/** Takes back what was said: a link that was made goes to whose it was, one that was ended is made again. */
export async function takeBackDecision(ports: Ports, input: unknown, by: string): Promise<PairQuestion> {
  const { objectId, accountId } = parseInput(pairSchema, input)
  await noteMaker(ports, PROVISION, by)
  const { store } = ports
  const decision = await takeBackIdentity(store, objectId, accountId)
  if (accountId === null) return { objectId, accountId }
  const owner = (await readPeopleOfAccounts(store, [accountId])).get(accountId) ?? null
  if (decision.verdict === 'same' && owner === objectId) await endLink(ports, objectId, accountId, decision)
  if (decision.isUnlinked === true && owner === null) {
    const { link, exchanges } = await readPartners(ports, objectId, accountId)
    await moveLink(store, null, objectId, link, exchanges)
  }
  return { objectId, accountId }
}

/** Ends the link of an account by hand. The person is not matched with it again until that is taken back. */
export async function unlinkPerson(ports: Ports, input: unknown, by: string): Promise<PairQuestion> {
  const { accountId } = parseInput(accountSchema, input)
  await noteMaker(ports, PROVISION, by)
  const objectId = (await readPeopleOfAccounts(ports.store, [accountId])).get(accountId)
  if (objectId === undefined)
    throw new AppError(
      'invalid-input',
      'Expected an account that belongs to somebody in the directory, got one of nobody.',
    )
  const at = ports.clock.now().toISOString()
  await decideIdentity(ports.store, objectId, accountId, { verdict: 'another', at, isUnlinked: true }, 'anew')
  await forgetLinks(ports.store, new Map([[accountId, objectId]]))
  return { objectId, accountId }
}

async function endLink({ store }: Ports, objectId: string, accountId: string, { before }: Decision): Promise<void> {
  if (before === undefined) return forgetLinks(store, new Map([[accountId, objectId]]))
  const exchanges = await readExchanges(store)
  const link = (await readLinks(store, [objectId])).get(objectId)!
  await moveLink(store, objectId, before, passOn(link), exchanges)
}

/** @returns whose the account was before, and the link as it would be. @throws AppError where they cannot belong together */
async function readPartners(
  ports: Ports,
  objectId: string,
  accountId: string,
): Promise<{ readonly before: string | null; readonly link: Link; readonly exchanges: number }> {
  const { store, directory } = ports
  const exchanges = await readExchanges(store)
  const settings = await readSettings(store)
  const before = (await readPeopleOfAccounts(store, [accountId])).get(accountId) ?? null
  const { people, inScope, failed } = await readScopeOf(directory, [objectId, before ?? []].flat(), settings)
  wholeOf({ found: people, failed })
  const person = people.get(objectId)
  if (person === undefined) throw refusal('a person who is in the directory', 'one who is not')
  const account = (await ports.accounts.lookUp([accountId])).get(accountId)
  if (account === undefined || account.isElsewhere === true || account.type !== 'atlassian' || isOdd(account))
    throw refusal('an account of a person that the organization lists in this directory', 'another one')
  const links = await readLinks(store, [objectId, before ?? []].flat())
  if (links.get(objectId) !== undefined && before !== objectId)
    throw refusal('a person without an account', 'one who has an account; end that link first')
  if (before !== null && before !== objectId && people.has(before))
    throw refusal('an account of nobody else', 'one of somebody who is in the directory; end that link first')
  const proof = proofDigest(await readDigestKey(ports.secrets), person.proofs)
  const known = before === null ? undefined : links.get(before)
  const link: Link = {
    ...(known === undefined ? { accountId } : passOn(known)),
    ...(inScope.has(objectId) ? { wasInScope: true } : {}),
    ...(proof === undefined ? {} : { proof }),
  }
  return { before: before === objectId ? null : before, link, exchanges }
}

function refusal(expected: string, got: string): AppError {
  return new AppError('conflict', `Expected ${expected}, got ${got}. Nothing was changed.`)
}
