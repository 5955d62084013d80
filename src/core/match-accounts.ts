import { groupBy } from './group-by'
import { pairOf } from './identity'
import type { DoubtReason, IdentityDoubt, Verdicts } from './identity'
import { isOdd } from './odd-rows'
import type { Account, Links, Person } from './people'
import type { KeptBecause, SkipReason } from './plan'
import { proofsOf } from './proofs'

/**
 * One account as the scan saw it: all the planner needs, and neither name nor e-mail, so that it can be kept between
 * invocations.
 */
export interface ScannedAccount {
  readonly accountId: string
  /** By link; null = no link leads here, and `email` may. */
  readonly objectId: string | null
  /** Keyed digest of the e-mail; null for linked accounts. */
  readonly email: string | null
  readonly isActive: boolean
  /** Listed, and no member of this directory: there is no account here. */
  readonly isElsewhere?: true
  /** Member of a group that gives the product and that we can change; also while the account is not active. */
  readonly isMember: boolean
  /** Those of the groups that the settings look after which the account is in; left out = none. */
  readonly inGroups?: readonly string[]
  /** Why the account is never in a removal plan; null = nothing speaks for it. */
  readonly keptBecause: KeptBecause | Extract<SkipReason, 'exempt-person' | 'row-incomplete'> | null
}

/** An account that belongs to somebody in the directory. */
export interface MatchedAccount extends ScannedAccount {
  readonly objectId: string
}

/** Everything that speaks for whose account is whose. */
export interface Claims {
  readonly people: ReadonlyMap<string, Person>
  /** Only people in scope take part. */
  readonly inScope: ReadonlySet<string>
  readonly links: Links
  /** Keyed digest of an e-mail, the same that the scan used. */
  readonly digestOf: (email: string) => string
  /** As of `proofDigest`. */
  readonly proofOf: (person: Person) => string | undefined
  /** Whom accounts belong to by their records in the SCIM directory; left out = not read. */
  readonly owners?: ReadonlyMap<string /* accountId */, string /* objectId */>
  /** Addresses whose records in the SCIM directory could not be read. */
  readonly unread?: ReadonlySet<string>
  /** Linked accounts that have the address of somebody else, by the object id of that one; left out = not looked for. */
  readonly addressed?: ReadonlyMap<string /* objectId */, Pick<MatchedAccount, 'accountId' | 'objectId'>>
  readonly verdicts?: Verdicts
}

export interface Matching {
  readonly rows: readonly MatchedAccount[]
  /** Links that pass on: the same person, whose earlier object of the directory is gone. By the new object id. */
  readonly passed: ReadonlyMap<string, string /* the earlier object id */>
  /** People of whose accounts nothing speaks but the address. */
  readonly byAddress: readonly string[]
  readonly doubts: readonly IdentityDoubt[]
  /** Linked people whose account is no member of this directory. */
  readonly elsewhere: ReadonlySet<string>
  /** Accounts that belong to nobody we know: how many, and which. */
  readonly unmatched: number
  readonly unmatchedIds: readonly string[]
}

/**
 * Whose account is whose. A link decides, and never moves because somebody has the address (design rule 18). For each person
 * in scope without a link, the first line that fits:
 *
 * | An account that …                                            | and …                                         | is        |
 * | ------------------------------------------------------------ | --------------------------------------------- | --------- |
 * | has a record in the SCIM directory with the person's id      | no other has one                              | theirs    |
 * | is linked to an object of the directory that is gone         | one proof is equal, and unique on both sides  | passed on |
 * | has the address, no link, and no record that is another's or unread | nobody else in scope has the address          | theirs    |
 * | is any of these                                              | anything else                                 | a doubt   |
 * | –                                                            | –                                             | to be made |
 */
