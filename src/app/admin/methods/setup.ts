import { saveConnections } from '../../connections'
import type { ConnectionsInput } from '../../connections'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from '../../grant/signal-secret'
import type { SignalSecret } from '../../grant/signal-secret'
import { method } from '../method'

export const setupMethods = {
  saveConnections: method<ConnectionsInput>()(saveConnections),
  getSignalTrigger: method()(readSignalTrigger),
  saveSignalSecret: method<SignalSecret>()(saveSignalSecret),
  forgetSignalSecret: method()(forgetSignalSecret),
}
