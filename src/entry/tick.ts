import { forgePorts } from '../adapters/forge/ports'
import { tick as runTick } from '../app/jobs/tick'
import { TIMEOUT_SECONDS } from './timeouts'

/** The five-minute tick. */
export async function tick(): Promise<void> {
  await runTick(forgePorts(TIMEOUT_SECONDS.tick))
}