export function matchAccounts(accounts: readonly ScannedAccount[], claims: Claims): Matching {
  const { people, inScope, links } = claims
  const rows = new Map<string, MatchedAccount>()
  const elsewhere = new Set<string>()
  const free = new Map<string, ScannedAccount>()
  for (const account of accounts) {
    const { accountId, objectId, isElsewhere } = account
    if (isElsewhere === true) {
      if (objectId !== null) elsewhere.add(objectId)
    } else if (objectId === null) free.set(accountId, account)
    else rows.set(objectId, account as MatchedAccount)
  }
  const candidates = [...inScope].flatMap((objectId) => {
    const person = people.get(objectId)
    return person === undefined || links.has(objectId) || isOdd(person) ? [] : [person]
  })
  const passed = new Map<string, string>()
  const byAddress: string[] = []
  const doubts: IdentityDoubt[] = []
  const found = candidates.length === 0 ? new Map<string, Finding>() : judge(candidates, free, rows, claims)
  for (const [objectId, finding] of found) {
    if ('because' in finding) {
      doubts.push({ objectId, ...finding })
      continue
    }
    const { accountId, earlier } = finding
    const account = earlier === undefined ? free.get(accountId)! : rows.get(earlier)!
    if (earlier !== undefined) {
      rows.delete(earlier)
      passed.set(objectId, earlier)
    }
    if (finding.isByAddress === true) byAddress.push(objectId)
    free.delete(accountId)
    rows.set(objectId, { ...account, objectId })
  }
  const unmatchedIds = [...free.keys()]
  return { rows: [...rows.values()], passed, byAddress, doubts, elsewhere, unmatched: free.size, unmatchedIds }
}

type Finding =
  | { readonly accountId: string; readonly earlier?: string; readonly isByAddress?: true }
  | Omit<IdentityDoubt, 'objectId'>

/** @returns what is found of each candidate; who is not among it has no account */
function judge(
  candidates: readonly Person[],
  free: ReadonlyMap<string, ScannedAccount>,
  rows: ReadonlyMap<string, MatchedAccount>,
  claims: Claims,
): ReadonlyMap<string, Finding> {
  const { people, links, digestOf, owners = new Map<string, string>(), unread, addressed, verdicts = {} } = claims
  const recorded = groupBy(
    [...owners.keys()].filter((id) => free.has(id)),
    (accountId) => owners.get(accountId)!,
  )
  const byEmail = groupBy(
    [...free.values()].filter(({ email }) => email !== null),
    ({ email }) => email!,
  )
  const twins = findTwins(claims)
  const findEarlier = createProofs(claims, rows)
  const isOpen = (objectId: string, accountId: string): boolean =>
    verdicts[pairOf(objectId, accountId)]?.verdict !== 'another'
  const withAddress = ({ email }: Person): readonly string[] =>
    email === '' ? [] : (byEmail.get(digestOf(email)) ?? []).map(({ accountId }) => accountId)
  const doubt = (because: DoubtReason, accountId: string | null, otherId: string | null = null): Finding => ({
    ...{ because, accountId, otherId },
  })

  const found = new Map<string, Finding>()
  const takenBy = new Map<string, string>()
  for (const person of candidates) {
    const { objectId } = person
    const [own, ...more] = recorded.get(objectId) ?? []
    const earlier = findEarlier(person)
    const accountId = own ?? (earlier === null ? undefined : rows.get(earlier)!.accountId)
    if (accountId === undefined || !isOpen(objectId, accountId)) continue
    const others = own === undefined ? withAddress(person).filter((id) => isOpen(objectId, id)) : more
    if (others.length > 0) found.set(objectId, doubt('two-accounts', accountId, earlier))
    else {
      found.set(objectId, own === undefined ? { accountId, earlier: earlier! } : { accountId })
      takenBy.set(accountId, objectId)
    }
  }
  for (const person of candidates) {
    const { objectId } = person
    if (found.has(objectId)) continue
    const finding = judgeAddress(person)
    if (finding !== null) found.set(objectId, finding)
  }
  return found

  function judgeAddress(person: Person): Finding | null {
    const { objectId, email } = person
    const all = withAddress(person)
    const open = all.filter((id) => !takenBy.has(id) && isOpen(objectId, id))
    const linked = addressed?.get(objectId)
    const accountId = open[0] ?? linked?.accountId ?? all[0] ?? null
    if (open.length > 1) return doubt('two-accounts', accountId)
    const twin = twins.get(email)?.find((id) => id !== objectId && (accountId === null || isOpen(id, accountId)))
    if (twin !== undefined) {
      const theirs = links.get(twin)?.accountId
      return theirs === undefined ? doubt('same-address', accountId, twin) : doubt('another-owner', theirs, twin)
    }
    if (open.length === 1) {
      const record = owners.get(open[0]!)
      if (record !== undefined)
        return doubt(people.has(record) ? 'another-record' : 'record-of-nobody', accountId, record)
      return unread?.has(email) === true
        ? doubt('record-unread', accountId)
        : { accountId: open[0]!, isByAddress: true }
    }
    if (accountId === null) return null
    const owner = linked?.objectId ?? takenBy.get(accountId) ?? null
    return doubt(
      linked !== undefined && !people.has(linked.objectId) ? 'owner-gone' : 'another-owner',
      accountId,
      owner,
    )
  }
}

