import { isTimeCome, nextTryAt } from './back-off'
import type { Because } from './journal'
import { isRemoval, isRename } from './plan'
import type { Action, PlanKind } from './plan'
import { marksOf } from './removal-limit'
import type { Marks } from './removal-limit'
import { HOUR_MS } from './time'

/**
 * A change of one person that failed and is tried again by itself (design rule 15). Ids only. Notices are none: who was not
 * told is found by the next sweep, with the words of that day.
 */
export interface Trouble {
  readonly action: Troubled
  readonly kind: PlanKind
  readonly because: Because
  /** The first failure. */
  readonly since: string
  /** Failures that were this person's own; 0 while only an outage was seen. */
  readonly tries: number
  readonly nextAt: string
  /** An administrator wants it left as it is. */
  readonly isLeftAlone?: true
  /** Something was taken all the same: it is in the ledger and does not count again. */
  readonly isTaken?: true
  /** Who approved the plan that failed: a try within 24 hours is part of what was approved. */
  readonly approvedBy?: string
  /** Which administrator asked for the next try. */
  readonly askedBy?: string
  /** When somebody else's success last brought the next try forward. */
  readonly broughtAt?: string
}

export type Troubled = Exclude<Action, { readonly type: 'notify' }>

/** By `troubleKeyOf`. */
export type Troubles = Readonly<Record<string, Trouble>>

/** How one try ended. */
export interface Try {
  readonly action: Troubled
  /** null: done, or there was nothing left to do. */
  readonly because: Because | null
  /** It made the call, and the service did what was asked. */
  readonly isSuccess: boolean
  /** Only showed that the service answers nobody. */
  readonly isSuspect: boolean
  readonly isTaken: boolean
  /** How long the service wants to be left alone about it. */
  readonly waitMs?: number
}

/** What is the same for all tries of a batch. */
export interface TryContext {
  readonly kind: PlanKind
  readonly approvedBy?: string | undefined
}

/** One who is handed over for another try is not handed over again before this. */
const HANDED_OVER_MS = 3 * HOUR_MS
/** Other people's successes bring a try forward so often at most: with those of its own, at most twenty a day. */
const BROUGHT_EVERY_MS = 3 * HOUR_MS

/** For so long a try is not the person's while the service answers nobody. */
const OUTAGE_MAX_MS = HOUR_MS

const LEAVING: ReadonlySet<Action['type']> = new Set(['deactivate', 'leave-groups'])

/** Whom these actions take something from, or give another address, that the ledger does not count yet. */
export function peopleCounted(actions: readonly Action[], troubles: Troubles): Marks {
  return new Set(actions.flatMap((one) => (isCounted(one, troubles) ? marksOf(one) : [])))
}

/** Takes something away, or gives another address, that the ledger does not count yet. */
export function isCounted(action: Action, troubles: Troubles): boolean {
  return (
    (isRemoval(action) || isRename(action)) && isTroubled(action) && troubles[troubleKeyOf(action)]?.isTaken !== true
  )
}

export function isTroubled(action: Action): action is Troubled {
  return action.type !== 'notify'
}

/** By whose id troubles are stored and counted: the account where there is one. */
export function personIdOf(action: Troubled): string {
  return 'accountId' in action ? action.accountId : action.objectId
}

/** Names the change: its type, the person, and the product or the group where a person may have several. */
export function troubleKeyOf(action: Troubled): string {
  const of = 'groupId' in action ? action.groupId : 'productKey' in action ? action.productKey : null
  return [action.type, personIdOf(action), ...(of === null ? [] : [of])].join(' ')
}

/** @param key as of `troubleKeyOf` */
export function personIdIn(key: string): string {
  return key.split(' ')[1] ?? ''
}

/** What is known of these people after a batch: who failed waits, who succeeded or had nothing left to do is forgotten. */
export function noteTries(
  before: Troubles,
  tries: readonly Try[],
  { kind, approvedBy }: TryContext,
  now: Date,
): Troubles {
  const after: Record<string, Trouble> = { ...before }
  for (const { action, because, isSuspect, isTaken, waitMs = 0 } of tries) {
    const key = troubleKeyOf(action)
    const known = after[key]
    delete after[key]
    if (because === null) continue
    const lastsMs = now.getTime() - Date.parse(known?.since ?? now.toISOString())
    // Three people of whom each call fails look like an outage for ever: what lasts is told of, and waits as anybody's.
    const isCounted = !isSuspect || lastsMs > OUTAGE_MAX_MS
    const failures = (known?.tries ?? 0) + (isCounted ? 1 : 0)
    const approver = approvedBy ?? known?.approvedBy
    after[key] = {
      ...{ action, kind, because, since: known?.since ?? now.toISOString(), tries: failures },
      // During an outage as after a first failure, and then for as long as it has lasted.
      nextAt: nextTryAt(isCounted ? failures : 1, now, isCounted ? waitMs : Math.max(waitMs, lastsMs)),
      ...(known?.isLeftAlone === true ? { isLeftAlone: true } : {}),
      ...(isTaken || known?.isTaken === true ? { isTaken: true } : {}),
      ...(approver === undefined ? {} : { approvedBy: approver }),
      ...(known?.broughtAt === undefined ? {} : { broughtAt: known.broughtAt }),
    }
  }
  return after
}

