import { costOfMatch, lengthWrittenOut } from '../../src/core/pattern-cost'
import { PATTERN_MAX, checkPattern, compilePatterns } from '../../src/core/patterns'
import { RE2JS } from 're2js'

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
    ['a repetition of a repetition beyond measure', '(a{40}){40}'],
    ['an open bracket', '(a'],
  ])('refuses %s, and says so', (_, pattern) => {
    expect(checkPattern(pattern)).toMatch(/^expected a pattern in RE2 syntax .+, got ".+"/)
  })
})

const ONE_BY_ONE = ['Finance', 'Sales', 'Legal', 'Human Resources', 'Research']
const NAMES = Array.from({ length: 70 }, (_, index) => `${ONE_BY_ONE[index % 5]!} ${index}`).join('|')

describe('the cost of a match', () => {
  const cost = (pattern: string): number => costOfMatch(RE2JS.compile(pattern), 1_000_000)

  it.each([
    ['what takes no time', 'Sales', 6],
    ['a repetition that must be there', 'x{100}', 101],
    ['a choice of which each character leaves one', 'ab|cd', 8],
    ['whatever may come first', '.*x', 516],
  ])('of %s is small', (_, pattern, most) => {
    expect(cost(pattern)).toBeGreaterThan(1)
    expect(cost(pattern)).toBeLessThanOrEqual(most * 2)
  })

  it('grows with what can be left out', () => {
    expect(cost('(x?){200}')).toBeGreaterThan(3 * cost('(x?){100}'))
  })

  it('counts what hides behind a character that more patterns begin with', () => {
    expect(cost('aa|ab|ac|x(x?){400}')).toBeGreaterThan(cost('x(x?){400}') - 257)
  })

  it('ends soon after what is too much', () => {
    expect(costOfMatch(RE2JS.compile('(x?){1000}'), 1_000)).toBeLessThan(10_000)
  })
})

describe('the length of a pattern written out', () => {
  it.each([
    ['abc', 3],
    ['[a-z]{20}', 20],
    [String.raw`\{3{4}`, 5],
    ['((ab){3}){4}', 4 * (1 + 3 * 3)],
    ['x{2,}', 2],
    ['[({]{5,7}', 7],
    ['((a{1000}){1000}', 1_001_001],
  ])('%s: %i', (pattern, length) => {
    expect(lengthWrittenOut(pattern)).toBe(length)
  })
})

describe('a pattern that costs too much', () => {
  it('of repetitions is refused before it is compiled, and what to lower is said', () => {
    const pattern = '(x?){1000}'.repeat(100)

    expect(pattern).toHaveLength(PATTERN_MAX)
    expect(checkPattern(pattern)).toMatch(/at most 5000 characters .+, got 300000: lower the numbers in braces/)
  })

  it.each([
    ['may be left out a thousand times', '(x?){1000}'],
    ['is left out in two ways', '((x?){30}){30}'],
    ['may be left out, written one by one', 'x?'.repeat(500)],
    ['hides behind quotes', String.raw`\Q[\E${'x{1000}'.repeat(100)}\Q]\E`],
    ['hides behind another beginning', 'aa|ab|ac|x(x?){400}'],
  ])('since it %s is refused, and what to shorten is said', (_, pattern) => {
    expect(checkPattern(pattern)).toMatch(/^expected .+, got .+: (shorten|lower) /)
  })

  it.each([
    ['a list of names', NAMES],
    ['a list of names anywhere', `.*(${NAMES}).*`],
    ['the form of a number', String.raw`[A-Z]{2,3}-\d{4,8}(-[a-z]+)*`],
    ['words', String.raw`(\w+\s?){20}`],
    ['any letters', String.raw`\pL{1000}`],
    ['an address', String.raw`[a-z.]+@(example|contoso)\.com`],
  ])('is none of those that are in use: %s', (_, pattern) => {
    expect(checkPattern(pattern)).toBeNull()
  })
})
