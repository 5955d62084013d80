/** How a guess about a vendor is written down, and a plain limit of the model. */

/**
 * One question that a vendor's documents leave open. Each answer can be run: a sandbox is created under one of them
 * (`createSandbox({ guesses: { 'kvs-missing-record-condition': 'fails' } })`). Where another answer cannot be run,
 * the question is a deviation instead.
 */
export interface Guess {
  /** kebab-case, unique over all services. */
  readonly id: string
  /** The open question as a noun phrase. */
  readonly what: string
  /** Every answer that can be run: its word, and what the sandbox does then. A quantity is its own word, e.g. '60s'. */
  readonly answers: Readonly<Record<string, string>>
  /** The word of the answer in force unless told otherwise. */
  readonly default: string
  /** Where the answer matters, and what the app does under each. */
  readonly matters: string
  /** How to find out on a real site. */
  readonly check: string
}

/** Something that the model leaves out, or a number of its own that nothing else would make sense for. */
export interface Deviation {
  readonly what: string
  /** How to compare with the real thing; null where there is nothing to find out. */
  readonly check: string | null
}

/** The words of all answers, the usual one first: objects list words that are numbers before all others. */
export function wordsOf({ answers, default: usual }: Guess): readonly string[] {
  return [usual, ...Object.keys(answers).filter((word) => word !== usual)]
}

/** The answers in force to a list of guesses, by id. */
export type AnswersTo<Guesses extends readonly Guess[]> = {
  readonly [One in Guesses[number] as One['id']]: keyof One['answers'] & string
}

export function defaultAnswers<const Guesses extends readonly Guess[]>(guesses: Guesses): AnswersTo<Guesses> {
  return Object.fromEntries(guesses.map((guess) => [guess.id, guess.default])) as AnswersTo<Guesses>
}
