/** The clock as the app's code sees it: Date, timers, performance and AbortSignal.timeout on virtual time. */
import { promisify } from 'node:util'
import type { Clock, Timer } from '../clock'

/** A Date whose "now" is virtual; parsing, arithmetic and `instanceof` are those of the real one. */
export function createVirtualDate(clock: Pick<Clock, 'now'>, RealDate: DateConstructor): DateConstructor {
  const now = (): number => Math.floor(clock.now())
  const proxy: DateConstructor = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) => {
      if (args.length > 0 && newTarget === proxy) return new (target as new (...args: unknown[]) => Date)(...args)
      // A subclass of Date keeps its own prototype.
      if (newTarget !== proxy) return Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date
      return new target(now())
    },
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  })
  return proxy
}

export interface VirtualTimers {
  readonly globals: Readonly<Record<string, unknown>>
  /** Cancels what is left, as a function that has ended is frozen. */
  clear(): void
}

type Callback = (...args: unknown[]) => void

interface TimerHandle {
  timer: Timer
  ref(): TimerHandle
  unref(): TimerHandle
  hasRef(): boolean
  refresh(): TimerHandle
  close(): void
}

/** @param onError receives what a timer's callback throws: nobody else would */
export function createVirtualTimers(
  clock: Clock,
  RealAbortSignal: typeof AbortSignal,
  onError: (error: unknown) => void,
): VirtualTimers {
  const pending = new Set<TimerHandle>()

  function start(callback: Callback, ms: unknown, args: unknown[], isRepeated: boolean, minMs: number): TimerHandle {
    const delayMs = Math.max(minMs, Math.floor(Number(ms)) || 0)
    const fire = (): void => {
      if (isRepeated) handle.timer = clock.after(delayMs, fire)
      else pending.delete(handle)
      try {
        callback(...args)
      } catch (error) {
        onError(error)
      }
    }
    const handle: TimerHandle = {
      timer: clock.after(delayMs, fire),
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => {
        clock.cancel(handle.timer)
        handle.timer = clock.after(delayMs, fire)
        return handle
      },
      close: () => stop(handle),
    }
    pending.add(handle)
    return handle
  }

  function stop(handle: unknown): void {
    if (!pending.delete(handle as TimerHandle)) return
    clock.cancel((handle as TimerHandle).timer)
  }

  // Node turns a delay below 1 ms into 1 ms.
  const setTimeout = (callback: Callback, ms?: unknown, ...args: unknown[]): TimerHandle =>
    start(callback, ms, args, false, 1)
  const setInterval = (callback: Callback, ms?: unknown, ...args: unknown[]): TimerHandle =>
    start(callback, ms, args, true, 1)
  const setImmediate = (callback: Callback, ...args: unknown[]): TimerHandle => start(callback, 0, args, false, 0)
  const sleep = (ms: unknown, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => start(() => resolve(value), ms, [], false, 1))
  Object.defineProperty(setTimeout, promisify.custom, { value: sleep })

  const timeout = (ms: number): AbortSignal => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms)
    return controller.signal
  }
  const VirtualAbortSignal = new Proxy(RealAbortSignal, {
    get: (target, name) => (name === 'timeout' ? timeout : (Reflect.get(target, name) as unknown)),
  })

  return {
    globals: {
      setTimeout,
      setInterval,
      setImmediate,
      clearTimeout: stop,
      clearInterval: stop,
      clearImmediate: stop,
      AbortSignal: VirtualAbortSignal,
      timersPromises: { setTimeout: sleep, setImmediate: (value?: unknown) => sleep(0, value) },
    },
    clear: () => {
      for (const handle of pending) clock.cancel(handle.timer)
      pending.clear()
    },
  }
}

/** `performance.now()` counts from the start of the instance, as in a fresh process. */
export function createVirtualPerformance(clock: Clock): Readonly<Record<string, unknown>> {
  const timeOrigin = clock.now()
  return { timeOrigin, now: () => clock.now() - timeOrigin, mark: () => undefined, measure: () => undefined }
}
