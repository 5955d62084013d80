/** The command line of `npm run -s simulate -- …`: text → checked numbers, or one line that says what is wrong. */
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ChosenAnswers } from '../guesses/guesses'
import { GUESS_USAGE, readChoices } from '../guesses/read-choices'

export interface Flags {
  people: number
  enabled: number
  seats: number
  active: number
  reserve: number
  dormancyDays: number
  days: number
  seed: number
  /** Of the visits of people without a seat, those by silent single sign-on, which no log shows. */
  silentPercent: number
  /** Where the people live. */
  directory: DirectoryName
  /** Answers to guesses about vendors, where they differ from the usual ones. */
  guesses: ChosenAnswers
  json: boolean
}

export type DirectoryName = (typeof DIRECTORIES)[number]
const DIRECTORIES = ['entra', 'okta'] as const

const FLAG_NAMES = [
  ...(['people', 'enabled', 'seats', 'active', 'reserve', 'dormancy-days', 'days', 'seed'] as const),
  'silent-percent',
] as const
type NumberFlag = (typeof FLAG_NAMES)[number]

/** The reference customer; enabled, seats and active keep their proportion to people. */
const REFERENCE = { people: 42_000, enabled: 41_000, seats: 15_000, active: 11_500 }
const DEFAULTS = { reserve: 5, 'dormancy-days': 180, days: 30, seed: 1, 'silent-percent': 0 }
/** Lowest and highest value that makes sense. */
const RANGES: Record<NumberFlag, readonly [number, number]> = {
  people: [1, 1_000_000],
  enabled: [1, 1_000_000],
  seats: [0, 1_000_000],
  active: [0, 1_000_000],
  reserve: [0, 1_000_000],
  'dormancy-days': [1, 3_650],
  days: [1, 3_650],
  'silent-percent': [0, 100],
  seed: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
}

export const USAGE = `Usage: npm run -s simulate -- ${FLAG_NAMES.map((name) => `[--${name} N]`).join(' ')} [--directory entra|okta] ${GUESS_USAGE} [--json]`

export type ParsedFlags = { ok: true; flags: Flags } | { ok: false; message: string }

export function parseFlags(args: readonly string[]): ParsedFlags {
  const read = readTokens(args)
  if (typeof read === 'string') return { ok: false, message: read }
  const { json, directory, guesses, texts } = read

  const given = new Map<NumberFlag, number>()
  for (const [name, text] of texts) {
    const parsed = v.safeParse(numberSchema(name), text)
    if (!parsed.success) return { ok: false, message: parsed.issues[0].message }
    given.set(name, parsed.output)
  }

  const people = given.get('people') ?? REFERENCE.people
  const scaled = (whole: number): number => Math.round((whole * people) / REFERENCE.people)
  const enabled = given.get('enabled') ?? Math.max(1, scaled(REFERENCE.enabled))
  const flags = v.safeParse(Consistent, {
    people,
    enabled,
    seats: given.get('seats') ?? scaled(REFERENCE.seats),
    active: given.get('active') ?? Math.min(enabled, scaled(REFERENCE.active)),
    reserve: given.get('reserve') ?? DEFAULTS.reserve,
    dormancyDays: given.get('dormancy-days') ?? DEFAULTS['dormancy-days'],
    days: given.get('days') ?? DEFAULTS.days,
    seed: given.get('seed') ?? DEFAULTS.seed,
    silentPercent: given.get('silent-percent') ?? DEFAULTS['silent-percent'],
    directory,
    guesses,
    json,
  })
  return flags.success ? { ok: true, flags: flags.output } : { ok: false, message: flags.issues[0].message }
}

/** @returns the text of each number flag (the last one counts), or what is wrong */
function readTokens(
  args: readonly string[],
): { json: boolean; directory: DirectoryName; guesses: ChosenAnswers; texts: Map<NumberFlag, string> } | string {
  const options = Object.fromEntries([
    ...FLAG_NAMES.map((name) => [name, { type: 'string' }] as const),
    ['directory', { type: 'string' }] as const,
    ['guess', { type: 'string', multiple: true }] as const,
    ['json', { type: 'boolean' }] as const,
  ])
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true })
  const texts = new Map<NumberFlag, string>()
  const choices: string[] = []
  let json = false
  let directory: DirectoryName = 'entra'
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') return `Expected only flags, got '${token.value}'. ${USAGE}`
    if (token.name === 'json' && token.rawName === '--json') {
      if (token.value !== undefined) return `Expected --json without a value, got '${token.value}'.`
      json = true
    } else if (token.name === 'directory' && token.rawName === '--directory') {
      const name = DIRECTORIES.find((known) => known === token.value)
      if (name === undefined) return `Expected entra or okta for --directory, got '${token.value ?? ''}'.`
      directory = name
    } else if (token.name === 'guess' && token.rawName === '--guess') {
      choices.push(token.value ?? '')
    } else if (isNumberFlag(token.name) && token.rawName === `--${token.name}`) {
      const isMissing = token.value === undefined || token.value === '' || token.value.startsWith('--')
      if (isMissing) return `Expected a whole number after --${token.name}, got none.`
      texts.set(token.name, token.value!)
    } else return `Unknown flag ${token.rawName}. ${USAGE}`
  }
  try {
    return { json, directory, guesses: readChoices(choices), texts }
  } catch (error) {
    return (error as Error).message
  }
}

function isNumberFlag(name: string): name is NumberFlag {
  return (FLAG_NAMES as readonly string[]).includes(name)
}

function numberSchema(name: NumberFlag) {
  const [lowest, highest] = RANGES[name]
  const range = name === 'seed' ? '' : ` from ${lowest} to ${highest}`
  const expected = (got: string): string => `Expected a whole number${range} for --${name}, got '${got}'.`
  return v.pipe(
    v.string(),
    v.regex(/^-?\d+$/, ({ input }) => expected(input)),
    v.transform(Number),
    v.minValue(lowest, ({ input }) => expected(String(input))),
    v.maxValue(highest, ({ input }) => expected(String(input))),
  )
}

const Consistent = v.pipe(
  v.custom<Flags>(() => true),
  v.check(
    ({ enabled, people }) => enabled <= people,
    ({ input }) => `Expected --enabled to be at most --people (${input.people}), got ${input.enabled}.`,
  ),
  v.check(
    ({ active, enabled }) => active <= enabled,
    ({ input }) => `Expected --active to be at most --enabled (${input.enabled}), got ${input.active}.`,
  ),
)
