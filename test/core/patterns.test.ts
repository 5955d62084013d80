import { checkPattern, compilePatterns } from '../../src/core/patterns'

/** Longer than any attribute; a backtracking engine would be busy with it for longer than the universe exists. */
const LONG = `${'a'.repeat(20_000)}!`

describe('a pattern that makes a backtracking engine stand still', () => {
  it.each(['(a+)+', '(a|aa)+', '(a|a?)+', '(.*a){25}', '(([a-z])+.)+[A-Z]([a-z])+', '(a*)*b', '((a+)+)+'])(
    '%s is answered, on a text that does not match as on one that does',
    (pattern) => {
      expect(checkPattern(pattern)).toBeNull()
      expect(compilePatterns([pattern])(LONG)).toBe(false)
      expect(compilePatterns([`(${pattern})?a*!`])(LONG)).toBe(true)
    },
  )
})

describe('checkPattern', () => {
  it.each([
    ['a look ahead', '(?=a)a'],
    ['a look behind', '(?<=a)a'],
    ['a back-reference', String.raw`(a)\1`],
    ['a repetition beyond measure', 'a{1001}'],
    ['a repetition of a repetition beyond measure', '(a{1000}){1000}'],
    ['an open bracket', '(a'],
  ])('refuses %s, and says so', (_, pattern) => {
    expect(checkPattern(pattern)).toMatch(/^expected a pattern in RE2 syntax .+, got ".+"/)
  })
})
