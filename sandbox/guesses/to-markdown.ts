/** The guesses as docs/sandbox.md shows them. */
import { wordsOf } from '../guess'
import type { Deviation, Guess } from '../guess'
import { BY_FILE } from './guesses'

/** @returns the page with the tables of every file replaced. @throws Error when the marks around a table are missing */
export function withTables(page: string): string {
  return Object.entries(BY_FILE).reduce((text, [file, { guesses, deviations }]) => {
    const [mark, end] = [`<!-- begin of what ${file} says -->`, `<!-- end of what ${file} says -->`]
    const [from, to] = [text.indexOf(mark), text.indexOf(end)]
    if (from === -1 || to < from) throw new Error(`Expected docs/sandbox.md to have "${mark}" and "${end}".`)
    return `${text.slice(0, from + mark.length)}\n\n${toTables(guesses, deviations)}\n\n${text.slice(to)}`
  }, page)
}

function toTables(guesses: readonly Guess[], deviations: readonly Deviation[]): string {
  const open = guesses.map((guess) => [
    `\`${guess.id}\`: ${guess.what}`,
    wordsOf(guess)
      .map((word) => `${word === guess.default ? `**${word}**` : word}: ${guess.answers[word]}`)
      .join('; '),
    guess.matters,
    guess.check,
  ])
  const rest = deviations.map(({ what, check }) => [what, check ?? '–'])
  return [
    ...(open.length === 0 ? [] : [table(['Guess', 'Answers', 'Where it matters', 'How to check it'], open)]),
    ...(rest.length === 0 ? [] : [table(['Deviation', 'How to check it'], rest)]),
  ].join('\n\n')
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`
  return [line(titles), line(titles.map(() => '-')), ...rows.map(line)].join('\n')
}

const escape = (text: string): string => text.replaceAll('|', '\\|')
