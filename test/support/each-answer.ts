import type { Answers, ChosenAnswers, GuessId } from '../../sandbox/guesses/guesses'
import { answersOf } from '../../sandbox/guesses/guesses'

/**
 * The same tests under every answer to one guess, the usual answer first.
 * @param tests is given the answer, and what a sandbox is created with to be under it
 */
export function eachAnswer<Id extends GuessId>(
  id: Id,
  tests: (answer: Answers[Id], guesses: ChosenAnswers) => void,
): void {
  describe.each(answersOf(id).map((answer) => ({ answer })))(`where ${id} is $answer`, ({ answer }) => {
    tests(answer, { [id]: answer })
  })
}
