import { isTimeCome } from '../../core/back-off'
import { codeOf, messageOf } from '../../core/errors'
import type { RefusalReason } from '../../core/grant'
import type { Settings } from '../../core/settings'
import { GRANTS_PER_READ } from '../../core/seats'
import type { AccessRequest, Ports } from '../../ports'
import { addToGrantReport } from './grant-report'
import { grantUnderGuard, readGuarded } from './guard'
import type { GuardOutcome } from './guard'
import { judgePeople } from './judge'
import type { Judged } from './judge'
import { changeSeatRecords } from '../state/seat-records'
import { findProduct } from '../read/products'
import { putOff, readCurrent, withoutRetry } from './retries'
import { countAffordable, isOutOfTime } from './slice-budget'

/**
 * One slice gives back to so many people, if the guard allows: as many as two reads of the seats serve. Jira's quota is
 * what an undo of thousands spends most of.
 */
const SLICE_UNDOS = 2 * GRANTS_PER_READ
/** Among so many an unarmed job looks for those that an administrator asked for: the largest page of a query. */
const LISTED_UNARMED = 100
const GIVEN = new Set(['granted', 'already'])

/** What becomes of one group for one person. */
type Outcome =
  | (GuardOutcome & { readonly isSuspect?: true })
  /** It gives no product any more: there is no access to give back. */
  | { readonly type: 'gives-no-product' }

/** By request and group. */
type Outcomes = ReadonlyMap<string, Outcome>

/**
 * Gives access back to those who come back, or whom an undo was asked for: each into exactly the groups that were taken,
 * every group through the guard. They are judged like those who ask. Who cannot be served is tried again later; who is
 * refused, or finds that the groups give no product any more, has the reason beside the person for a day.
 * @param isArmed seats are given by themselves; where not, only an administrator's undo is served, and who is back waits
 * @returns true when there is more to do at once, null when nobody was there; who finds no seat stays and is looked at again
 * with the next tick
 * @throws a bug, once everything else is recorded
 */
export async function serveUndos(ports: Ports, settings: Settings, isArmed: boolean): Promise<boolean | null> {
  const { requests, clock, log } = ports
  const now = clock.now()
  const limit = Math.min(SLICE_UNDOS, countAffordable(ports, settings))
  const listed = await requests.list('undo', isArmed ? limit : LISTED_UNARMED)
  const wanted = listed.filter((one) => isTimeCome(one, now) && (isArmed || one.source === 'undo')).slice(0, limit)
  // A query may still show what was decided a moment ago.
  const current = await readCurrent(
    requests,
    wanted.map(({ key }) => key),
  )
  const undos = current.filter((one) => isTimeCome(one, now))
  if (undos.length === 0) return null
  try {
    const accountIds = [...new Set(undos.map(({ accountId }) => accountId))]
    const judged = await judgePeople(ports, settings, accountIds)
    const { outcomes, lostRaces, failure } = await joinGroups(ports, settings, undos, judged)
    await addToGrantReport(ports, { lostRaces }, clock.now())
    const isMore = await record(ports, undos, judged, outcomes, wanted.length === limit)
    if (failure === null) return isMore
    throw failure
  } catch (error) {
    if (codeOf(error) === null) throw error
    log.warn('slice of undos stopped', { because: codeOf(error), detail: messageOf(error) })
    return false
  }
}

/** Also of whom holds the product through another group it is asked whether they may get it. */
const decide = (judged: Judged, { accountId }: AccessRequest): ReturnType<Judged['decide']> =>
  judged.decide(accountId, [])

