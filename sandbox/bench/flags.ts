/** The command line of `npm run -s bench -- …`: text → what to do, or one line that says what is wrong. */
import { parseArgs } from 'node:util'

export type BenchFlags =
  | { readonly type: 'list' }
  | { readonly type: 'run'; readonly name: string; readonly people: number; readonly json: boolean }
  | { readonly type: 'wrong'; readonly message: string }

/** The reference customer. */
const PEOPLE_DEFAULT = 42_000
const PEOPLE_MAX = 1_000_000
const USAGE = 'Usage: npm run -s bench -- --case NAME [--people N] [--json], or --list for the names'

export function parseBenchFlags(args: readonly string[], names: readonly string[]): BenchFlags {
  let values: { case?: string; people?: string; json?: boolean; list?: boolean }
  try {
    values = parseArgs({
      args: [...args],
      options: {
        case: { type: 'string' },
        people: { type: 'string' },
        json: { type: 'boolean' },
        list: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return wrong(`${first.replace(/\.?$/, '.')} ${USAGE}`)
  }
  if (values.list === true) return { type: 'list' }
  const { case: name, people = String(PEOPLE_DEFAULT), json = false } = values
  if (name === undefined) return wrong(`Expected --case NAME. ${USAGE}`)
  if (!names.includes(name)) return wrong(`Expected --case to be one of ${names.join(', ')}, got '${name}'.`)
  const count = Number(people)
  if (!/^\d+$/.test(people) || count < 1 || count > PEOPLE_MAX)
    return wrong(`Expected a whole number from 1 to ${PEOPLE_MAX} for --people, got '${people}'.`)
  return { type: 'run', name, people: count, json }
}

function wrong(message: string): BenchFlags {
  return { type: 'wrong', message }
}
