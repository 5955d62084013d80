import { readSavings } from '../../measure/savings'
import { reads } from '../method'
import { readOverview } from '../overview'
import { scanStartState } from '../scan-start-state'

export const overviewMethods = {
  getOverview: reads()(readOverview),
  getSavings: reads()(readSavings),
  scanStartState: reads()(scanStartState),
}
