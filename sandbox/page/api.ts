/** What the page's server and its browser half tell each other. Types only, so that both may import it. */

export const CALLER_KINDS = ['administrator', 'colleague', 'user', 'customer'] as const
export type CallerKind = (typeof CALLER_KINDS)[number]

/** What Jira would open for a caller: one module of the app's manifest. */
export interface OpenedPage {
  readonly moduleKey: string
  readonly moduleType: string
  readonly title: string
  /** Folder under /app/. */
  readonly resource: string
  readonly caller: { readonly accountId: string; readonly displayName: string }
  readonly cloudId: string
  readonly siteUrl: string
}

/** Ground truth, counted by the sandbox and not told by the app. */
export interface Truth {
  /** In Entra, whether enabled or not; soft-deleted people are gone. */
  readonly people: number
  readonly enabled: number
  /** Active Atlassian accounts, the administrator's own included. */
  readonly accounts: number
  readonly seatsTotal: number | null
  readonly seatsUsed: number
  readonly seatsFree: number | null
  readonly waiting: number
  /** Seats that the app has given. */
  readonly grants: number
  /** Seats that the app has taken back, of leavers too. */
  readonly revocations: number
  /** A person who asks in vain on several days counts once a day. */
  readonly refusals: number
}

export interface ClockState {
  /** Virtual epoch ms. */
  readonly now: number
  /** Set while the clock is being advanced by a button. */
  readonly advance: { readonly from: number; readonly to: number } | null
  /** Time passes by itself, as fast as in reality. */
  readonly isRunning: boolean
}

/** A fault in the sandbox's language that is switched on. */
export interface ActiveFault {
  readonly line: string
  /** How often it has struck since. */
  readonly struck: number
}

/** Sent whenever something changed, at most a few times a second. */
export interface WorldState {
  readonly clock: ClockState
  readonly truth: Truth
  readonly faults: readonly ActiveFault[]
  /** The sandbox's administrator approves held plans at 09:00. */
  readonly approvesDaily: boolean
  /** What the app did that the real services or the platform would not accept; there should be none. */
  readonly violations: number
  /** Seats that a grant leaves alone, as the sandbox was told. */
  readonly seatReserve: number
}

/** One point of the chart. `at` in virtual epoch ms. */
export interface Sample {
  readonly at: number
  readonly used: number
  readonly free: number | null
  readonly waiting: number
}

export interface FoundPerson {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly state: 'enabled' | 'disabled'
  readonly hasAccount: boolean
  readonly holdsSeat: boolean
}

export const PERSON_ACTS = ['ask', 'sign-in', 'disable', 'enable', 'delete'] as const
export type PersonAct = (typeof PERSON_ACTS)[number]

/** A sentence about what has just been done, or why it could not be. */
export interface Told {
  readonly ok: boolean
  readonly message: string
}

/** Answer of a resolver: its value, or the message of what it threw. */
export type Invoked = { readonly ok: true; readonly value?: unknown } | { readonly ok: false; readonly message: string }

/** What an administrator would have copied from the other systems, to be typed into the app's page. */
export interface Credential {
  readonly label: string
  readonly value: string
}
