/** The kinds of directory that people may live in, and what the use cases ask of a connection to one. */
import type { SignalDelivery } from '../core/signal-call'
import type { DirectoryFinding } from './probes'

/** A connection as it is typed in and as it is stored. */
export interface DirectoryConnection {
  /** Stored name of the kind of directory. */
  readonly kind: string
  /** By the name of the field. Secrets are among them. */
  readonly values: Readonly<Record<string, unknown>>
}

/** What may be shown of a connection. */
export interface ShownDirectory {
  readonly kind: string
  /** By the name of the field; never a secret. */
  readonly ids: Readonly<Record<string, string>>
}

export interface Directories {
  /** Judges a connection as typed and makes it whole. @throws AppError `invalid-input`, naming the field but never its value */
  parse(typed: DirectoryConnection): DirectoryConnection
  show(connection: DirectoryConnection): ShownDirectory
  /** Both lead to the same people: ids of people that are known from one mean the same in the other. */
  isSame(one: ShownDirectory, other: ShownDirectory): boolean
  /** Last day of the credential, YYYY-MM-DD, where the credential itself tells it; null = it does not. */
  endOf(connection: DirectoryConnection): string | null
  /** Signs in and looks whether everything that the app needs may be read. Never tried again by itself. */
  probe(connection: DirectoryConnection): Promise<readonly DirectoryFinding[]>
  /**
   * Some providers ask the web trigger who it is before they send anything.
   * @param headers names in lower case. @returns the body that such a provider expects; null when nobody asks
   */
  answerChallenge(headers: Readonly<Record<string, string | undefined>>): string | null
  /**
   * Some providers hold up a sign-in until the web trigger has answered.
   * @returns the one body with which the sign-in goes on, whoever calls; null for anything else
   */
  answerCallout(json: unknown): string | null
  /** @returns what a provider tells of its log in a form of its own; null for anything else */
  parseDelivery(json: unknown): SignalDelivery | null
}
