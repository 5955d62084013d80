import type { Settings } from '../../core/settings'
import { checkTarget } from '../../core/settings/accounts'
import type { Target } from '../../core/settings/accounts'
import type { Ports } from '../../ports'
import { readConnected } from '../state/connections'

/** Who makes the accounts: automatic means SCIM where its connection was entered, and observing elsewhere. */
export async function readTarget(
  { store }: Pick<Ports, 'store'>,
  settings: Pick<Settings, 'target' | 'experimentalInvite'>,
): Promise<Exclude<Target, 'automatic'>> {
  const { target } = settings
  // Inviting without its switch is nothing that settings say: nobody makes accounts then.
  if (checkTarget(settings) !== null) return 'observe'
  if (target !== 'automatic') return target
  const connected = await readConnected(store)
  return connected !== null && connected.scimDirectoryId === null ? 'observe' : 'scim'
}
