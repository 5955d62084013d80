/** The report of a run: every number measured by the sandbox. */
import type { ServiceName } from '../service'
import type { LeaverNumbers } from './leaver-measure'
import { measureLeavers } from './leaver-measure'
import type { Observed } from './observed'
import type { RemovalNumbers } from './removal-measure'
import { measureRemovals } from './removal-measure'
import type { RequestNumbers } from './request-measure'
import { measureRequests } from './request-measure'
import type { SeatNumbers } from './seat-measure'
import { measureSeats } from './seat-measure'

export interface ReportNumbers extends SeatNumbers, RequestNumbers, RemovalNumbers, LeaverNumbers {
  /** People in Entra who are enabled and in scope (members of the company, not guests). */
  enabled: number
  /** Those of them who hold an active Atlassian account. */
  provisioned: number
  /** By service, with retries and token calls. */
  requests: Record<ServiceName, number>
  invocations: number
  timedOutInvocations: number
}

export interface Report {
  /** The numbers at this instant. */
  read(): ReportNumbers
  /** The part that is cheap enough to be read often. */
  readRequests(): RequestNumbers
  rememberGrant(accountId: string, grantedAt: number): void
  /** Somebody has opened Jira. */
  rememberVisit(userId: string): void
}

/** Has to watch from the beginning, before the first person is added. */
export function createReport(observed: Observed): Report {
  const readSeats = measureSeats(observed)
  const requests = measureRequests(observed)
  const removals = measureRemovals(observed)
  const readLeavers = measureLeavers(observed)
  const { tenant, identities, host } = observed

  function readProvisioning(): Pick<ReportNumbers, 'enabled' | 'provisioned'> {
    let enabled = 0
    let provisioned = 0
    for (const user of tenant.users.values()) {
      if (!user.accountEnabled || user.userType !== 'Member') continue
      enabled += 1
      if (identities.hasActiveAccount(user.id)) provisioned += 1
    }
    return { enabled, provisioned }
  }

  return {
    read: () => ({
      ...readProvisioning(),
      ...readSeats(),
      ...requests.read(),
      ...removals.read(),
      ...readLeavers(),
      requests: { ...host.counts.requests },
      invocations: host.counts.invocations,
      timedOutInvocations: host.counts.timedOutInvocations,
    }),
    readRequests: requests.read,
    rememberVisit: requests.rememberVisit,
    rememberGrant: removals.rememberGrant,
  }
}
