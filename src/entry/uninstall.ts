import { forgePorts } from '../adapters/forge/ports'
import { forgetConnections } from '../app/state/connections'
import { TIMEOUT_SECONDS } from './timeouts'

/** Before the app goes: the credentials go first. Forge deletes the rest of the storage itself. */
export async function uninstall(): Promise<void> {
  await forgetConnections(forgePorts(TIMEOUT_SECONDS.trigger))
}
