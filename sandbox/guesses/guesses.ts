/** All guesses about vendors, service by service, and how one of their answers is chosen. */
import { ATLASSIAN_GUESSES } from '../atlassian/guesses'
import { ENTRA_DEVIATIONS, ENTRA_GUESSES } from '../entra/guesses'
import { FORGE_DEVIATIONS, FORGE_GUESSES } from '../forge/guesses'
import { defaultAnswers, wordsOf } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'
import { JIRA_DEVIATIONS, JIRA_GUESSES } from '../jira/guesses'
import { OKTA_DEVIATIONS, OKTA_GUESSES } from '../okta/guesses'
import { ORGANIZATION_DEVIATIONS, ORGANIZATION_GUESSES } from '../organization/guesses'
import { SCIM_DEVIATIONS, SCIM_GUESSES } from '../scim/guesses'

export const GUESSES = [
  ...FORGE_GUESSES,
  ...JIRA_GUESSES,
  ...ATLASSIAN_GUESSES,
  ...ORGANIZATION_GUESSES,
  ...SCIM_GUESSES,
  ...ENTRA_GUESSES,
  ...OKTA_GUESSES,
] as const satisfies readonly Guess[]

/** The answers in force in one sandbox, by id. */
export type Answers = AnswersTo<typeof GUESSES>
export type GuessId = keyof Answers
/** Answers that differ from the usual ones. */
export type ChosenAnswers = Partial<Answers>

const DEFAULTS: Answers = defaultAnswers(GUESSES)

/** By file of the sandbox: what stands there. */
export const BY_FILE: Readonly<
  Record<string, { readonly guesses: readonly Guess[]; readonly deviations: readonly Deviation[] }>
> = {
  'sandbox/forge/guesses.ts': { guesses: FORGE_GUESSES, deviations: FORGE_DEVIATIONS },
  'sandbox/jira/guesses.ts': { guesses: JIRA_GUESSES, deviations: JIRA_DEVIATIONS },
  'sandbox/atlassian/guesses.ts': { guesses: ATLASSIAN_GUESSES, deviations: [] },
  'sandbox/organization/guesses.ts': { guesses: ORGANIZATION_GUESSES, deviations: ORGANIZATION_DEVIATIONS },
  'sandbox/scim/guesses.ts': { guesses: SCIM_GUESSES, deviations: SCIM_DEVIATIONS },
  'sandbox/entra/guesses.ts': { guesses: ENTRA_GUESSES, deviations: ENTRA_DEVIATIONS },
  'sandbox/okta/guesses.ts': { guesses: OKTA_GUESSES, deviations: OKTA_DEVIATIONS },
}

/** Every answer that can be run, the usual one first. @throws Error for an id that nobody knows */
export function answersOf<Id extends GuessId>(id: Id): readonly Answers[Id][] {
  return wordsOf(findGuess(id)) as Answers[Id][]
}

/** @throws Error for an id or an answer that nobody knows; it names those that there are */
export function settleAnswers(chosen: ChosenAnswers = {}): Answers {
  for (const [id, answer] of Object.entries(chosen)) {
    const known = wordsOf(findGuess(id))
    if (!known.includes(answer))
      throw new Error(`Expected the answer to the guess '${id}' to be ${known.join(' or ')}, got '${answer}'.`)
  }
  return { ...DEFAULTS, ...chosen }
}

function findGuess(id: string): Guess {
  const guess = GUESSES.find((one) => one.id === id)
  if (guess === undefined)
    throw new Error(`Expected the id of a guess (${GUESSES.map((one) => one.id).join(', ')}), got '${id}'.`)
  return guess
}
