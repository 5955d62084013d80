/** Throttling of Graph: resource units of the identity service, requests of the reports service and for sign-in activity. */
import type { Clock } from '../clock'
import { createRateWindow } from '../rate-window'
import { tooManyRequests } from './errors'
import { REPORT_REQUESTS, RESOURCE_UNITS, SIGN_IN_ACTIVITY_REQUESTS } from './limits'
import type { Tenant } from './tenant'

export interface Throttle {
  readonly meters: EntraMeters
  /** @returns headers that tell the cost; throws the 429 */
  takeUnits(units: number): Readonly<Record<string, string>>
  takeReport(): void
  takeSignInActivity(): void
}

export interface EntraMeters {
  resourceUnits: number
  throttled: number
}

export function createThrottle({ clock, tenant }: { clock: Clock; tenant: Tenant }): Throttle {
  const unitsLimit = (): number => RESOURCE_UNITS.limits.find(({ fromUsers }) => tenant.users.size >= fromUsers)!.limit
  const units = createRateWindow({ limit: unitsLimit, windowMs: RESOURCE_UNITS.windowMs })
  const reports = createRateWindow(REPORT_REQUESTS)
  const signInActivity = createRateWindow(SIGN_IN_ACTIVITY_REQUESTS)
  const meters = { resourceUnits: 0, throttled: 0 }
  const scope = `Tenant_Application/ReadWrite/${tenant.clientId}/${tenant.tenantId}`

  function refuse(retryAfterMs: number, information: string): void {
    if (retryAfterMs === 0) return
    meters.throttled += 1
    throw tooManyRequests(retryAfterMs, scope, information)
  }

  return {
    meters,
    takeUnits: (cost) => {
      meters.resourceUnits += cost
      refuse(units.take(clock.now(), cost), 'ResourceUnitLimitExceeded')
      const share = 1 - units.remaining(clock.now()) / unitsLimit()
      // The share is told only when it is above 80 %.
      const percentage = share > 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {}
      return { 'x-ms-resource-unit': String(cost), ...percentage }
    },
    takeReport: () => refuse(reports.take(clock.now(), 1), 'ReportRequestLimitExceeded'),
    takeSignInActivity: () => refuse(signInActivity.take(clock.now(), 1), 'SignInActivityRequestLimitExceeded'),
  }
}
