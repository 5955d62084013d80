/** What the page says of a directory: plain data, so that it can go into the page without the network code beside it. */
export interface DirectoryForm {
  /** Stored name: what was stored under it has to be found again. */
  readonly kind: string
  readonly name: string
  /** Name of the field that tells one such directory from another. */
  readonly identifiedBy: string
  /** Where to begin, for who has no credential yet. */
  readonly where?: string
  /** Ways to sign in there. The first one is offered first. */
  readonly choices: readonly CredentialChoice[]
  /** What is tried, by its name. */
  readonly tried: Readonly<Record<string, TriedWords>>
  /** What came of it, by outcome. */
  readonly outcomes: Readonly<Record<string, OutcomeWords>>
  /** What is particular to this directory, by the setting beside which it is said, or `signal-secret`: the web trigger's. */
  readonly hints: Readonly<Record<string, string>>
  /** Why the last sign-in of a person is not told, by code of the error. */
  readonly noSignIn: Readonly<Record<string, string>>
}

export interface CredentialChoice {
  /** Unique within the directory. */
  readonly id: string
  readonly label: string
  /** All of them are needed. */
  readonly fields: readonly DirectoryField[]
  /** The credential has a last day, which only the administrator knows. */
  readonly hasEnd?: true
}

export interface DirectoryField {
  /** Unique within the directory; a field of two choices has one name. */
  readonly name: string
  readonly label: string
  /** Only a text is ever shown again: it is an id or an address. */
  readonly kind: 'text' | 'secret' | 'pem'
  readonly help?: string
}

/** `{permission}` and `{detail}` stand for those of what was tried. */
export interface OutcomeWords {
  readonly found: string
  readonly toDo: string
}

export interface TriedWords {
  /** When a connection is tested. */
  readonly title: string
  /** In the readiness check; left out: as of any directory. */
  readonly name?: string
  readonly expected?: string
  readonly permission?: string
  /** For what one can do without: who needs it. */
  readonly optional?: string
}
