import { method } from '../method'
import { readOverview } from '../overview'
import { scanStartState } from '../scan-start-state'

export const overviewMethods = {
  getOverview: method()(readOverview),
  scanStartState: method()(scanStartState),
}
