/** What the report watches: ground truth only, nothing that the app says of itself. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Tenant } from '../entra/tenant'
import type { ForgeHost } from '../forge/host'
import type { Identities } from '../identities'

export interface Observed {
  readonly clock: Clock
  readonly site: Site
  readonly tenant: Tenant
  readonly identities: Identities
  readonly host: Pick<ForgeHost, 'counts' | 'onEventDelivered' | 'onRequest'>
  /** Whose seats are counted. */
  readonly productKey: string
  /** Seats that a grant has to leave alone. */
  readonly seatReserve: number
  readonly dormancyDays: number
  /** How old the seats are that the app reads. */
  readonly seatsLagMs: number
}
