/** What surrounds one invocation. */
import type { Licence } from '../core/licence'

/** Where the app is installed. */
export interface SiteInfo {
  cloudId(): string
  /** The app's licence there; null: the platform says nothing of it. */
  licence(): Licence | null
  /** Address at which the outside calls the signal's web trigger. */
  signalAddress(): Promise<string>
}

/** Keyed digests; comparisons take the same time whatever differs. */
export interface Signatures {
  isSame(given: string, expected: string): boolean
  /** HMAC-SHA-256 in hexadecimal. */
  sign(secret: string, text: string): string
}

export interface Clock {
  now(): Date
  sleep(ms: number): Promise<void>
}

/**
 * What this instance of the app remembers of the present minute, across its invocations and for this site only. Other
 * instances know nothing of it, and it may be gone at any time.
 */
export interface InstanceMemory {
  /** @returns null when nothing is kept */
  read<T>(key: string): T | null
  keep(key: string, value: unknown): void
}

/** What is left of this invocation. */
export interface Budget {
  timeLeftMs(): number
  /** Outgoing requests left before the platform refuses them. */
  requestsLeft(): number
}

/** Atlassian hears every week about whom something is kept, and says who is gone. */
export interface PersonalDataReporter {
  /** @param accounts at most 90. @returns those whose account was closed (forget them) or whose profile changed */
  report(accounts: readonly ReportedAccount[]): Promise<readonly AccountChange[]>
}

export interface ReportedAccount {
  readonly accountId: string
  /** When what is kept was last brought up to date. */
  readonly updatedAt: string
}

export interface AccountChange {
  readonly accountId: string
  readonly status: 'closed' | 'updated'
}

/** A static message and plain fields: ids and numbers, never a name or an e-mail. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
}
