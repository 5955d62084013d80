import { AppError } from '../../core/errors'
import { mappedDirectoryGroupIds, wantedGroupIds } from '../../core/local-groups'
import type { JournalEntry } from '../../core/journal'
import type { Action } from '../../core/plan'
import type { Ports } from '../../ports'
import type { BatchContext, JournalledResult } from '../apply/apply-batch'
import { inParallel } from '../map-concurrent'
import { rememberMemberships } from '../apply/decisions'
import { journalTtlSeconds } from '../state/journal'
import type { BatchJournal } from '../state/journal'
import { openPlainGroup } from '../read/group-gate'
import { readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, readInScope } from '../read/read-people'
import { findKeptBecause } from '../read/scan-accounts'

type Membership = Extract<Action, { type: 'join-group' | 'leave-group' }>

/**
 * Joins and leaves groups that give no product. People, accounts and memberships in the directory are read again right
 * before: who changed departments since the plan is left alone.
 */
export async function applyMemberships(
  ports: Ports,
  batch: readonly Membership[],
  { settings, accessGroupIds }: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const accountIds = batch.map(({ accountId }) => accountId)
  const objectIds = [...new Set(batch.map(({ objectId }) => objectId))]
  const mapped = mappedDirectoryGroupIds(settings)
  const [people, accounts, owners, memberships] = await Promise.all([
    lookUpPeople(ports.directory, objectIds, settings),
    ports.accounts.lookUp(accountIds),
    readPeopleOfAccounts(ports.store, accountIds),
    mapped.length === 0 ? new Map<string, readonly string[]>() : ports.directory.readMemberships(objectIds, mapped),
  ])
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  const intents = batch.map((action, index): JournalEntry => {
    const { type, objectId, accountId, groupId } = action
    const entry = { type, objectId, accountId, groupIds: [groupId] } as const
    const nothing = { ...entry, groupIds: [], outcome: 'skipped' } as const
    const account = accounts.get(accountId)
    if (account === undefined || !account.isActive) return { ...nothing, because: 'no-account' }
    const isJoin = type === 'join-group'
    const isDone = account.groupIds.includes(groupId) === isJoin
    // An attempt that died had begun with it: what is done counts as done by it.
    if (isDone && journal.earlier?.[index]?.groupIds.includes(groupId) === true)
      return { ...entry, outcome: isJoin ? 'joined' : 'left' }
    if (isDone || !inScope.has(objectId) || owners.get(accountId) !== objectId) return nothing
    const wanted = wantedGroupIds(settings, (id) => memberships.get(objectId)?.includes(id) === true)
    if (wanted.has(groupId) !== isJoin) return nothing
    const keptBecause = isJoin ? null : findKeptBecause(account, settings, ports.clock.now())
    return keptBecause === null ? entry : { ...nothing, because: keptBecause }
  })
  await journal.intend(intents)
  const entries = await inParallel(intents, (intent) => carryOut(ports, intent, accessGroupIds))
  const type = batch[0]!.type
  const changed = entries.flatMap(({ outcome, accountId }) =>
    outcome === 'joined' || outcome === 'left' ? [accountId] : [],
  )
  await rememberMemberships(ports.store, type, changed, journal.ref, journalTtlSeconds(settings))
  return { entries, links: new Map() }
}

async function carryOut(ports: Ports, intent: JournalEntry, accessGroupIds: readonly string[]): Promise<JournalEntry> {
  const [groupId] = intent.groupIds
  if (intent.outcome !== undefined || groupId === undefined) return intent
  const isJoin = intent.type === 'join-group'
  const because = await setMembership(ports, intent.accountId, groupId, isJoin, accessGroupIds)
  if (because === null) return { ...intent, outcome: isJoin ? 'joined' : 'left' }
  ports.log.warn('membership not changed', { accountId: intent.accountId, groupId, because })
  return { ...intent, groupIds: [], outcome: 'failed', because }
}

/** @returns why the account could not join or leave the group, or null. @throws AppError `throttled` */
export async function setMembership(
  ports: Pick<Ports, 'access' | 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>,
  accountId: string,
  groupId: string,
  isMember: boolean,
  accessGroupIds: readonly string[],
): Promise<NonNullable<JournalEntry['because']> | null> {
  const group = await openPlainGroup(ports, groupId, accessGroupIds)
  if ('refusal' in group) return group.refusal
  const outcome = isMember ? await group.add(accountId) : await group.remove(accountId)
  if (outcome === 'throttled')
    throw new AppError('throttled', 'Changing a membership: too many requests. It will be tried again.')
  return outcome === 'done' || outcome === 'already' ? null : outcome
}
