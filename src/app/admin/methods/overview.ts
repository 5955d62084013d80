import { reads } from '../method'
import { readOverview } from '../overview'
import { scanStartState } from '../scan-start-state'

export const overviewMethods = {
  getOverview: reads()(readOverview),
  scanStartState: reads()(scanStartState),
}
