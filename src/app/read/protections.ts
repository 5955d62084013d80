import { collectLookUps } from '../../core/look-ups'
import type { Account } from '../../core/people'
import type { KeptBecause } from '../../core/plan'
import type { Settings } from '../../core/settings'
import { isGroupInDoubt } from '../../core/whole-read'
import type { Ports } from '../../ports'
import { forgetAcceptedSizes, readAcceptedSizes } from '../state/accepted-sizes'
import type { AcceptedSizes } from '../state/accepted-sizes'
import { readAccountsInDoubt } from '../state/identity-doubts'
import { readKnownGroups, saveKnownGroups, sourceOf, sourcesRead } from '../state/known-groups'
import type { GroupUse, GroupsRead, KnownGroup } from '../state/known-groups'
import { FOR_PLAN, readAdminGroups } from './read-admin-groups'

/** Whom groups of the organization protect although they are not, or no longer, shown in them. */
export interface Protections {
  /** Never removed. */
  readonly kept: ReadonlyMap<string /* accountId */, KeptBecause>
  /** Never given a seat. */
  readonly noAccess: ReadonlySet<string /* accountId */>
}

/** With what is to be remembered. */
export interface ProtectionsRead extends Protections, GroupsRead {}

type Readers = Pick<Ports, 'accounts' | 'store' | 'clock' | 'budget' | 'secrets'>
type Named = Pick<KnownGroup, 'use' | 'groupId'>
type GroupSettings = Pick<Settings, 'exemptGroupIds' | 'noAccessGroupIds'>

/**
 * Reads every group of the organization that protects somebody, whole, and holds it to its last good size (design rule
 * 17): a group that is in doubt, or cannot be read now, protects whoever was in it. Writes nothing: see `saveProtections`.
 * @throws AppError where a group cannot be read that never was, or none can be
 */
export async function readProtections(ports: Readers, settings: GroupSettings): Promise<ProtectionsRead> {
  const readAt = ports.clock.now().toISOString()
  const known = await readKnownGroups(ports.store, 'organization')
  const asked = [...namedBy(settings), ...[...known.values()].filter(({ use }) => use === 'administrators')]
  const accepted = asked.length === 0 ? {} : await readAcceptedSizes(ports.store)
  const names = await readNames(ports, asked)
  // Whose administration was withdrawn is known from the group itself, and one that is gone tells nothing.
  const there = asked.filter(({ use, groupId }) => use === 'administrators' && names.has(groupId))
  const { admin, unread } = await readAdminGroups(
    ports,
    there.map(({ groupId }) => groupId),
    FOR_PLAN,
  )
  const isPlain = ({ use, groupId }: Named): boolean =>
    use === 'administrators' && names.has(groupId) && !admin.has(groupId) && !unread.has(groupId)
  const judged = await judgeGroups(
    ports,
    asked.filter((one) => !isPlain(one)),
    known,
    names,
    accepted,
  )
  const { kept: byGroups, noAccess } = protectionsOf(judged)
  const kept = new Map([...(await readInDoubt(ports.store)), ...byGroups])
  // Also of whom no group and no field of the row tells it: see `findKeptByRole` for who is not found either.
  for (const accountId of (await ports.accounts.findAdministrators()) ?? []) kept.set(accountId, 'administrator')
  const groups = judged.map(({ group }) => group)
  return { kept, noAccess, readAt, knew: [...known.keys()], groups, doubts: doubtsOf(judged) }
}

/**
 * Remembers what was read, and the members of groups that have turned out to give administration.
 * @param adminGroupIds groups of those who keep access as administrators by them
 */
export async function saveProtections(
  ports: Readers,
  read: GroupsRead,
  adminGroupIds: Iterable<string> = [],
): Promise<void> {
  const { groups } = read
  const isKnown = (groupId: string): boolean =>
    groups.some((one) => one.use === 'administrators' && one.groupId === groupId)
  const fresh = [...adminGroupIds].filter((id) => !isKnown(id))
  const found = fresh.map((groupId): Named => ({ use: 'administrators', groupId }))
  const judged = await judgeGroups(ports, found, new Map(), await readNames(ports, found), {})
  const all = { ...read, groups: [...groups, ...judged.map(({ group }) => group)] }
  await saveKnownGroups(ports.store, 'organization', all)
  await forgetAcceptedSizes(ports.store, sourcesRead(read))
}

/**
 * The same for a few accounts as just read, right before something is done to them. Groups are read only where somebody
 * was in one and is not shown in it.
 */
