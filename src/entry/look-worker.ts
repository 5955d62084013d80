import { forgePorts } from '../adapters/forge/ports'
import { lookAtSignIns } from '../app/signals/look-at-sign-ins'
import { TIMEOUT_SECONDS } from './timeouts'

/** A look at the sign-in log between two ticks. */
export async function lookWorker(): Promise<void> {
  await lookAtSignIns(forgePorts(TIMEOUT_SECONDS.lookWorker))
}
