import { forgePorts } from '../adapters/forge/ports'
import { startSchedules } from '../app/run/tick'
import { TIMEOUT_SECONDS } from './timeouts'

/** Installed or upgraded: the schedules begin with their next slot. A new installation is in dry run. */
export async function lifecycle(): Promise<void> {
  await startSchedules(forgePorts(TIMEOUT_SECONDS.trigger))
}
