/** The command line of `npm run -s chaos -- …`: text → what to do, or one line that says what is wrong. */
import { parseArgs } from 'node:util'
import type { ChosenAnswers } from '../guesses/guesses'
import { GUESS_USAGE, readChoices } from '../guesses/read-choices'

export type ChaosFlags =
  | {
      readonly type: 'campaign'
      readonly seed: number
      readonly guesses: ChosenAnswers
      readonly runs: number
      readonly workers: number
      readonly app: string | undefined
      readonly json: boolean
    }
  | {
      readonly type: 'replay'
      readonly seed: number
      readonly guesses: ChosenAnswers
      readonly run: number
      readonly path: string | undefined
      /** Folder of another app than the one here, such as an earlier commit of it. */
      readonly app: string | undefined
      readonly json: boolean
      readonly trace: boolean
    }
  | {
      readonly type: 'bugs'
      readonly seed: number
      readonly runs: number
      readonly workers: number
      readonly only: string | undefined
    }
  | { readonly type: 'wrong'; readonly message: string }

const USAGE = `Usage: npm run -s chaos -- [--seed S] [--runs N] [--workers W] [--app FOLDER] ${GUESS_USAGE} [--json], --seed S --run N [--path P] [--trace] to replay one, or --bugs [--only NAME]`
const DEFAULTS = { seed: 1, runs: 1_000, bugRuns: 200, workers: 2 }
const OPTIONS = {
  seed: { type: 'string' },
  runs: { type: 'string' },
  run: { type: 'string' },
  path: { type: 'string' },
  workers: { type: 'string' },
  only: { type: 'string' },
  app: { type: 'string' },
  guess: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  bugs: { type: 'boolean' },
  trace: { type: 'boolean' },
} as const

export function parseChaosFlags(args: readonly string[]): ChaosFlags {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const json = values.json === true
    const seed = toNumber('--seed', values.seed, DEFAULTS.seed, 0, 2 ** 31 - 1)
    const workers = toNumber('--workers', values.workers, DEFAULTS.workers, 1, 64)
    const guesses = readChoices(values.guess ?? [])
    if (values.bugs === true) {
      if (values.guess !== undefined) throw new Error('Expected no --guess with --bugs.')
      const runs = toNumber('--runs', values.runs, DEFAULTS.bugRuns, 1, 100_000)
      return { type: 'bugs', seed, runs, workers, only: values.only }
    }
    if (values.run !== undefined) {
      return {
        type: 'replay',
        seed,
        guesses,
        run: toNumber('--run', values.run, 1, 1, 1_000_000),
        path: values.path,
        app: values.app,
        json,
        trace: values.trace === true,
      }
    }
    const runs = toNumber('--runs', values.runs, DEFAULTS.runs, 1, 1_000_000)
    return { type: 'campaign', seed, guesses, workers, app: values.app, json, runs }
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { type: 'wrong', message: `${first.replace(/\.?$/, '.')} ${USAGE}` }
  }
}

function toNumber(name: string, text: string | undefined, fallback: number, min: number, max: number): number {
  if (text === undefined) return fallback
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= min && number <= max) return number
  throw new Error(`Expected a whole number from ${min} to ${max} for ${name}, got '${text}'.`)
}
