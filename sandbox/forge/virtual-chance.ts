/** Chance and cryptography as the app's code sees them: seeded, and with real asynchronous work that holds the clock. */
import nodeCrypto from 'node:crypto'
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'

export function createSeededMath(random: Random, realMath: Math): Math {
  const seeded = Object.defineProperties({}, Object.getOwnPropertyDescriptors(realMath)) as Math
  seeded.random = random.next
  return seeded
}

export interface SeededCrypto {
  /** Stands for the global `crypto`. */
  readonly web: Readonly<Record<string, unknown>>
  /** Stands for the module `node:crypto`. */
  readonly node: Readonly<Record<string, unknown>>
}

export function createSeededCrypto(random: Random, clock: Clock): SeededCrypto {
  const fill = <T extends ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = random.int(0, 255)
    return view
  }
  const randomUUID = (): string => makeUuid(random)
  const subtle = holdClock(nodeCrypto.webcrypto.subtle, clock)
  const web = Object.create(nodeCrypto.webcrypto, {
    subtle: { value: subtle },
    getRandomValues: { value: fill },
    randomUUID: { value: randomUUID },
  }) as Record<string, unknown>

  const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void): Buffer | undefined => {
    const bytes = fill(Buffer.alloc(size))
    if (callback === undefined) return bytes
    queueMicrotask(() => callback(null, bytes))
    return undefined
  }
  const randomInt = (from: number, to?: number): number =>
    to === undefined ? random.int(0, from - 1) : random.int(from, to - 1)
  const overrides = {
    randomUUID,
    randomBytes,
    randomInt,
    randomFillSync: fill,
    getRandomValues: fill,
    webcrypto: web,
    subtle,
  }
  // Several members of the real module are accessors without a setter, so they are replaced by definition.
  const descriptors = Object.fromEntries(
    Object.entries(overrides).map(([name, value]) => [name, { value, enumerable: true }]),
  )
  return { web, node: Object.create(nodeCrypto, descriptors) as Record<string, unknown> }
}

/**
 * Operations run in real threads and finish in any order; here they settle in the order in which they were started,
 * while virtual time stands still.
 */
function holdClock(subtle: object, clock: Clock): object {
  let previous: Promise<unknown> = Promise.resolve()
  const wrapped = new Map<PropertyKey, unknown>()
  return new Proxy(subtle, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown
      if (typeof member !== 'function') return member
      let wrapper = wrapped.get(name)
      if (wrapper === undefined) {
        wrapper = (...args: unknown[]): Promise<unknown> => {
          const work = Reflect.apply(member, target, args) as Promise<unknown>
          const inTurn = Promise.allSettled([previous, work]).then(() => work)
          previous = inTurn
          return clock.hold(inTurn)
        }
        wrapped.set(name, wrapper)
      }
      return wrapper
    },
  })
}
