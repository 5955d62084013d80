import type { World } from '../world'

/** One rule of the design, judged by what can be seen from outside: the truth, HTTP calls, and what is at rest. */
export interface Rule {
  readonly name: string
  /** Begins to watch. @returns asked after every step: what is broken by now, in words */
  watch(world: World): () => readonly string[]
}

/** The instant of a message, short. */
export function when(at: number): string {
  return new Date(at).toISOString().slice(5, 19)
}

/** A rule that is judged at the moments at which something happens. */
export function onEvents(watch: (world: World, broken: (text: string) => void) => void): Rule['watch'] {
  return (world) => {
    const breaches: string[] = []
    watch(world, (text) => void breaches.push(`${when(world.sandbox.clock.now())} ${text}`))
    return () => breaches
  }
}
