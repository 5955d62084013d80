import { forgePorts } from '../adapters/forge/ports'
import { tick as runTick } from '../app/jobs/tick'
import { TIMEOUT_SECONDS } from './timeouts'

/**
 * The five-minute tick. @returns what Forge asks of a scheduled function: done, and nothing to say
 * (https://developer.atlassian.com/platform/forge/events-reference/scheduled-trigger/)
 */
export async function tick(): Promise<{ readonly statusCode: 204 }> {
  await runTick(forgePorts(TIMEOUT_SECONDS.tick))
  return { statusCode: 204 }
}
