/**
 * Runs functions of the bundle, each in an instance of its own while it lasts, with time-outs on virtual time.
 *
 * A time-out or a kill is the platform ceasing to answer: the promises of that invocation never settle, and its
 * instance is dropped.
 */
import type { Clock } from '../clock'
import type { AppLog } from './app-log'
import type { Instance } from './instance'
import type { Installation } from './installation'
import type { Invocation, InvocationRequest, InvocationResult, Outcome } from './invocation'
import { HOST } from './limits'
import type { AppFunction } from './manifest'

export interface InvocationRecord {
  readonly id: number
  readonly functionKey: string
  readonly startedAt: number
  readonly endedAt: number
  readonly outcome: Outcome
  /** What the handler returned; undefined unless ok. */
  readonly value: unknown
  /** Message of the error, if any; the app's stack stays in the log. */
  readonly error: string | null
  /** The error itself; null where the function returned. */
  readonly thrown: unknown
  readonly memoryMb: number
}

export interface Runtime {
  invoke(request: InvocationRequest): Invocation
  /** Ends an invocation as a crash of its process would. */
  kill(invocation: Invocation): void
  /** Fails the invocation that runs in `instance`, as an error that nobody caught does. */
  fail(instance: Instance, error: unknown): void
  /** Ends every running invocation. */
  killAll(): void
  /** Instances that are warm now serve nobody any more; those that run may end. */
  retireInstances(): void
}

export function createRuntime(options: {
  clock: Clock
  functions: ReadonlyMap<string, AppFunction>
  installation: Installation
  createInstance: () => Instance
  log: AppLog
  onEnd: (record: InvocationRecord) => void
}): Runtime {
  const { clock, functions, installation, log } = options
  const idle = new Map<string, Instance[]>([...functions.keys()].map((key) => [key, []]))
  const running = new Map<Invocation, (outcome: Outcome, value: unknown, error: unknown) => void>()
  let started = 0
  let version = 0

  function functionOf(key: string): AppFunction {
    const fn = functions.get(key)
    if (fn === undefined) throw new Error(`The manifest has no function "${key}".`)
    return fn
  }

  function invoke(request: InvocationRequest): Invocation {
    const fn = functionOf(request.functionKey)
    const startedIn = version
    const pool = idle.get(fn.key)!
    const instance = pool.pop() ?? options.createInstance()
    const startedAt = clock.now()
    const invocation: Invocation = {
      id: (started += 1),
      request,
      fn,
      tree: request.tree ?? { pushes: 0 },
      startedAt,
      deadline: startedAt + fn.timeoutSeconds * 1_000,
      isAlive: true,
      egressRequests: 0,
      logLines: 0,
      logBytes: 0,
    }
    const timeout = clock.at(invocation.deadline, () => end('timed-out', undefined, TIMED_OUT))

    function end(outcome: Outcome, value: unknown, error: unknown): void {
      if (!invocation.isAlive) return
      invocation.isAlive = false
      running.delete(invocation)
      clock.cancel(timeout)
      instance.current = null
      instance.clearTimers()
      // A function that returned or threw stays warm; a process that hung or crashed is gone.
      if ((outcome === 'ok' || outcome === 'error') && pool.length < HOST.idleInstances && startedIn === version)
        pool.push(instance)
      const message = outcome === 'ok' ? null : messageOf(error)
      if (outcome !== 'ok') log.write(clock.now(), fn.key, 'error', outcome === 'error' ? stackOf(error) : message!)
      options.onEnd({
        id: invocation.id,
        functionKey: fn.key,
        startedAt,
        endedAt: clock.now(),
        outcome,
        value,
        error: message,
        thrown: outcome === 'ok' ? null : error,
        memoryMb: fn.memoryMb,
      })
      request.onEnd?.({ outcome, value, error: message } satisfies InvocationResult)
    }

    running.set(invocation, end)
    instance.current = invocation
    instance.globals['__forge_runtime__'] = installation.runtimeFor(invocation)
    request.onStart?.()
    run(instance, fn, request, end)
    return invocation
  }

  function run(
    instance: Instance,
    fn: AppFunction,
    request: InvocationRequest,
    end: (outcome: Outcome, value: unknown, error: unknown) => void,
  ): void {
    const handler = instance.handlers[fn.exportName]
    if (typeof handler !== 'function') {
      end('error', undefined, new Error(`The bundle exports no function "${fn.exportName}".`))
      return
    }
    try {
      Promise.resolve(handler(request.payload, installation.handlerContext(request))).then(
        (value) => end('ok', value, null),
        (error: unknown) => end('error', undefined, error),
      )
    } catch (error) {
      end('error', undefined, error)
    }
  }

  return {
    invoke,
    kill: (invocation) => running.get(invocation)?.('killed', undefined, KILLED),
    fail: (instance, error) => {
      if (instance.current !== null) running.get(instance.current)?.('error', undefined, error)
    },
    retireInstances: () => {
      version += 1
      for (const pool of idle.values()) pool.splice(0)
    },
    killAll: () => {
      for (const end of [...running.values()]) end('killed', undefined, KILLED)
    },
  }
}

const TIMED_OUT = { message: 'The function exceeded its time-out.' }
const KILLED = { message: 'The process of the function ended.' }

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return String(error)
}

function stackOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack' in error && error.stack !== undefined)
    return String(error.stack)
  return messageOf(error)
}
