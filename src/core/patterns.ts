import { RE2JS, RE2JSException } from 're2js'

/** Tells whether a whole text fits; letter case does not matter. */
export type Matcher = (text: string) => boolean

/** Long enough for a list of some hundred names; the time to match grows with it, never worse than linearly. */
export const PATTERN_MAX = 1_000

/** @returns what is wrong with a pattern, or null */
export function checkPattern(pattern: string): string | null {
  try {
    RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
    return null
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
  const compiled = patterns.map((pattern) => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL))
  const known = new Map<string, boolean>()
  return (text) => {
    let fits = known.get(text)
    if (fits === undefined) known.set(text, (fits = compiled.some((pattern) => pattern.matches(text))))
    return fits
  }
}
