/** The flag `--guess ID=ANSWER` of the sandbox's command lines. */
import type { ChosenAnswers } from './guesses'
import { settleAnswers } from './guesses'

export const GUESS_USAGE = '[--guess ID=ANSWER]'

/**
 * @param texts what stands after each `--guess`; the last one counts where an id is named twice
 * @throws Error that says what was expected, on one line
 */
export function readChoices(texts: readonly string[]): ChosenAnswers {
  const chosen: Record<string, string> = {}
  for (const text of texts) {
    const [, id, answer] = /^([^=]+)=(.+)$/.exec(text) ?? []
    if (id === undefined || answer === undefined) throw new Error(`Expected ID=ANSWER for --guess, got '${text}'.`)
    chosen[id] = answer
  }
  settleAnswers(chosen)
  return chosen
}
