import { createSite } from '../../../sandbox/atlassian/create-site'
import { createClock } from '../../../sandbox/clock'
import { createCompany } from '../../../sandbox/company/create-company'
import type { CompanyParameters, VisitShares } from '../../../sandbox/company/parameters'
import type { ProductEvent } from '../../../sandbox/company/world'
import { furnishSite, PRODUCT_KEY } from '../../../sandbox/company/world'
import { durationMs } from '../../../sandbox/duration'
import { entraKind } from '../../../sandbox/entra/directory-kind'
import { createTenant } from '../../../sandbox/entra/create-tenant'
import type { ForgeHost } from '../../../sandbox/forge/host'
import type { ChosenAnswers } from '../../../sandbox/guesses/guesses'
import { settleAnswers } from '../../../sandbox/guesses/guesses'
import { createIdentities } from '../../../sandbox/identities'
import { createRandom } from '../../../sandbox/random'
import { createReport } from '../../../sandbox/report/create-report'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** A Monday, midnight UTC. */
export const MONDAY = Date.parse('2026-01-05T00:00:00Z')

/** The people, the two tenants and the report, without the platform and the app: tests play the app by hand. */
export function companyWithoutApp(
  options: {
    company?: CompanyParameters
    seed?: string
    seats?: number
    seatReserve?: number
    dormancyDays?: number
    guesses?: ChosenAnswers
    visits?: VisitShares
  } = {},
) {
  const answers = settleAnswers(options.guesses)
  const clock = createClock(MONDAY)
  const random = createRandom(options.seed ?? '1')
  const site = createSite({ clock, random: random.fork('atlassian'), answers })
  const tenant = createTenant({ clock, random: random.fork('entra'), kind: entraKind(answers) })
  const identities = createIdentities({ site, tenant })
  const emitted: ProductEvent[] = []
  const host = fakeHost()
  const furniture = furnishSite(site, options.company?.seats ?? options.seats ?? 100)
  const report = createReport({
    clock,
    site,
    tenant,
    identities,
    host: host.platform,
    productKey: PRODUCT_KEY,
    seatReserve: options.seatReserve ?? 5,
    dormancyDays: options.dormancyDays ?? 180,
    seatsLagMs: durationMs(answers['jira-seats-lag']),
  })
  const company = createCompany(
    {
      clock,
      random: random.fork('company'),
      site,
      tenant,
      identities,
      emit: (event) => emitted.push(event),
      onSeatHistory: report.rememberGrant,
      onVisit: report.rememberVisit,
      visits: options.visits ?? {},
      answers,
    },
    furniture,
    options.company ?? null,
  )
  company.begin()
  return { clock, site, tenant, identities, company, report, emitted, deliver: host.deliver, readSeats: host.readSeats }
}

function fakeHost() {
  const eventListeners: Parameters<ForgeHost['onEventDelivered']>[0][] = []
  const requestListeners: Parameters<ForgeHost['onRequest']>[0][] = []
  const platform: Pick<ForgeHost, 'counts' | 'onEventDelivered' | 'onRequest'> = {
    counts: {
      invocations: 0,
      timedOutInvocations: 0,
      failedInvocations: 0,
      requests: { jira: 0, organization: 0, scim: 0, entra: 0, okta: 0 },
      kvsReads: 0,
      kvsWrites: 0,
      kvsReadBytes: 0,
      kvsWriteBytes: 0,
      kvsReadUnits: 0,
      kvsWriteUnits: 0,
      queueEvents: 0,
      logBytes: 0,
      throttledCalls: 0,
    },
    onEventDelivered: (listener) => eventListeners.push(listener),
    onRequest: (listener) => requestListeners.push(listener),
  }
  return {
    platform,
    /** The app is told about a product event at `at`. */
    deliver: (event: ProductEvent, at: number) => eventListeners.forEach((listener) => listener({ at, event })),
    /** The app reads the seats. */
    readSeats: () => {
      const url = new URL('https://example.atlassian.net/rest/api/3/applicationrole/jira-software')
      const request = { method: 'GET', url, headers: {}, body: null, caller: { kind: 'app' }, origin: null } as const
      for (const listener of requestListeners) listener('jira', request, { status: 200 })
    },
  }
}