/**
 * Accounts that have the address of somebody whose they are not, as `Claims.addressed`.
 * @param ownerOf the object id that an account is linked to
 */
export function findAddressed(
  people: readonly Pick<Person, 'objectId' | 'email'>[],
  accounts: readonly Pick<Account, 'accountId' | 'email'>[],
  ownerOf: (accountId: string) => string | undefined,
): NonNullable<Claims['addressed']> {
  const byEmail = groupBy(accounts, ({ email }) => email)
  return new Map(
    people.flatMap(({ objectId, email }) =>
      (byEmail.get(email) ?? []).flatMap(({ accountId }) => {
        const owner = ownerOf(accountId)
        return owner === undefined || owner === objectId ? [] : [[objectId, { accountId, objectId: owner }] as const]
      }),
    ),
  )
}

/** @returns who has the same address, by address: people in scope, and those of whom it is not told whether they are */
function findTwins({ people, inScope, links }: Claims): ReadonlyMap<string, readonly string[]> {
  const first = new Map<string, string>()
  const twins = new Map<string, string[]>()
  for (const person of people.values()) {
    const { objectId, email } = person
    if (email === '' || !(inScope.has(objectId) || (isOdd(person) && !links.has(objectId)))) continue
    const known = first.get(email)
    if (known === undefined) first.set(email, objectId)
    else twins.set(email, [...(twins.get(email) ?? [known]), objectId])
  }
  return twins
}

/**
 * Who somebody was before: the object that is gone, with an account, and with a proof that is equal and that nobody else in
 * the directory and no other link has.
 */
function createProofs(
  { people, links, proofOf }: Claims,
  rows: ReadonlyMap<string, MatchedAccount>,
): (person: Person) => string | null {
  const known = groupBy(
    [...links].flatMap(([objectId, { proof }]) => proofsOf(proof).map((one) => ({ objectId, one }))),
    ({ one }) => one,
  )
  if (known.size === 0) return () => null
  const inDirectory = new Map<string, number>()
  for (const { proofs = {} } of people.values()) {
    for (const proof of Object.entries(proofs)) inDirectory.set(proof.join(), (inDirectory.get(proof.join()) ?? 0) + 1)
  }
  return (person) => {
    const { employee, immutable } = person.proofs ?? {}
    const unique = {
      ...(employee !== undefined && inDirectory.get(`employee,${employee}`) === 1 ? { employee } : {}),
      ...(immutable !== undefined && inDirectory.get(`immutable,${immutable}`) === 1 ? { immutable } : {}),
    }
    const proven = proofsOf(proofOf({ ...person, proofs: unique })).flatMap((one) => {
      const same = known.get(one) ?? []
      return same.length === 1 ? [same[0]!.objectId] : []
    })
    const [earlier] = proven
    if (earlier === undefined || proven.some((other) => other !== earlier)) return null
    return !people.has(earlier) && rows.has(earlier) ? earlier : null
  }
}
