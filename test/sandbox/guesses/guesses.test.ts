import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersOf, BY_FILE, GUESSES, settleAnswers } from '../../../sandbox/guesses/guesses'
import type { ChosenAnswers, GuessId } from '../../../sandbox/guesses/guesses'
import { readChoices } from '../../../sandbox/guesses/read-choices'
import { withTables } from '../../../sandbox/guesses/to-markdown'

const ids = GUESSES.map(({ id }) => id)

/** The formatter pads the cells of tables. */
const withoutPadding = (page: string): string => page.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\n+/g, '\n')

describe('the guesses about vendors', () => {
  it('have ids of their own, in kebab case', () => {
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
  })

  it.each(GUESSES.map((guess) => [guess.id, guess] as const))('%s has a usual answer and another one', (_, guess) => {
    expect(Object.keys(guess.answers)).toContain(guess.default)
    expect(Object.keys(guess.answers).length).toBeGreaterThan(1)
  })

  it('stand in one of the files that the documentation is made from', () => {
    expect(Object.values(BY_FILE).flatMap(({ guesses }) => guesses.map(({ id }) => id))).toEqual(ids)
  })

  it('are what docs/sandbox.md shows (else run: npm run -s docs)', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'sandbox.md'), 'utf8')

    expect(withoutPadding(withTables(page))).toBe(withoutPadding(page))
  })
})

describe('settleAnswers', () => {
  it('gives the usual answer where nobody chose another', () => {
    const answers = settleAnswers({ 'kvs-existing-key-status': '400' })

    expect(answers).toEqual({ ...settleAnswers(), 'kvs-existing-key-status': '400' })
  })

  it('names the ids that there are', () => {
    const unknown = { 'kvs-colour': 'blue' } as ChosenAnswers

    expect(() => settleAnswers(unknown)).toThrow(/^Expected the id of a guess \(kvs-.+\), got 'kvs-colour'\.$/)
  })

  it('names the answers that there are', () => {
    const unknown = { 'kvs-missing-record-condition': 'maybe' } as unknown as ChosenAnswers

    expect(() => settleAnswers(unknown)).toThrow(
      "Expected the answer to the guess 'kvs-missing-record-condition' to be holds or fails, got 'maybe'.",
    )
  })
})

describe('answersOf', () => {
  it.each(ids)('lists the usual answer of %s first', (id: GuessId) => {
    expect(answersOf(id)[0]).toBe(settleAnswers()[id])
  })
})

describe('readChoices', () => {
  it('reads one choice from each flag', () => {
    expect(readChoices(['kvs-existing-key-status=400', 'kvs-batch-operations=45-a-minute'])).toEqual({
      'kvs-existing-key-status': '400',
      'kvs-batch-operations': '45-a-minute',
    })
  })
})
