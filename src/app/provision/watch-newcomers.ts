import { inChunks } from '../../core/chunks'
import {
  UNLISTED_TOLD_MS,
  CANARY,
  afterLook,
  countCameWithAccess,
  hasAccess,
  isNewcomer,
  nextStep,
} from '../../core/newcomers'
import type { NewcomerWatch } from '../../core/newcomers'
import type { Account } from '../../core/people'
import { countOthers } from '../../core/seats'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { ENOUGH_ROOM } from '../apply/action-type'
import type { BatchContext, Reached, Room } from '../apply/action-type'
import { lookUpPeople } from '../read/read-people'
import { readProducts } from '../read/products'
import type { ProductRead } from '../read/products'
import { forgetAcceptedSizes, readAcceptedSizes } from '../state/accepted-sizes'
import { readGuardStates } from '../state/guard-state'
import { readNewcomerWatch, saveNewcomerWatch } from '../state/newcomer-watches'
import { readActions } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { changeReport } from '../state/run-report'
import { readSeatRecords } from '../state/seat-records'

/** Accounts of one plan that came with access, as a source whose number an administrator may accept. */
export const NEW_ACCOUNTS = 'new accounts with access'
/** Where an invitation makes an account, the organization lists it after a minute. */
const INVITED_WAIT_MS = 2 * MINUTE_MS
/** Addresses in one request to the organization. */
const ADDRESSES = 100

/**
 * The tripwire of provisioning: looks at the accounts that a plan has made before it makes more, and ends the plan where
 * they have access, since something else gives it to every new account. Costs one request of the organization for a hundred
 * accounts, and a read of the seats after the first accounts and after the last.
 */
export async function watchNewcomers(
  ports: Ports,
  header: PlanHeader,
  { next, outcomes }: Reached,
  context: BatchContext,
): Promise<Room> {
  const { store, clock } = ports
  const { planId, total } = header
  const isOver = next >= total
  const made = (outcomes['created'] ?? 0) + (outcomes['invited'] ?? 0)
  if (isOver && made === 0) return ENOUGH_ROOM
  const watch = (await readNewcomerWatch(store, planId)) ?? (await beginWatch(ports, planId, next, context))
  if (watch.isAccepted === true) return ENOUGH_ROOM
  const step = nextStep(watch, next, isOver, clock.now())
  if (step.type === 'make') return { most: step.most, waitSeconds: 0 }
  if (step.type === 'wait') return { most: 0, waitSeconds: step.seconds }

  const { listed, firstUnlisted, unlisted } = await findNewcomers(ports, header, watch, next, context)
  const waitedMs = watch.waits === undefined ? 0 : clock.now().getTime() - Date.parse(watch.waits.since)
  // Nobody says that an invitation makes an account at once.
  const isEnough = (outcomes['created'] ?? 0) === 0 && waitedMs >= INVITED_WAIT_MS
  const isWhole = isEnough || unlisted <= next - watch.first - made
  const mayWait = isOver || !watch.isClean
  // While nothing more is made, those who are listed late are waited for, so that all are counted.
  const isJudged = isWhole || !mayWait || waitedMs >= UNLISTED_TOLD_MS
  const came = isJudged ? await countCame(ports, watch, listed, made, context, mayWait && isWhole) : 0
  if (came > 0) {
    await noteStop(ports, header, { came, made })
    return { most: 0, waitSeconds: 0, stop: describeStop(came, made) }
  }
  const after = afterLook(watch, { firstUnlisted, isWhole }, next, isOver, clock.now())
  if (after === 'given-up') {
    await noteUnlisted(ports, header, unlisted)
    return { most: 0, waitSeconds: 0, stop: describeUnlisted(made) }
  }
  await saveNewcomerWatch(store, planId, after)
  await tellUnlisted(ports, header, watch, after.isClean ? 0 : unlisted)
  return watchNewcomers(ports, header, { next, outcomes }, context)
}

/** What an administrator has accepted is for this plan alone. */
async function beginWatch(ports: Ports, planId: string, first: number, context: BatchContext): Promise<NewcomerWatch> {
  const { store, clock } = ports
  const isAccepted = NEW_ACCOUNTS in (await readAcceptedSizes(store))
  if (isAccepted) await forgetAcceptedSizes(store, [NEW_ACCOUNTS])
  const at = clock.now().toISOString()
  const before = await readOthers(ports, context.products)
  const watch = {
    first,
    from: first,
    to: first,
    lookedAt: at,
    isClean: false,
    before,
    ...(isAccepted && { isAccepted }),
  }
  await saveNewcomerWatch(store, planId, watch)
  return watch
}

interface Found {
  /** New accounts, those of the first people of the plan among them at every look. */
  readonly listed: readonly Account[]
  readonly firstUnlisted: number | null
  readonly unlisted: number
}

