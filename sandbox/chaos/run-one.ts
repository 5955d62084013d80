/** One run of a campaign: draws a story, plays it, and when a rule breaks looks for the smallest story that breaks it. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Bundle } from '../forge/build'
import type { ChosenAnswers } from '../guesses/guesses'
import { scenario as anyScenario } from './generate'
import type { Breach, Moved } from './play'
import { play } from './play'
import type { Scenario } from './scenario'

export interface RunOrder {
  readonly seed: number
  /** From 1. */
  readonly run: number
  /** Of a story that was made smaller: the way to it. */
  readonly path?: string | undefined
  /** Answers to guesses about vendors; the usual ones unless told. */
  readonly guesses?: ChosenAnswers
  /** How long to look for a smaller story, ms of this machine; 0 = not at all. */
  readonly shrinkMs: number
}

export interface RunResult {
  readonly run: number
  readonly moved: Moved
  readonly failure: Failure | null
}

export interface Failure {
  readonly seed: number
  readonly run: number
  readonly breach: Breach
  readonly path: string
  readonly guesses: ChosenAnswers
  readonly story: Scenario
  readonly smallerStories: number
}

export async function runOne(
  { seed, run, path, guesses = {}, shrinkMs }: RunOrder,
  bundle: Bundle,
  trace: ((line: string) => void) | null = null,
): Promise<RunResult> {
  let first: Breach | null = null
  let smallest: Breach | null = null
  let moved: Moved | null = null
  const property = fc.asyncProperty(anyScenario, async (story) => {
    // A replay is of one story: where that one breaks no rule any more, fast-check goes on with its neighbours.
    if (path !== undefined && moved !== null) return
    const played = await playSafely(story, guesses, bundle, trace)
    moved ??= played.moved
    const { breach } = played
    // A smaller story that breaks another rule is another story.
    if (breach === null || (first !== null && breach.rule !== first.rule)) return
    first ??= breach
    smallest = breach
    throw new Error(breach.text)
  })
  const details = await fc.check(property, {
    ...{ seed: seedOf(seed, run), numRuns: 1, unbiased: true },
    ...(path === undefined ? {} : { path }),
    ...(path !== undefined || shrinkMs === 0 ? { endOnFailure: true } : { interruptAfterTimeLimit: shrinkMs }),
  })
  const { counterexample, counterexamplePath, numShrinks } = details
  const failure =
    smallest === null || counterexample === null
      ? null
      : {
          ...{ seed, run, breach: smallest, path: counterexamplePath ?? '0', guesses },
          ...{ story: counterexample[0], smallerStories: numShrinks },
        }
  return { run, moved: moved ?? { grants: 0, removals: 0, approvals: 0, undoes: 0, killed: 0 }, failure }
}

/** A story that cannot be played to its end is a failure too: somebody could not do what the page offers. */
async function playSafely(
  story: Scenario,
  guesses: ChosenAnswers,
  bundle: Bundle,
  trace: ((line: string) => void) | null,
): ReturnType<typeof play> {
  try {
    return await play(story, bundle, { guesses, trace })
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const breach = { rule: 'the-story-can-be-played', text, step: 'unknown', at: '' }
    return { breach, moved: { grants: 0, removals: 0, approvals: 0, undoes: 0, killed: 0 } }
  }
}

/** Each run has a seed of its own, so that it can be replayed alone. */
function seedOf(seed: number, run: number): number {
  return createHash('sha256').update(`${seed}/${run}`).digest().readInt32LE(0)
}
