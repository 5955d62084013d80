/** What a piece of work keeps alive: the heap after a full collection, looked at in the middle of the work. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Sandbox } from '../create-sandbox'

/** A collection takes a moment in a large company, so it looks at every so many calls, and so often at most. */
const LOOKS_EVERY = 25
const LOOKS_MAX = 250
const BYTES_PER_MB = 1_048_576

/** @returns the growth since the beginning, MB: the app's and that of the sandbox which simulates the rest */
export function watchLiveHeap({ host }: Sandbox): { stop(): number } {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const look = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = look()
  let calls = 0
  let looks = 0
  let largest = before
  let isWatching = true
  const onCall = (): void => {
    calls += 1
    if (!isWatching || calls % LOOKS_EVERY !== 0 || looks >= LOOKS_MAX) return
    looks += 1
    largest = Math.max(largest, look())
  }
  host.onRequest(onCall)
  host.onPlatformMessage(onCall)
  return {
    stop: () => {
      isWatching = false
      return Math.round(((largest - before) / BYTES_PER_MB) * 10) / 10
    },
  }
}
