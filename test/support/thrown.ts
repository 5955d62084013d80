/** Every error of the app's own kind that the bundle makes, whoever catches it, and whatever ends an invocation. */
import { format, inspect } from 'node:util'
import { realm } from '../../sandbox/forge/instance'
import type { Sandbox } from '../../sandbox/create-sandbox'

export interface Thrown {
  readonly errors: ReadonlySet<unknown>
  /** Instances of the bundle that start from now on are watched no more. */
  stop(): void
}

/** Watches the instances of the bundle that start after this. */
export function watchErrors(): Thrown & { watch(sandbox: Pick<Sandbox, 'host'>): void } {
  const errors = new Set<unknown>()
  const { Error: original } = realm
  realm.Error = new Proxy(original, {
    construct: (target, args, made: new () => object) => {
      const error: unknown = Reflect.construct(target, args, made)
      // Classes of libraries are named otherwise: what they hold is nobody's concern until one ends an invocation.
      if (made.name.endsWith('AppError')) errors.add(error)
      return error as object
    },
  })
  return {
    errors,
    watch: ({ host }) => host.onInvocation(({ thrown }) => thrown != null && errors.add(thrown)),
    stop: () => {
      realm.Error = original
    },
  }
}

/** Whatever somebody may print of an error: by `console`, by an inspector that shows all there is, and as JSON. */
export function printed(error: unknown): string {
  const { stack, cause } = (error ?? {}) as Partial<Error>
  const all = { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null } as const
  return [format('%s %o', error, error), inspect(error, all), JSON.stringify([error, cause, stack]), stack].join('\n')
}