export async function lookUpProtections(
  ports: Readers,
  settings: GroupSettings,
  accounts: Iterable<Pick<Account, 'accountId' | 'groupIds'>>,
): Promise<Protections> {
  const known = await readKnownGroups(ports.store, 'organization')
  const wanted = new Set(namedBy(settings).map(sourceOf))
  const some = [...accounts]
  const missed = [...known.values()].filter(({ use, groupId, members }) => {
    if (use !== 'administrators' && !wanted.has(sourceOf({ use, groupId }))) return false
    const were = new Set(members)
    return some.some((one) => were.has(one.accountId) && !one.groupIds.includes(groupId))
  })
  const inDoubt = await readInDoubt(ports.store)
  if (missed.length === 0) return { ...protectionsOf([]), kept: inDoubt }
  const accepted = await readAcceptedSizes(ports.store)
  const { kept, noAccess } = protectionsOf(
    await judgeGroups(ports, missed, known, await readNames(ports, missed), accepted),
  )
  return { kept: new Map([...inDoubt, ...kept]), noAccess }
}

/** Accounts that may be somebody's who is there, and of whom it is not certain (design rule 18). */
async function readInDoubt(store: Readers['store']): Promise<Protections['kept']> {
  return new Map([...(await readAccountsInDoubt(store, false))].map((accountId) => [accountId, 'identity-in-doubt']))
}

function namedBy({ exemptGroupIds, noAccessGroupIds }: GroupSettings): readonly Named[] {
  const toNamed = (use: GroupUse) => (groupId: string) => ({ use, groupId })
  return [...exemptGroupIds.map(toNamed('exempt')), ...noAccessGroupIds.map(toNamed('no-access'))]
}

/** @returns by id; a group that is gone is missing */
async function readNames(
  { accounts }: Pick<Readers, 'accounts'>,
  groups: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  if (groups.length === 0) return new Map()
  const found = await accounts.describeGroups([...new Set(groups.map(({ groupId }) => groupId))])
  return new Map([...found].map(([groupId, { name }]) => [groupId, name]))
}

interface Judged {
  readonly group: KnownGroup
  readonly got: number | null
  readonly isDoubted: boolean
}

async function judgeGroups(
  { accounts }: Pick<Readers, 'accounts'>,
  groups: readonly Named[],
  known: ReadonlyMap<string, KnownGroup>,
  names: ReadonlyMap<string, string>,
  accepted: AcceptedSizes,
): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  const reads = collectLookUps<readonly string[]>()
  for (const { use, groupId } of groups) {
    const source = sourceOf({ use, groupId })
    const before = known.get(source)
    const name = names.get(groupId) ?? before?.name ?? groupId
    try {
      reads.answer(source, names.has(groupId) ? await readMembers(accounts, groupId) : [])
    } catch (error) {
      // Nobody knows whom it protected.
      if (before === undefined) throw error
      reads.fail(source, error)
      if (reads.outage() !== null) throw error
    }
    const got = reads.found.get(source)?.length ?? null
    const now = reads.found.get(source) ?? []
    const isDoubted = got === null || isGroupInDoubt(got, before?.size ?? null, accepted[source]?.size)
    // Who has joined meanwhile is protected, too.
    const members = isDoubted ? [...new Set([...before!.members, ...now])] : now
    const size = isDoubted ? before!.size : now.length
    judged.push({ group: { use, groupId, name, size, members }, got, isDoubted })
  }
  return judged
}

async function readMembers(accounts: Readers['accounts'], groupId: string): Promise<readonly string[]> {
  const members = new Set<string>()
  let cursor: string | null = null
  do {
    const page = await accounts.readPage({ groupIds: [groupId] }, cursor)
    for (const { accountId } of page.accounts) members.add(accountId)
    cursor = page.cursor
  } while (cursor !== null)
  return [...members]
}

function protectionsOf(judged: readonly Judged[]): Protections {
  const doubted = judged.flatMap(({ group, isDoubted }) => (isDoubted ? [group] : []))
  const membersOf = (use: GroupUse): readonly string[] =>
    doubted.flatMap((group) => (group.use === use ? group.members : []))
  const kept = new Map<string, KeptBecause>()
  for (const accountId of membersOf('exempt')) kept.set(accountId, 'exempt-group')
  for (const accountId of membersOf('administrators')) kept.set(accountId, 'administrator')
  return { kept, noAccess: new Set(membersOf('no-access')) }
}

function doubtsOf(judged: readonly Judged[]): GroupsRead['doubts'] {
  return judged.flatMap(({ group: { use, groupId, name, size }, got, isDoubted }) =>
    isDoubted ? [{ use, groupId, name, expected: size, got }] : [],
  )
}
