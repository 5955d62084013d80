/** The kinds of directory that people may live in, and what the use cases ask of a connection to one. */
import type { SignalCall } from '../core/signal-call'
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
  /** @returns a call of the web trigger in a provider's own form; null for anything else */
  parseCall(json: unknown): SignalCall | null
}
