/** What the app logs, within Forge's limits for one invocation; the newest lines are kept. */
import { format } from 'node:util'
import { HOST, INVOCATION } from './limits'
import type { Invocation } from './invocation'

export interface LogEntry {
  readonly at: number
  readonly functionKey: string
  readonly level: string
  readonly text: string
}

const LEVELS = { log: 'info', info: 'info', warn: 'warn', error: 'error', debug: 'debug', trace: 'debug' } as const

export interface AppLog {
  readonly entries: readonly LogEntry[]
  /** Of everything the app logged within the limits, also of what is no longer kept. */
  readonly bytes: number
  write(at: number, functionKey: string, level: string, text: string): void
  /** A console for one instance; `current` tells the invocation it is running. */
  createConsole(now: () => number, current: () => Invocation | null): Readonly<Record<string, unknown>>
}

export function createAppLog(): AppLog {
  const entries: LogEntry[] = []
  let bytes = 0

  function write(at: number, functionKey: string, level: string, text: string): void {
    // Dropping half at a time keeps the cost per line constant.
    if (entries.length === 2 * HOST.logEntries) entries.splice(0, HOST.logEntries)
    entries.push({ at, functionKey, level, text })
  }

  return {
    entries,
    get bytes() {
      return bytes
    },
    write,
    createConsole: (now, current) => {
      const consoleMethods: Record<string, unknown> = {}
      for (const [method, level] of Object.entries(LEVELS)) {
        consoleMethods[method] = (...args: unknown[]): void => {
          const invocation = current()
          const text = args.length === 1 && typeof args[0] === 'string' ? args[0] : format(...args)
          if (invocation === null || !isWithinLimits(invocation, text)) return
          bytes += Buffer.byteLength(text)
          write(now(), invocation.request.functionKey, level, text)
        }
      }
      for (const method of ['time', 'timeEnd', 'timeLog', 'group', 'groupEnd', 'count', 'assert', 'dir', 'table']) {
        consoleMethods[method] = (): void => undefined
      }
      return consoleMethods
    },
  }
}

/** Forge drops what is beyond: it never fails the function. */
function isWithinLimits(invocation: Invocation, text: string): boolean {
  invocation.logLines += 1
  invocation.logBytes += Buffer.byteLength(text)
  const lines = INVOCATION.logLinesPerMinute * Math.ceil(invocation.fn.timeoutSeconds / 60)
  return invocation.logLines <= lines && invocation.logBytes <= INVOCATION.logBytes
}
