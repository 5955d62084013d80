/** The command line of `npm start`: the flags of the simulation, and those of the page. */
import { parseFlags, USAGE } from '../simulation/flags'
import type { Flags } from '../simulation/flags'

export interface StartFlags extends Omit<Flags, 'json' | 'days'> {
  port: number
  /** The app begins unconfigured, and every job as a dry run. */
  fresh: boolean
  /** Jira, Atlassian and Entra are served over HTTP on this machine, too. */
  services: boolean
  /** Days that have passed when the page opens. */
  days: number
}

export type ParsedStartFlags = { ok: true; flags: StartFlags } | { ok: false; message: string }

const DEFAULT_PORT = 3000
const HIGHEST_PORT = 65_535
export const START_USAGE = `${USAGE.replace('npm run -s simulate', 'npm start').replace(' [--json]', '')} [--port N] [--fresh] [--services]`

export function parseStartFlags(args: readonly string[]): ParsedStartFlags {
  const rest: string[] = []
  const switches = { fresh: false, services: false }
  let port = DEFAULT_PORT
  let tellsDays = false

  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = splitFlag(args[index]!)
    const word = name.slice(2)
    if (name === '--json' || (word in switches && inline !== undefined)) return unknown(args[index]!)
    if (name === `--${word}` && word in switches) switches[word as keyof typeof switches] = true
    else if (name === '--port') {
      const text = inline ?? args[(index += 1)] ?? ''
      if (!/^\d+$/.test(text) || Number(text) > HIGHEST_PORT) {
        return { ok: false, message: `Expected a whole number from 0 to ${HIGHEST_PORT} for --port, got '${text}'.` }
      }
      port = Number(text)
    } else {
      tellsDays ||= name === '--days'
      rest.push(args[index]!)
    }
  }
  const parsed = parseFlags(rest)
  if (!parsed.ok) return { ok: false, message: parsed.message.replace(USAGE, START_USAGE) }
  const { json: _json, days, ...company } = parsed.flags
  return { ok: true, flags: { ...company, days: tellsDays ? days : 0, port, ...switches } }
}

function unknown(flag: string): ParsedStartFlags {
  return { ok: false, message: `Unknown flag ${flag}. ${START_USAGE}` }
}

function splitFlag(argument: string): [string, string | undefined] {
  const equals = argument.indexOf('=')
  return equals === -1 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)]
}
