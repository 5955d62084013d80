/**
 * One instance of the bundle: module state of its own, like one warm process of the platform. It serves one invocation
 * at a time and is used again, or dropped after a time-out or a kill.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { compileFunction } from 'node:vm'
import type { Clock } from '../clock'
import type { Random } from '../random'
import type { AppLog } from './app-log'
import type { Invocation } from './invocation'
import { createSeededCrypto, createSeededMath } from './virtual-chance'
import { createVirtualDate, createVirtualPerformance, createVirtualTimers } from './virtual-time'

export type Handler = (payload: unknown, context: unknown) => unknown

export interface Instance {
  readonly handlers: Readonly<Record<string, Handler>>
  /** The `global` object of the bundle: `__forge_runtime__` is set on it for each invocation. */
  readonly globals: Record<string, unknown>
  current: Invocation | null
  /** Ends timers that the last invocation left behind. */
  clearTimers(): void
}

/** How the instance reaches the outside: the two seams of the Forge packages, and errors nobody caught. */
export interface InstanceHost {
  forgeFetch(instance: Instance, auth: unknown, path: string, init: RequestInit | undefined): Promise<unknown>
  fetch(instance: Instance, input: unknown, init: RequestInit | undefined): Promise<Response>
  onUncaught(instance: Instance, error: unknown): void
}

/** The names that the bundle finds instead of the real ones, in the order of the compiled function's parameters. */
const PARAMETERS = [
  ...['module', 'exports', 'require', '__filename', '__dirname', 'global', 'globalThis', 'self', 'process', 'console'],
  ...['Date', 'Math', 'performance', 'crypto', 'fetch', 'AbortSignal'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
] as const

/** Modules that would reach the network or the machine past the sandbox. */
const FORBIDDEN_MODULES = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'child_process',
  'worker_threads',
  'cluster',
])

/** The realm in which the bundle runs: code of the sandbox may live in another one, whose errors fail `instanceof`. */
export const realm = compileFunction('return globalThis')() as typeof globalThis

/** @param bundlePath path of index.cjs; it is compiled once and called for each instance */
export function createInstanceFactory(options: {
  bundlePath: string
  clock: Clock
  random: Random
  log: AppLog
  host: InstanceHost
  /** ms by which the machine's clock is ahead of the true time; its timers are right all the same. */
  skewMs: () => number
}): () => Instance {
  const { bundlePath, clock, log, host } = options
  const compiled = compileFunction(readFileSync(bundlePath, 'utf8'), [...PARAMETERS], { filename: bundlePath }) as (
    ...args: unknown[]
  ) => void
  const nodeRequire = createRequire(bundlePath)
  const VirtualDate = createVirtualDate({ now: () => clock.now() + options.skewMs() }, realm.Date)
  let created = 0

  return () => {
    const random = options.random.fork(`instance/${created++}`)
    const timers = createVirtualTimers(clock, realm.AbortSignal, (error) => host.onUncaught(instance, error))
    const crypto = createSeededCrypto(random, clock)
    const performance = createVirtualPerformance(clock)
    const { timersPromises, ...timerGlobals } = timers.globals
    const process = createProcess(clock)
    const module = { exports: {} as Record<string, Handler> }

    const globals = Object.create(realm) as Record<string, unknown>
    const instance: Instance = { handlers: module.exports, globals, current: null, clearTimers: timers.clear }
    const replacements: Record<string, unknown> = {
      ...timerGlobals,
      global: globals,
      globalThis: globals,
      self: globals,
      process,
      console: log.createConsole(clock.now, () => instance.current),
      Date: VirtualDate,
      Math: createSeededMath(random, realm.Math),
      performance,
      crypto: crypto.web,
      fetch: (input: unknown, init?: RequestInit) => host.fetch(instance, input, init),
    }
    for (const [name, value] of Object.entries(replacements)) {
      Object.defineProperty(globals, name, { value, writable: true, configurable: true, enumerable: true })
    }
    globals['__forge_fetch__'] = (auth: unknown, path: string, init?: RequestInit) =>
      host.forgeFetch(instance, auth, path, init)

    const modules: Record<string, unknown> = {
      crypto: crypto.node,
      timers: timerGlobals,
      'timers/promises': timersPromises,
      perf_hooks: { performance },
      process,
    }
    const require = (name: string): unknown => {
      const bare = name.replace(/^node:/, '')
      if (FORBIDDEN_MODULES.has(bare.split('/')[0]!))
        throw new Error(`The sandbox has no module "${name}": the app must use fetch.`)
      return modules[bare] ?? nodeRequire(name)
    }
    const given: Record<string, unknown> = {
      ...replacements,
      module,
      exports: module.exports,
      require,
      __filename: bundlePath,
      __dirname: dirname(bundlePath),
    }
    compiled(...PARAMETERS.map((name) => given[name]))
    return module.exports === instance.handlers ? instance : Object.assign(instance, { handlers: module.exports })
  }
}

function createProcess(clock: Clock): Record<string, unknown> {
  const startedAt = clock.now()
  const ignore = (): void => undefined
  const elapsedNs = (): bigint => BigInt(Math.floor((clock.now() - startedAt) * 1e6))
  const hrtime = (): [number, number] => [Math.floor((clock.now() - startedAt) / 1e3), 0]
  return {
    env: {},
    argv: ['node', 'index.cjs'],
    version: process.version,
    versions: process.versions,
    platform: 'linux',
    arch: 'arm64',
    pid: 1,
    nextTick: process.nextTick,
    hrtime: Object.assign(hrtime, { bigint: elapsedNs }),
    uptime: () => (clock.now() - startedAt) / 1e3,
    memoryUsage: process.memoryUsage,
    cwd: () => '/',
    emitWarning: ignore,
    on: ignore,
    once: ignore,
    off: ignore,
    removeListener: ignore,
    emit: () => false,
  }
}
