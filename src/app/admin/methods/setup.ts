import { saveConnections, savingAlone } from '../../setup/save-connections'
import type { ConnectionsInput } from '../../state/connections'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from '../../signals/signal-secret'
import type { SignalSecret } from '../../signals/signal-secret'
import { changes, reads } from '../method'
import { checkReadiness } from '../../setup/check-readiness'
import { confirm } from '../../setup/confirm'
import type { ConfirmInput } from '../../setup/confirm'
import { saveConnection } from '../../setup/connection-parts'
import type { PartInput } from '../../setup/connection-parts'
import { describeSetup } from '../../setup/describe-setup'
import { testConnection } from '../../setup/test-connection'
import type { TestQuestion } from '../../setup/test-connection'

export const setupMethods = {
  getSetup: reads()(describeSetup),
  testConnection: reads<TestQuestion>()(testConnection),
  saveConnection: changes<PartInput>('credentials')(saveConnection),
  checkReadiness: reads()(checkReadiness),
  confirm: changes<ConfirmInput>('confirmed')(confirm),
  saveConnections: changes<ConnectionsInput>('credentials')((ports, input) =>
    savingAlone(ports, () => saveConnections(ports, input)),
  ),
  getSignalTrigger: reads()(readSignalTrigger),
  saveSignalSecret: changes<SignalSecret>('credentials')(saveSignalSecret),
  forgetSignalSecret: changes('credentials')(forgetSignalSecret),
}
