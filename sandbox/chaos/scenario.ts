/** One random story of at most two days: a small company, how the app is set up, and what happens step by step. Plain JSON. */
import type { Job } from '../administrator/create-administrator'

/** How many people of each kind there are on the first day. */
export interface CastSizes {
  /** Hold a seat and use it. */
  readonly active: number
  /** Hold a seat that they have not used for 181 to 400 days. */
  readonly idle: number
  /** Hold a seat, and are within an hour or a day of 180 days without use. */
  readonly edge: number
  /** Hold a seat; nobody knows whether it was ever used. */
  readonly unknown: number
  /** Have an account and no seat. */
  readonly without: number
  /** Are in the directory and have no account yet. */
  readonly fresh: number
  /** Have been disabled for long. */
  readonly disabled: number
}

export interface Setup {
  /** Seats free above those that are held. */
  readonly freeSeats: number
  readonly seatReserve: number
  readonly removeNeverUsed: boolean
  /** A required group, with everybody in it; who is taken out of it is out of scope. */
  readonly hasRequiredGroup: boolean
  /** What becomes of who left: the account is disabled or kept, other groups are left or not. */
  readonly leavers: { readonly account: 'disable' | 'keep'; readonly removeGroups: boolean }
  /** Nobody has used Jira for so many days: the organization's activity is not fresh. */
  readonly quietDays: number
  /** Hours between full runs and between sweeps. */
  readonly provisionHours: number
  readonly sweepHours: number
  readonly leaversMinutes: number
  readonly armed: Readonly<Record<Job, boolean>>
  /** Groups that the app may write to: all that give the product and the project's, or the access group alone. */
  readonly lists: 'all' | 'access-only'
  readonly maySuspend: boolean
  /** The first full run is over when the story begins. */
  readonly isWarm: boolean
}

export type Act =
  /** A line of the language of faults/parse-fault.ts, for so many minutes; a job may begin right then. */
  | { readonly type: 'fault'; readonly line: string; readonly minutes: number; readonly job: Job | null }
  | {
      readonly type: 'ask'
      /** Who has no seat, or anybody with an account: people also ask for what they have. */
      readonly whom: 'without' | 'anybody'
      readonly who: number
      readonly how: 'portal' | 'sign-in' | 'act' | 'web-trigger' | 'admin'
      readonly count: number
    }
  /** Holders use Jira: any of them, or those who have not for long. */
  | {
      readonly type: 'work'
      readonly whom: 'anybody' | 'dormant'
      readonly who: number
      readonly count: number
    }
  | {
      readonly type: 'leave'
      readonly who: number
      readonly count: number
      readonly how: 'disabled' | 'deleted' | 'out-of-scope'
    }
  | { readonly type: 'return'; readonly who: number }
  | { readonly type: 'join'; readonly count: number }
  | { readonly type: 'rename'; readonly who: number; readonly count: number }
  /** Another administrator gives seats to strangers. */
  | { readonly type: 'rival'; readonly seats: number }
  /** Another administrator gives or takes a seat by hand; whoever is given one may ask for it at the same moment. */
  | { readonly type: 'hand'; readonly who: number; readonly seat: boolean; readonly asks: boolean }
  /** Seats are bought or given up. */
  | { readonly type: 'seats'; readonly change: number }
  | { readonly type: 'run'; readonly job: Job }
  | { readonly type: 'approve' }
  | { readonly type: 'undo-run' }
  | { readonly type: 'undo-person'; readonly who: number }
  | { readonly type: 'stop' }
  | { readonly type: 'arm'; readonly job: Job; readonly armed: boolean }
  | { readonly type: 'reserve'; readonly seats: number }
  /** Somebody gives the access group, or a project's group, a role of administration, or takes it away again. */
  | { readonly type: 'role'; readonly group: 'access' | 'project'; readonly on: boolean }
  /** Installs the app a second time beside the first, and lets it do everything; the next such act removes it. */
  | { readonly type: 'second' }
  | { readonly type: 'upgrade' }
  | { readonly type: 'reinstall'; readonly afterMinutes: number }

export interface Step {
  readonly waitMinutes: number
  readonly act: Act
}

export interface Scenario {
  /** Of everything that chance decides in the sandbox. */
  readonly seed: number
  /** Minutes after a Monday's midnight. */
  readonly startMinute: number
  readonly cast: CastSizes
  readonly setup: Setup
  readonly steps: readonly Step[]
}
