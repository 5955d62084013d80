/** The command line of `npm run -s bench -- …`: text → what to do, or one line that says what is wrong. */
import { parseArgs } from 'node:util'
import type { ChosenAnswers } from '../guesses/guesses'
import { GUESS_USAGE, readChoices } from '../guesses/read-choices'

export type BenchFlags =
  | { readonly type: 'list' }
  | {
      readonly type: 'run'
      readonly name: string
      readonly people: number
      readonly guesses: ChosenAnswers
      readonly json: boolean
      readonly watchesHeap: boolean
    }
  | {
      readonly type: 'all'
      readonly sizes: readonly number[]
      readonly format: 'json' | 'markdown'
      /** Where the numbers are kept as they come, so that a run that was stopped goes on; null = nowhere. */
      readonly results: string | null
      /** Measure nothing: tell what the file of results has. */
      readonly onlyReports: boolean
    }
  | { readonly type: 'wrong'; readonly message: string }

/** The reference customer. */
const PEOPLE_DEFAULT = 42_000
const SIZES_DEFAULT = '1000,10000,42000,200000'
const PEOPLE_MAX = 1_000_000
const USAGE = `Usage: npm run -s bench -- [--sizes N,N,…] [--json | --markdown] [--results FILE [--report]], or --case NAME [--people N] [--heap] ${GUESS_USAGE} [--json], or --list`

export function parseBenchFlags(args: readonly string[], names: readonly string[]): BenchFlags {
  let values: ReturnType<typeof parse>
  let guesses: ChosenAnswers
  try {
    values = parse(args)
    guesses = readChoices(values.guess ?? [])
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return wrong(`${first.replace(/\.?$/, '.')} ${USAGE}`)
  }
  if (values.list === true) return { type: 'list' }
  const { case: name, json = false } = values
  if (name === undefined) return parseAll(values)
  if (!names.includes(name)) return wrong(`Expected --case to be one of ${names.join(', ')}, got '${name}'.`)
  const text = values.people ?? String(PEOPLE_DEFAULT)
  const people = parseSize(text)
  if (people === null) return wrong(`Expected a whole number from 1 to ${PEOPLE_MAX} for --people, got '${text}'.`)
  return { type: 'run', name, people, guesses, json, watchesHeap: values.heap === true }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      case: { type: 'string' },
      people: { type: 'string' },
      sizes: { type: 'string' },
      results: { type: 'string' },
      heap: { type: 'boolean' },
      guess: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      report: { type: 'boolean' },
      list: { type: 'boolean' },
    },
  }).values
}

function parseAll(values: ReturnType<typeof parse>): BenchFlags {
  const { people, heap, guess, sizes = SIZES_DEFAULT, markdown = false, results } = values
  if (people !== undefined || heap === true || guess !== undefined)
    return wrong(`Expected --case NAME with --people, --heap and --guess. ${USAGE}`)
  const numbers = sizes.split(',').map(parseSize)
  if (numbers.includes(null))
    return wrong(`Expected whole numbers from 1 to ${PEOPLE_MAX} for --sizes, got '${sizes}'.`)
  return {
    type: 'all',
    sizes: numbers as number[],
    format: markdown ? 'markdown' : 'json',
    results: results ?? null,
    onlyReports: values.report === true,
  }
}

function parseSize(text: string): number | null {
  const people = Number(text)
  return /^\d+$/.test(text) && people >= 1 && people <= PEOPLE_MAX ? people : null
}

function wrong(message: string): BenchFlags {
  return { type: 'wrong', message }
}
