import type { Because, JournalEntry, Outcome } from '../../core/journal'
import type { JournalRef, Link } from '../../core/people'
import type { Action } from '../../core/plan'
import type { AccessProduct } from '../../core/products'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import type { ProductRead } from '../read/products'
import type { PlanHeader } from '../state/plan-store'

/**
 * One type of action, as the engine meets it. The engine makes batches, journals, counts and limits; a type knows what to
 * look up, whom to leave alone, and which call to make. Their table is filled on the floors above.
 */
export interface ActionType<A extends Action = Action> {
  /** What one round of look-ups serves, and what a killed slice does again at most. */
  readonly batchSize: number
  /** Whether links that were learnt may be saved by a later slice. */
  readonly linksMayWait?: boolean
  /** Only actions of which this says the same are in one batch. */
  textOf?(action: A): string
  /** Asked before each batch. @returns why the rest of the plan is left to a later run */
  findStop?(settings: Settings, outcomes: Readonly<Record<string, number>>): string | null
  /** Asked before each batch of a plan, and once no action is left: how the plan may go on. */
  findRoom?(ports: Ports, header: PlanHeader, reached: Reached, context: BatchContext): Promise<Room>
  /**
   * Reads everybody of a batch again, and judges who is still to be written to: a plan may only shrink. Nothing is written
   * to yet, since the intents are not in the journal before this returns.
   * @param ref where the journal tells of the batch
   */
  prepare(ports: Ports, batch: readonly Asked<A>[], context: BatchContext, ref: JournalRef): Promise<Prepared>
  /** Looks up what an undo of some entries needs. @returns gives back what one of them took */
  undo?(ports: Ports, entries: readonly JournalEntry[], settings: Settings): Promise<UndoOne>
  readonly verification?: Verification
  /** What follows from a plan that is over. Done again by a slice that is killed before it has said so. */
  afterPlan?(ports: Ports, header: PlanHeader): Promise<void>
}

/** How far a plan is: the index of its next action, and how often each outcome has occurred. */
export type Reached = Pick<PlanHeader, 'next' | 'outcomes'>

/** How many people the next batch may hold; where that is nobody, after how many seconds to ask again, or why the plan ends. */
export interface Room {
  readonly most: number
  readonly waitSeconds: number
  readonly stop?: string
}

export const ENOUGH_ROOM: Room = { most: Infinity, waitSeconds: 0 }

export type ActionTypes = Readonly<Record<Action['type'], ActionType>>

/** What all batches of one slice share, as long as nobody changes the settings. */
export interface BatchContext {
  readonly settings: Settings
  readonly products: readonly ProductRead[]
  /** Of all products together. */
  readonly accessGroupIds: readonly string[]
  /** Every product of the site with its groups. */
  readonly accessProducts: readonly AccessProduct[]
  /** Where the organization tells of use by anybody, as of the last sweep. */
  readonly usedIn: ReadonlySet<string>
  /** Key of the digests of written attributes. */
  readonly digestKey: string
}

export interface Asked<A extends Action> {
  readonly action: A
  /** What an attempt that died, or was cut short, meant to do to this person. */
  readonly earlier: JournalEntry | null
}

export interface Prepared {
  /** One for each that was asked, in their order. */
  readonly steps: readonly Step[]
  /**
   * What is written once for the batch, after the last call and before the outcomes.
   * @param accountIds whom it is written about: the whole batch or, where that failed, each alone
   */
  finish?(accountIds: readonly string[]): Promise<void>
}

/** What has an outcome already is settled without a call. */
export type Step = Intent | Done

export interface Intent {
  /** Groups to be left or joined, with those that an attempt that died has left or joined already. */
  readonly groupIds?: readonly string[]
  /** The calls for this person. An error about one person is that person's failure; nobody else notices. */
  one(): Promise<Done>
}

/** What became of one person. */
export interface Done {
  readonly outcome: Outcome
  readonly because?: Because
  /** How long the service wants to be left alone, where it said so. */
  readonly waitMs?: number
  /** Groups that were left or joined; absent: those of the intent. */
  readonly groupIds?: readonly string[]
  /** What was learnt about links; null = there is none any more. */
  readonly links?: readonly (readonly [objectId: string, Link | null])[]
}

export type UndoOne = (entry: JournalEntry) => Promise<Undone>

/** What an undo did about one entry. */
export interface Undone {
  /** Why it could not be given back. */
  readonly because?: Because
  /** false: it could not be given back, as the log says, and another undo may try again. */
  readonly isUndone: boolean
  /** Access was asked back. */
  readonly isAsked?: boolean
  /** The account, or its membership, is as it was. */
  readonly isRestored?: boolean
  readonly link?: readonly [objectId: string, Link]
}

/** A second look, some seconds after a plan, at what has this outcome. It returns the entries in their order. */
export interface Verification {
  readonly outcome: Outcome
  look(
    ports: Ports,
    entries: readonly JournalEntry[],
    products: readonly ProductRead[],
  ): Promise<readonly JournalEntry[]>
}
