import type { Account } from '../../core/people'
import type { Settings } from '../../core/settings'
import { GRANTS_PER_READ } from '../../core/seats'
import { SECOND_MS } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { grantUnderGuard, readGuarded } from './guard'
import type { GuardOutcome } from './guard'
import { changeSeatRecords } from '../state/seat-records'
import { readPeopleOfAccounts } from '../state/link-store'
import { wholeOf } from '../read/read-people'
import { findProduct } from '../read/products'

/**
 * One slice gives back to so many people, if the guard allows: as many as two reads of the seats serve. Jira's quota is
 * what an undo of thousands spends most of.
 */
const SLICE_UNDOS = 2 * GRANTS_PER_READ
/** Among so many an unarmed job looks for those that an administrator asked for: the largest page of a query. */
const LISTED_UNARMED = 100
const MIN_TIME_MS = 10 * SECOND_MS
const MIN_REQUESTS = 25
const GIVEN = new Set(['granted', 'already'])

/**
 * Gives access back to those an undo was asked for: each into exactly the groups that were taken, every group through the
 * guard. Scope does not matter here, but who has left the company since, or has no usable account, gets nothing.
 * @param isArmed seats are given by themselves; where not, only an administrator's undo is served, and who is back waits
 * @returns true when there is more to do at once; who finds no seat stays and is looked at again with the next tick
 */
export async function serveUndos(ports: Ports, settings: Settings, isArmed: boolean): Promise<boolean> {
  const { requests } = ports
  const listed = await requests.list('undo', isArmed ? SLICE_UNDOS : LISTED_UNARMED)
  const wanted = listed.filter(({ source }) => isArmed || source === 'undo').slice(0, SLICE_UNDOS)
  // A query may still show what was decided a moment ago.
  const undos = wanted.length === 0 ? [] : await requests.getMany(wanted.map(({ key }) => key))
  if (undos.length === 0) return false
  const { accounts, refused } = await judge(ports, undos)
  const missing = new Map(
    undos.map(({ key, accountId, groupIds = [] }) => {
      const held = new Set(accounts.get(accountId)?.groupIds)
      return [key, refused.has(key) ? [] : groupIds.filter((id) => !held.has(id))]
    }),
  )
  const outcomes = await joinGroups(ports, settings, undos, missing, accounts)
  return record(ports, undos, refused, missing, outcomes, wanted.length === SLICE_UNDOS)
}

async function judge(
  ports: Ports,
  undos: readonly AccessRequest[],
): Promise<{ accounts: ReadonlyMap<string, Account>; refused: ReadonlySet<string> }> {
  const accountIds = undos.map(({ accountId }) => accountId)
  const [accounts, objectIds] = await Promise.all([
    ports.accounts.lookUp(accountIds),
    readPeopleOfAccounts(ports.store, accountIds),
  ])
  const people = wholeOf(await ports.directory.lookUp([...objectIds.values()]))
  const refused = undos.filter(({ accountId }) => {
    const hasLeft = people.get(objectIds.get(accountId) ?? '')?.enabled === false
    const because = accounts.get(accountId)?.isActive !== true ? 'no-account' : hasLeft ? 'disabled' : null
    if (because !== null) ports.log.info('access not given back', { accountId, because })
    return because !== null
  })
  return { accounts, refused: new Set(refused.map(({ key }) => key)) }
}

/** @returns the outcome of each group, by request and group; what the time did not reach has none */
async function joinGroups(
  ports: Ports,
  settings: Settings,
  undos: readonly AccessRequest[],
  missing: ReadonlyMap<string, readonly string[]>,
  accounts: ReadonlyMap<string, Account>,
): Promise<ReadonlyMap<string, GuardOutcome>> {
  const outcomes = new Map<string, GuardOutcome>()
  const isOutOfTime = (): boolean =>
    ports.budget.timeLeftMs() < MIN_TIME_MS || ports.budget.requestsLeft() < MIN_REQUESTS
  const joined = new Map<string, string[]>()
  for (const [productKey, groupId] of listGroups(undos, missing)) {
    const product = findProduct(settings, productKey)
    if (product === null) continue
    const wanting = undos.filter((undo) => undo.productKey === productKey && missing.get(undo.key)?.includes(groupId))
    const candidates = wanting.map(({ accountId }) => ({
      accountId,
      groupIds: [...(accounts.get(accountId)?.groupIds ?? []), ...(joined.get(accountId) ?? [])],
    }))
    // The guard joins the product's access group: here it is the one that was taken.
    const target = { ...product, accessGroupId: groupId }
    const read = await readGuarded(ports, settings, target)
    if (!read.products.some(({ accessGroupIds }) => accessGroupIds.includes(groupId))) {
      // It gives no product any more: there is no access to give back.
      for (const { key } of wanting) outcomes.set(`${key} ${groupId}`, { type: 'already' })
      continue
    }
    const result = await grantUnderGuard(ports, settings, target, candidates, read, isOutOfTime)
    for (const { key, accountId } of wanting) {
      const outcome = result.outcomes.get(accountId)
      if (outcome === undefined) continue
      outcomes.set(`${key} ${groupId}`, outcome)
      if (outcome.type === 'granted' || outcome.type === 'already')
        joined.set(accountId, [...(joined.get(accountId) ?? []), groupId])
    }
  }
  return outcomes
}

function listGroups(
  undos: readonly AccessRequest[],
  missing: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [productKey: string, groupId: string])[] {
  const found = new Map<string, readonly [string, string]>()
  for (const { key, productKey } of undos) {
    for (const groupId of missing.get(key) ?? []) found.set(`${productKey} ${groupId}`, [productKey, groupId])
  }
  return [...found.values()]
}

/** Records first, so that a crash repeats a decision rather than forgetting it. */
async function record(
  { store, requests, clock }: Ports,
  undos: readonly AccessRequest[],
  refused: ReadonlySet<string>,
  missing: ReadonlyMap<string, readonly string[]>,
  outcomes: ReadonlyMap<string, GuardOutcome>,
  isListCut: boolean,
): Promise<boolean> {
  const at = clock.now().toISOString()
  const isGiven = ({ key }: AccessRequest): boolean =>
    !refused.has(key) &&
    missing.get(key)!.every((groupId) => GIVEN.has(outcomes.get(`${key} ${groupId}`)?.type ?? 'unserved'))
  const given = undos.filter(isGiven)
  const givenTo = given.map(({ accountId }) => accountId)
  await changeSeatRecords(store, givenTo, (record) => ({ ...record, holds: true, grantedAt: at, givenBackAt: at }))
  const over = undos.filter((undo) => refused.has(undo.key) || isGiven(undo))
  await requests.remove(over.map(({ key }) => key))
  return over.length > 0 && (isListCut || over.length < undos.length)
}
