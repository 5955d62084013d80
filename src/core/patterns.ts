import { RE2JS, RE2JSException } from 're2js'
import { costOfMatch, lengthWrittenOut } from './pattern-cost'

/** Tells whether a whole text fits; letter case does not matter. */
export type Matcher = (text: string) => boolean

/** Long enough for a list of some hundred names; the time to match grows with it, never worse than linearly. */
export const PATTERN_MAX = 1_000
/** Characters with counted repetitions written out: a program of at most some 2 MB, built in some 20 ms (decision 0018). */
const WRITTEN_OUT_MAX = 5_000
/** For `costOfMatch`: at most 100 ms and 10 MB (decision 0018). */
const COST_MAX = 80_000

const FLAGS = RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL

/** The page judges all patterns at each key that is pressed: those that are in the settings, and as many more. */
const JUDGED_MAX = 400
const judged = new Map<string, string | null>()

/** @returns what is wrong with a pattern, or null */
export function checkPattern(pattern: string): string | null {
  let problem = judged.get(pattern)
  if (problem !== undefined) return problem
  if (judged.size === JUDGED_MAX) judged.clear()
  judged.set(pattern, (problem = findProblem(pattern)))
  return problem
}

function findProblem(pattern: string): string | null {
  const length = lengthWrittenOut(pattern)
  if (length > WRITTEN_OUT_MAX)
    return `expected at most ${WRITTEN_OUT_MAX} characters with counted repetitions written out, got ${length}: lower the numbers in braces`
  try {
    const compiled = RE2JS.compile(pattern, FLAGS)
    if (compiled.programSize() <= 2 * WRITTEN_OUT_MAX && costOfMatch(compiled, COST_MAX) <= COST_MAX) return null
    return (
      `expected a pattern that takes at most ${COST_MAX} steps for a text of 256 characters, got one that takes more: ` +
      'shorten what may be left out or repeated (?, *, + and numbers in braces), or make several patterns of it'
    )
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return `expected a pattern in RE2 syntax (no look-around, no back-references), got "${pattern}" (${error.message})`
  }
}

/**
 * Compiles patterns that an administrator typed; a text fits when one of them matches all of it. RE2 never backtracks, so
 * no pattern can make a run stand still. Equal texts are matched once: a directory has few departments and many people.
 */
export function compilePatterns(patterns: readonly string[]): Matcher {
  if (patterns.length === 0) return () => false
  const compiled = patterns.map((pattern) => RE2JS.compile(pattern, FLAGS))
  const known = new Map<string, boolean>()
  return (text) => {
    let fits = known.get(text)
    if (fits === undefined) known.set(text, (fits = compiled.some((pattern) => pattern.matches(text))))
    return fits
  }
}
