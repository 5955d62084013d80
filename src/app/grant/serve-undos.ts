import { isTimeCome } from '../../core/back-off'
import { codeOf, messageOf } from '../../core/errors'
import type { Account } from '../../core/people'
import type { Settings } from '../../core/settings'
import { GRANTS_PER_READ } from '../../core/seats'
import type { AccessRequest, Ports } from '../../ports'
import { lookUpEach } from '../look-up-each'
import { addToGrantReport } from './grant-report'
import { grantUnderGuard, readGuarded } from './guard'
import type { GuardOutcome } from './guard'
import { changeSeatRecords } from '../state/seat-records'
import { readPeopleOfAccounts } from '../state/link-store'
import { findProduct } from '../read/products'
import { putOff, readCurrent } from './retries'
import { isOutOfTime } from './slice-budget'

/**
 * One slice gives back to so many people, if the guard allows: as many as two reads of the seats serve. Jira's quota is
 * what an undo of thousands spends most of.
 */
const SLICE_UNDOS = 2 * GRANTS_PER_READ
/** Among so many an unarmed job looks for those that an administrator asked for: the largest page of a query. */
const LISTED_UNARMED = 100
const GIVEN = new Set(['granted', 'already'])

/** What is to be done for one of those who get something back. */
type Judgement =
  /** Has left the company since, or has no usable account. */
  | { readonly type: 'refuse' }
  /** The organization or the directory did not tell of the person, while it told of others. */
  | { readonly type: 'unread'; readonly because: string }
  | { readonly type: 'join'; readonly groupIds: readonly string[] }

/** By request and group. */
type Outcomes = ReadonlyMap<string, GuardOutcome & { readonly isSuspect?: true }>

/**
 * Gives access back to those an undo was asked for: each into exactly the groups that were taken, every group through the
 * guard. Scope does not matter here, but who has left the company since, or has no usable account, gets nothing. Who cannot
 * be served is tried again later, as with those who ask.
 * @param isArmed seats are given by themselves; where not, only an administrator's undo is served, and who is back waits
 * @returns true when there is more to do at once; who finds no seat stays and is looked at again with the next tick
 * @throws a bug, once everything else is recorded
 */
export async function serveUndos(ports: Ports, settings: Settings, isArmed: boolean): Promise<boolean> {
  const { requests, clock, log } = ports
  const now = clock.now()
  const listed = await requests.list('undo', isArmed ? SLICE_UNDOS : LISTED_UNARMED)
  const wanted = listed
    .filter((one) => isTimeCome(one, now) && (isArmed || one.source === 'undo'))
    .slice(0, SLICE_UNDOS)
  // A query may still show what was decided a moment ago.
  const current = await readCurrent(
    requests,
    wanted.map(({ key }) => key),
  )
  const undos = current.filter((one) => isTimeCome(one, now))
  if (undos.length === 0) return false
  try {
    const { judgements, accounts } = await judge(ports, undos)
    const { outcomes, lostRaces, failure } = await joinGroups(ports, settings, undos, judgements, accounts)
    await addToGrantReport(ports, { lostRaces }, clock.now())
    const isMore = await record(ports, undos, judgements, outcomes, wanted.length === SLICE_UNDOS)
    if (failure === null) return isMore
    throw failure
  } catch (error) {
    if (codeOf(error) === null) throw error
    log.warn('slice of undos stopped', { because: codeOf(error), detail: messageOf(error) })
    return false
  }
}

async function judge(
  ports: Ports,
  undos: readonly AccessRequest[],
): Promise<{
  readonly judgements: ReadonlyMap<string, Judgement>
  readonly accounts: ReadonlyMap<string, Account>
}> {
  const accountIds = undos.map(({ accountId }) => accountId)
  const [{ found: accounts, failed: unlisted }, objectIds] = await Promise.all([
    lookUpEach(accountIds, (some) => ports.accounts.lookUp(some)),
    readPeopleOfAccounts(ports.store, accountIds),
  ])
  const { found, failed } = await ports.directory.lookUp([...objectIds.values()])
  const judgeOne = ({ accountId, groupIds = [] }: AccessRequest): Judgement => {
    const because = unlisted.get(accountId)
    if (because !== undefined) return { type: 'unread', because }
    const objectId = objectIds.get(accountId) ?? ''
    const account = accounts.get(accountId)
    const hasLeft = found.get(objectId)?.enabled === false
    const isHere = account?.isElsewhere === undefined
    const refusal = account?.isActive !== true ? 'no-account' : hasLeft ? 'disabled' : isHere ? null : 'elsewhere'
    if (refusal !== null) {
      ports.log.info('access not given back', { accountId, because: refusal })
      return { type: 'refuse' }
    }
    const unread = failed.get(objectId)
    if (unread !== undefined) return { type: 'unread', because: unread }
    return { type: 'join', groupIds: groupIds.filter((id) => account?.groupIds.includes(id) !== true) }
  }
  return { judgements: new Map(undos.map((undo) => [undo.key, judgeOne(undo)])), accounts }
}

