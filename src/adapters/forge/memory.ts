import { MINUTE_MS } from '../../core/time'
import type { InstanceMemory } from '../../ports'

/** So many things are remembered and no more: an instance of 128 MB must not fill with strangers' ids. */
const KEPT_MAX = 20_000

let minute = 0
const kept = new Map<string, unknown>()

/** Instances serve more than one installation: what is kept is of one site. @param site tells the site of this invocation */
export function createInstanceMemory(site: () => string, now: () => Date): InstanceMemory {
  const forgetEarlier = (): void => {
    const current = Math.floor(now().getTime() / MINUTE_MS)
    if (current !== minute) kept.clear()
    minute = current
  }
  return {
    read: <T>(key: string) => {
      forgetEarlier()
      return (kept.get(`${site()} ${key}`) as T | undefined) ?? null
    },
    keep: (key, value) => {
      forgetEarlier()
      if (kept.size < KEPT_MAX) kept.set(`${site()} ${key}`, value)
    },
  }
}