/** What the time did not reach has no outcome; what stopped the rest is told beside. */
async function joinGroups(
  ports: Ports,
  settings: Settings,
  undos: readonly AccessRequest[],
  judged: Judged,
): Promise<{ readonly outcomes: Outcomes; readonly lostRaces: number; readonly failure: unknown }> {
  const { accounts } = judged.found
  const outcomes = new Map<string, Outcome>()
  const joined = new Map<string, string[]>()
  const heldBy = (accountId: string): readonly string[] => accounts.get(accountId)?.groupIds ?? []
  const served = undos.filter((undo) => decide(judged, undo).type === 'wants-seat')
  let lostRaces = 0
  try {
    for (const [productKey, groupId] of listGroups(served)) {
      const product = findProduct(settings, productKey)
      const asking = served.filter((undo) => undo.productKey === productKey && undo.groupIds?.includes(groupId))
      const setAll = (some: readonly AccessRequest[], outcome: Outcome): void => {
        for (const { key } of some) outcomes.set(`${key} ${groupId}`, outcome)
      }
      // A product that is not managed now: there may be a seat once it is again.
      if (product === null) setAll(asking, { type: 'no-seat', free: 0 })
      if (product === null) continue
      // The guard joins the product's access group: here it is the one that was taken.
      const target = { ...product, accessGroupId: groupId }
      const read = await readGuarded(ports, settings, target)
      const isGiving = read.products.some(
        (one) => one.accessGroupIds.includes(groupId) && findProduct(settings, one.productKey) !== null,
      )
      if (!isGiving) {
        setAll(asking, { type: 'gives-no-product' })
        continue
      }
      const isIn = ({ accountId }: AccessRequest): boolean => heldBy(accountId).includes(groupId)
      setAll(asking.filter(isIn), { type: 'already' })
      const wanting = asking.filter((undo) => !isIn(undo))
      const candidates = wanting.map(({ accountId }) => ({
        accountId,
        groupIds: [...heldBy(accountId), ...(joined.get(accountId) ?? [])],
      }))
      const result = await grantUnderGuard(ports, settings, target, candidates, { read, opened: null }, () =>
        isOutOfTime(ports),
      )
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

function listGroups(undos: readonly AccessRequest[]): readonly (readonly [productKey: string, groupId: string])[] {
  const found = new Map<string, readonly [string, string]>()
  for (const { productKey, groupIds = [] } of undos)
    for (const groupId of groupIds) found.set(`${productKey} ${groupId}`, [productKey, groupId])
  return [...found.values()]
}

/**
 * Records first, so that a crash repeats a decision rather than forgetting it.
 * @param isListCut more undos are there: those who find no seat now must not be in their way
 */
async function record(
  { store, requests, clock, log }: Ports,
  undos: readonly AccessRequest[],
  judged: Judged,
  outcomes: Outcomes,
  isListCut: boolean,
): Promise<boolean> {
  const now = clock.now()
  const at = now.toISOString()
  const over: string[] = []
  const refused: AccessRequest[] = []
  const later: AccessRequest[] = []
  const rotated: AccessRequest[] = []
  const seated = new Set<string>()
  let unserved = 0
  const refuse = (undo: AccessRequest, because: RefusalReason | 'gives-no-product'): void => {
    log.info('access not given back', { accountId: undo.accountId, because })
    refused.push({ ...withoutRetry(undo), state: 'refused', refusal: { because, free: 0, at } })
  }
  for (const undo of undos) {
    const decision = decide(judged, undo)
    const ofGroups = (undo.groupIds ?? []).map((groupId) => outcomes.get(`${undo.key} ${groupId}`))
    const isGiven = ofGroups.some((one) => one?.type !== 'gives-no-product')
    const isOver = ofGroups.every((one) => one?.type === 'gives-no-product' || GIVEN.has(one?.type ?? ''))
    const failed = ofGroups.find((one) => one?.type === 'failed')
    if (decision.type === 'refuse') refuse(undo, decision.because)
    else if (decision.type === 'unread') later.push(putOff(undo, decision.because, true, now, decision.waitMs))
    else if (isOver && !isGiven) refuse(undo, 'gives-no-product')
    else if (isOver) over.push(undo.key)
    else if (failed?.type === 'failed')
      later.push(putOff(undo, failed.because, failed.isSuspect !== true, now, failed.waitMs))
    else if (ofGroups.includes(undefined)) unserved += 1
    else if (isListCut) rotated.push(putOff(undo, 'no-seat', false, now))
    // Also who has got a part of it back holds access from now on.
    if (ofGroups.some((one) => one?.type === 'granted') || over.at(-1) === undo.key) seated.add(undo.accountId)
  }
  await changeSeatRecords(store, seated, (record) => ({ ...record, holds: true, grantedAt: at, givenBackAt: at }))
  await requests.update([...refused, ...later, ...rotated])
  await requests.remove(over)
  return over.length + refused.length + later.length > 0 && (isListCut || unserved > 0)
}