/** The service has just done for somebody what it refused before: others that it refused for the same reason try now. */
export function bringForward(
  before: Troubles,
  succeeded: readonly Pick<Trouble, 'action' | 'because'>[],
  now: Date,
): Troubles {
  return mapTroubles(before, (one) => {
    const isSame = succeeded.some(({ action, because }) => action.type === one.action.type && because === one.because)
    const isRecent = one.broughtAt !== undefined && now.getTime() - Date.parse(one.broughtAt) < BROUGHT_EVERY_MS
    if (!isSame || isRecent || isDue(one, now)) return one
    return { ...one, nextAt: now.toISOString(), broughtAt: now.toISOString() }
  })
}

/** They are part of a plan now; should it never reach them, they are handed over again later. */
export function handOver(before: Troubles, keys: ReadonlySet<string>, now: Date): Troubles {
  const nextAt = new Date(now.getTime() + HANDED_OVER_MS).toISOString()
  return mapTroubles(before, (one, key) => (keys.has(key) ? { ...one, nextAt } : one))
}

/** As an administrator asked: tried at the next occasion. */
export function tryNow(before: Troubles, keys: ReadonlySet<string>, now: Date, by: string): Troubles {
  return mapTroubles(before, (one, key) => {
    const { isLeftAlone: _leftAlone, ...rest } = one
    return keys.has(key) ? { ...rest, nextAt: now.toISOString(), askedBy: by } : one
  })
}

/** As an administrator asked: not tried any more, by nobody. */
export function letBe(before: Troubles, keys: ReadonlySet<string>): Troubles {
  return mapTroubles(before, (one, key) => (keys.has(key) ? { ...one, isLeftAlone: true } : one))
}

export function isDue(trouble: Trouble, now: Date): boolean {
  return trouble.isLeftAlone !== true && isTimeCome(trouble, now)
}

/** What the tick and the alerts know of some troubles. */
export interface TroubleSummary {
  readonly count: number
  /** People whose change failed, those left alone apart; and those of them who failed twice or more. */
  readonly people: number
  readonly twice: number
  /** Leavers who could not be disabled, at the second try or later. */
  readonly leaversTwice: number
  /** When the next try is due; null = none is. */
  readonly dueAt: string | null
}

export const NO_TROUBLES: TroubleSummary = { count: 0, people: 0, twice: 0, leaversTwice: 0, dueAt: null }

export function summarize(troubles: Troubles): TroubleSummary {
  const all = Object.values(troubles)
  const open = all.filter(({ isLeftAlone }) => isLeftAlone !== true)
  const twice = open.filter(({ tries }) => tries > 1)
  const countPeople = (some: readonly Trouble[]): number => new Set(some.map(({ action }) => personIdOf(action))).size
  return {
    count: all.length,
    people: countPeople(open),
    twice: countPeople(twice),
    leaversTwice: countPeople(twice.filter(({ action }) => LEAVING.has(action.type))),
    dueAt: open.map(({ nextAt }) => nextAt).sort()[0] ?? null,
  }
}

/** @param parts of different people */
export function addSummaries(parts: readonly TroubleSummary[]): TroubleSummary {
  return parts.reduce(
    (sum, part) => ({
      count: sum.count + part.count,
      people: sum.people + part.people,
      twice: sum.twice + part.twice,
      leaversTwice: sum.leaversTwice + part.leaversTwice,
      dueAt: [sum.dueAt, part.dueAt].filter((at) => at !== null).sort()[0] ?? null,
    }),
    NO_TROUBLES,
  )
}

function mapTroubles(troubles: Troubles, change: (one: Trouble, key: string) => Trouble): Troubles {
  return Object.fromEntries(Object.entries(troubles).map(([key, one]) => [key, change(one, key)]))
}