/** What the time did not reach has no outcome; what stopped the rest is told beside. */
async function joinGroups(
  ports: Ports,
  settings: Settings,
  undos: readonly AccessRequest[],
  judgements: ReadonlyMap<string, Judgement>,
  accounts: ReadonlyMap<string, Account>,
): Promise<{ readonly outcomes: Outcomes; readonly lostRaces: number; readonly failure: unknown }> {
  const outcomes = new Map<string, GuardOutcome & { isSuspect?: true }>()
  const joined = new Map<string, string[]>()
  let lostRaces = 0
  const missing = new Map(undos.map(({ key }) => [key, groupsToJoin(judgements.get(key))]))
  try {
    for (const [productKey, groupId] of listGroups(undos, missing)) {
      const product = findProduct(settings, productKey)
      const wanting = undos.filter((undo) => undo.productKey === productKey && missing.get(undo.key)!.includes(groupId))
      // A product that is not managed now: there may be a seat once it is again.
      if (product === null)
        for (const { key } of wanting) outcomes.set(`${key} ${groupId}`, { type: 'no-seat', free: 0 })
      if (product === null) continue
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
      const result = await grantUnderGuard(ports, settings, target, candidates, read, () => isOutOfTime(ports))
      lostRaces += result.lostRaces
      for (const { key, accountId } of wanting) {
        const outcome = result.outcomes.get(accountId)
        if (outcome === undefined) continue
        outcomes.set(`${key} ${groupId}`, result.suspects.has(accountId) ? { ...outcome, isSuspect: true } : outcome)
        if (GIVEN.has(outcome.type)) joined.set(accountId, [...(joined.get(accountId) ?? []), groupId])
      }
      if (result.failure !== null) return { outcomes, lostRaces, failure: result.failure }
    }
  } catch (error) {
    return { outcomes, lostRaces, failure: error }
  }
  return { outcomes, lostRaces, failure: null }
}

function groupsToJoin(judgement: Judgement | undefined): readonly string[] {
  return judgement?.type === 'join' ? judgement.groupIds : []
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

/**
 * Records first, so that a crash repeats a decision rather than forgetting it.
 * @param isListCut more undos are there: those who find no seat now must not be in their way
 */
async function record(
  { store, requests, clock }: Ports,
  undos: readonly AccessRequest[],
  judgements: ReadonlyMap<string, Judgement>,
  outcomes: Outcomes,
  isListCut: boolean,
): Promise<boolean> {
  const now = clock.now()
  const at = now.toISOString()
  const over: string[] = []
  const later: AccessRequest[] = []
  const rotated: AccessRequest[] = []
  const seated = new Set<string>()
  let unserved = 0
  for (const undo of undos) {
    const judgement = judgements.get(undo.key)!
    const ofGroups = groupsToJoin(judgement).map((groupId) => outcomes.get(`${undo.key} ${groupId}`))
    const isGiven = judgement.type === 'join' && ofGroups.every((one) => one !== undefined && GIVEN.has(one.type))
    // Also who has got a part of it back holds access from now on.
    if (isGiven || ofGroups.some((one) => one?.type === 'granted')) seated.add(undo.accountId)
    const failed = ofGroups.find((one) => one?.type === 'failed')
    if (judgement.type === 'refuse' || isGiven) over.push(undo.key)
    else if (judgement.type === 'unread') later.push(putOff(undo, judgement.because, true, now))
    else if (failed?.type === 'failed') later.push(putOff(undo, failed.because, failed.isSuspect !== true, now))
    else if (ofGroups.includes(undefined)) unserved += 1
    else if (isListCut) rotated.push(putOff(undo, 'no-seat', false, now))
  }
  await changeSeatRecords(store, seated, (record) => ({ ...record, holds: true, grantedAt: at, givenBackAt: at }))
  await requests.update([...later, ...rotated])
  await requests.remove(over)
  return over.length + later.length > 0 && (isListCut || unserved > 0)
}
