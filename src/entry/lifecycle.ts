import type { InvocationError } from '@forge/events'
import { startSchedules } from '../app/jobs/tick'
import { redeliverOnFailure } from './redeliver'
import type { Delivery } from './redeliver'

/** Installed or upgraded: the schedules begin with their next slot. A new installation is in dry run. */
export function lifecycle(event: Delivery): Promise<InvocationError | void> {
  return redeliverOnFailure(event, startSchedules)
}
