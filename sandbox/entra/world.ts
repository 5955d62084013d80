/** What the operations of Graph work with. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import type { Strictness } from '../strict-routes'
import type { DeltaLog } from './delta-log'
import type { Tenant } from './tenant'
import type { Throttle } from './throttle'
import type { UserTexts } from './user-texts'

export interface EntraWorld {
  readonly clock: Clock
  readonly tenant: Tenant
  readonly random: Random
  readonly strictness: Strictness
  readonly texts: UserTexts
  readonly throttle: Throttle
  readonly deltaLog: DeltaLog
}

/** Headers that tell what the request cost. */
export type CostHeaders = Readonly<Record<string, string>>