/** Whoever is to be looked at now and, since access may come later than the account, the first people of the plan again. */
async function findNewcomers(
  ports: Ports,
  header: PlanHeader,
  { first, from }: NewcomerWatch,
  next: number,
  { settings }: BatchContext,
): Promise<Found> {
  const again = await readObjectIds(ports, header, first, Math.min(first + CANARY, from))
  const ids = await readObjectIds(ports, header, from, next)
  const { found } = await lookUpPeople(ports.directory, [...again, ...ids], settings)
  const emails = [...found.values()].flatMap(({ email }) => (email === '' ? [] : [email]))
  const byEmail = new Map<string, Account>()
  for (const some of inChunks(emails, ADDRESSES))
    for (const account of await ports.accounts.findByEmail(some))
      if (isNewcomer(account, header.plannedAt)) byEmail.set(account.email, account)
  const isListed = (objectId: string): boolean => byEmail.has(found.get(objectId)?.email ?? '')
  const place = ids.findIndex((objectId) => !isListed(objectId))
  const unlisted = ids.filter((objectId) => !isListed(objectId)).length
  return { listed: [...byEmail.values()], firstUnlisted: place === -1 ? null : from + place, unlisted }
}

async function readObjectIds({ store }: Ports, header: PlanHeader, from: number, to: number): Promise<string[]> {
  const ids: string[] = []
  for (let next = from; next < to;) {
    const actions = await readActions(store, header, next)
    if (actions.length === 0) break
    ids.push(...actions.slice(0, to - next).flatMap((action) => (action.type === 'create' ? [action.objectId] : [])))
    next += actions.length
  }
  return ids
}

/** Whoever asked meanwhile and was given a seat by the app is no sign of anything. */
async function countCame(
  ports: Ports,
  { before }: NewcomerWatch,
  listed: readonly Account[],
  made: number,
  { settings, accessProducts, products }: BatchContext,
  isMilestone: boolean,
): Promise<number> {
  const seated = listed.filter((account) => hasAccess(account, accessProducts))
  if (seated.length === 0 && !isMilestone) return 0
  const records = await readSeatRecords(ports, seated)
  const recorded = seated.filter(({ accountId }) => records.get(accountId)?.grantedAt !== undefined).length
  const now = await readOthers(ports, isMilestone ? (await readProducts(ports, settings)).products : products)
  const grew = (field: 'given' | 'others'): readonly number[] =>
    Object.entries(now).map(([key, read]) => read[field] - (before[key] ?? read)[field])
  const given = grew('given').reduce((sum, one) => sum + one, 0)
  const others = isMilestone ? Math.max(0, ...grew('others')) : null
  return countCameWithAccess({ seated: seated.length, recorded, given, others }, made)
}

async function readOthers({ store }: Ports, products: readonly ProductRead[]): Promise<NewcomerWatch['before']> {
  const states = await readGuardStates(
    store,
    products.map(({ product }) => product.key),
  )
  return Object.fromEntries(
    products.map(({ product: { key }, seats }) => {
      const guard = states.get(key)!
      return [key, { others: countOthers(seats, guard), given: guard.own?.given ?? 0 }]
    }),
  )
}

/**
 * Told where it can be accepted: at the last run, also where the plan is none of that run's. Changes that are tried again
 * are a plan without a report of its own.
 */
async function noteStop({ store }: Ports, { run, runId }: PlanHeader, { came, made }: Record<'came' | 'made', number>) {
  await changeReport(store, run, (report) => {
    if (report === null) return report
    const counts = { ...report.counts, cameWithAccess: came, unlisted: 0 }
    const refusedSize = { source: NEW_ACCOUNTS, expected: 0, got: Math.min(came, made) }
    // The end of a plan of this run says the rest.
    const told = report.runId === runId ? {} : { outcome: 'refused' as const, because: describeStop(came, made) }
    return { ...report, ...told, counts, refusedSize }
  })
}

async function noteUnlisted({ store }: Ports, { run, runId }: PlanHeader, unlisted: number): Promise<void> {
  await changeReport(store, run, (report) =>
    report?.runId !== runId ? report : { ...report, counts: { ...report.counts, unlisted } },
  )
}

/** Half an hour is more than the organization takes as a rule. Told while the first accounts are waited for. */
async function tellUnlisted(
  ports: Ports,
  header: PlanHeader,
  { isClean, waits }: NewcomerWatch,
  unlisted: number,
): Promise<void> {
  if (isClean || waits === undefined) return
  const isLate = ports.clock.now().getTime() - Date.parse(waits.since) >= UNLISTED_TOLD_MS
  if (isLate) await noteUnlisted(ports, header, unlisted)
}

function describeStop(came: number, made: number): string {
  return (
    `${came} of the ${made} accounts that were made just now came with access. Expected: accounts without access. ` +
    'Something else gives it to every new account, as a rule an approved domain or a default group, so no more accounts ' +
    'are made; leavers and changes went on. At admin.atlassian.com, under Apps › App access settings, set the role of each ' +
    'approved domain to None, and take default groups out of automatic access; look for automations that add new users ' +
    'to a group. Then run this job again: it makes 25 accounts and looks at them before it makes more.'
  )
}

function describeUnlisted(made: number): string {
  return (
    `Expected the organization to list the first ${made} accounts that this run has made, got fewer for twelve hours. Nobody ` +
    'knows whether they came with access, so no more are made. Check that the SCIM directory belongs to this organization and ' +
    'is linked to its directory; the next run makes 25 others.'
  )
}
