import type { InvocationError } from '@forge/events'
import { startSchedules } from '../app/jobs/tick'
import { orOnceMore } from './once-more'
import type { Delivery } from './once-more'

/** Installed or upgraded: the schedules begin with their next slot. A new installation is in dry run. */
export function lifecycle(event: Delivery): Promise<InvocationError | void> {
  return orOnceMore(event, startSchedules)
}
