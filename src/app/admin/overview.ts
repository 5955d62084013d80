import { renderRefusal } from '../../core/grant'
import { checkApprover } from '../../core/four-eyes'
import type { Approvable } from '../../core/four-eyes'
import type { Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports, RunName } from '../../ports'
import { findAlerts, isTooLate } from '../alerts/alerts'
import type { Alert } from '../alerts/alerts'
import { FACT_KEYS, toFacts } from '../alerts/facts'
import { WAITING_COUNTED } from '../alerts/tell-alerts'
import { readPutOff, readWaiting } from '../grant/waiting-list'
import { isLicenceLapsed } from '../read/licence'
import { readKnownSeats } from '../read/products'
import { readUnlistedGroups } from '../read/unlisted-groups'
import type { ConnectedInfo } from '../state/connections'
import { readLastGood } from '../state/last-good'
import { APPROVAL_MAX_AGE_MS } from '../state/plan-store'
import type { HeldPlan } from '../state/plan-store'
import type { RefusedSize, RunReport } from '../state/run-report'
import { countPeople } from './people-counts'
import type { PeopleCounts } from './people-counts'
import { describeSchedule } from './schedule'
import type { SchedulePreview } from './schedule'

/** Everything the page shows first, in one answer. */
export interface Overview {
  /** The server's clock: the page tells ages by it. */
  readonly now: string
  readonly settings: Settings
  readonly connected: ConnectedInfo | null
  /** The app's own licence has lapsed: nothing is changed. */
  readonly isLicenceLapsed: boolean
  readonly alerts: readonly Alert[]
  readonly lastRuns: Readonly<Record<RunName | 'grant', RunReport | null>>
  readonly schedules: Readonly<Record<'provision' | 'sweep', SchedulePreview>>
  readonly heldPlans: readonly HeldPlanView[]
  /** Of the first product; null while the seats cannot be read. */
  readonly seats: SeatsView | null
  /** Of every product, in the order of the settings. */
  readonly products: readonly { readonly productKey: string; readonly seats: SeatsView | null }[]
  readonly people: PeopleCounts
  /** Product by product; first come, first served: the longest wait first, and behind them who failed for another reason. */
  readonly waiting: readonly WaitingEntry[]
  /** Groups that protect and are in doubt: an administrator may accept the new size. */
  readonly doubtedGroups: readonly DoubtedGroup[]
  /** Changes of single people that failed. */
  readonly troubles: number
  /** `waiting` is as long as it may be: probably more people wait. */
  readonly isWaitingCut: boolean
}

/** By the name under which its size is accepted. */
export interface DoubtedGroup extends RefusedSize {
  readonly name: string
}

export type SeatsView = Pick<Seats, 'productKey' | 'remaining' | 'used' | 'total'>

export interface HeldPlanView extends Omit<HeldPlan, keyof Approvable> {
  readonly approvableUntil: string
  /** Why whoever looks cannot approve it, and who may; null: they may. */
  readonly refusal: string | null
  readonly isTooLate: boolean
}

export interface WaitingEntry {
  readonly accountId: string
  readonly productKey: string
  readonly askedAt: string
  /** 'no-seat', or why the organization would not take the membership. */
  readonly because: string
  /** What the person was told where no seat was free, e.g. "Not enough licenses: 4"; null: another reason. */
  readonly message: string | null
}

/** @param caller account id of the administrator who looks */
export async function readOverview(ports: Ports, _question: unknown, caller: string): Promise<Overview> {
  const { store, requests, clock } = ports
  const now = clock.now()
  const facts = toFacts(await store.getMany<unknown>(FACT_KEYS))
  const { settings, connected, lastRuns, heldPlans } = facts
  const [waiting, putOff, products, lastGood] = await Promise.all([
    Promise.all(settings.products.map(({ key }) => readWaiting(requests, key, WAITING_COUNTED))),
    readPutOff(requests, WAITING_COUNTED),
    readKnownSeats(ports, settings),
    readLastGood(store),
  ])
  const known = products.flatMap(({ seats }) => seats ?? [])
  const { schedules } = settings
  const { people = 0 } = lastGood
  const unlisted = await readUnlistedGroups(ports, connected, known)
  const live = {
    seats: known,
    waiting: waiting.flat(),
    open: putOff,
    isSeatMissing: known.length < products.length,
    unlisted,
    ...(lastGood.logUnread === undefined ? {} : { cameUnread: lastGood.logUnread }),
  }
  const views = products.map(({ product, seats }) => ({
    productKey: product.key,
    seats: seats === null ? null : viewSeats(seats),
  }))
  return {
    now: now.toISOString(),
    settings,
    connected,
    isLicenceLapsed: isLicenceLapsed(ports),
    alerts: findAlerts({ ...facts, ...live }, now),
    lastRuns,
    schedules: {
      provision: describeSchedule(schedules.provision, schedules.timeZone, people, now),
      sweep: describeSchedule(schedules.sweep, schedules.timeZone, people, now),
    },
    heldPlans: heldPlans.map((plan) => viewHeldPlan(plan, settings, caller, now)),
    seats: views[0]?.seats ?? null,
    products: views,
    people: countPeople(lastGood, lastRuns.sweep),
    waiting: settings.products.flatMap(({ key }, index) =>
      [...waiting[index]!, ...putOff.filter(({ productKey }) => productKey === key)].map((request) =>
        toWaitingEntry(request, settings),
      ),
    ),
    // One that cannot be read has no new size to accept.
    doubtedGroups: Object.entries(facts.doubts).flatMap(([source, { name, expected, got }]) =>
      got === null ? [] : [{ source, name, expected, got }],
    ),
    troubles: facts.troubles.count,
    isWaitingCut: waiting.some((list) => list.length === WAITING_COUNTED),
  }
}

/** What the page shows of seats: not their groups. */
function viewSeats({ productKey, remaining, used, total }: Seats): SeatsView {
  return { productKey, remaining, used, total }
}

function viewHeldPlan(
  { makers = [], isForTwo = false, ...plan }: HeldPlan,
  { fourEyes }: Settings,
  caller: string,
  now: Date,
): HeldPlanView {
  const untilMs = Date.parse(plan.plannedAt) + APPROVAL_MAX_AGE_MS
  return {
    ...plan,
    approvableUntil: new Date(untilMs).toISOString(),
    isTooLate: isTooLate(plan, now),
    refusal: checkApprover({ makers, isForTwo }, fourEyes, caller),
  }
}

function toWaitingEntry(request: AccessRequest, settings: Settings): WaitingEntry {
  const { accountId, productKey, askedAt, refusal } = request
  const { because = 'no-seat', free = 0 } = refusal ?? {}
  const message = because === 'no-seat' ? renderRefusal(settings.refusalMessage, free) : null
  return { accountId, productKey, askedAt, because, message }
}
