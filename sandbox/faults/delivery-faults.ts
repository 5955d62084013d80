/** Faults between the platform and the app's functions: events, ticks, and processes that die. */
import type { DeliveryInterceptor } from '../forge/deliveries'
import type { PlatformInterceptor } from '../forge/platform'
import type { Random } from '../random'
import type { Interceptor } from '../service'
import type { Fault } from './fault'
import type { Timing } from './timing'

/** The second delivery of a duplicate comes while the first one still runs, or soon after it. */
const DUPLICATE_AFTER_MS = 700

export function createDeliveryInterceptor(
  random: Random,
  { kind, name, fault }: Extract<Fault, { target: 'delivery' }>,
  timing: Timing,
  onStrike: () => void,
): DeliveryInterceptor {
  return (delivery) => {
    if (delivery.kind !== kind || (name !== null && delivery.name !== name) || !timing.strikes()) return undefined
    onStrike()
    switch (fault.type) {
      case 'lost':
        return []
      case 'duplicate':
        return [0, DUPLICATE_AFTER_MS]
      case 'late':
        return [fault.ms]
      case 'reordered':
        return [random.int(0, fault.ms)]
    }
  }
}

/** Counts the calls of one function to remote services, store, queue and platform alike. */
export function createKill(
  { functionKey, isAfter }: Extract<Fault, { target: 'function' }>,
  timing: Timing,
  onStrike: () => void,
): { request: Interceptor; platform: PlatformInterceptor } {
  const kill = isAfter ? 'kill-after' : 'kill'
  function judge(caller: string | undefined): 'kill' | 'kill-after' | undefined {
    if (caller !== functionKey || !timing.strikes()) return undefined
    onStrike()
    return kill
  }
  return {
    request: (_service, { origin }) => judge(origin?.functionKey),
    platform: (call) => judge(call.functionKey),
  }
}
