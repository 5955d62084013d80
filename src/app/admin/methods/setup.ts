import { saveConnections } from '../../connections'
import type { ConnectionsInput } from '../../connections'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from '../../grant/signal-secret'
import type { SignalSecret } from '../../grant/signal-secret'
import { changes, reads } from '../method'

export const setupMethods = {
  saveConnections: changes<ConnectionsInput>('credentials')(saveConnections),
  getSignalTrigger: reads()(readSignalTrigger),
  saveSignalSecret: changes<SignalSecret>('credentials')(saveSignalSecret),
  forgetSignalSecret: changes('credentials')(forgetSignalSecret),
}
