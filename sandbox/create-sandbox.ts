/** The whole sandbox: one clock, two tenants, four services, the platform with the built app, and the people. */
import type { Administrator } from './administrator/create-administrator'
import { createAdministrator } from './administrator/create-administrator'
import { createSite } from './atlassian/create-site'
import type { Site } from './atlassian/site'
import type { Clock } from './clock'
import { createClock } from './clock'
import type { Company } from './company/create-company'
import { createCompany } from './company/create-company'
import type { CompanyParameters } from './company/parameters'
import { furnishSite, PRODUCT_KEY } from './company/world'
import { durationMs } from './duration'
import type { Faults } from './faults/create-faults'
import { createFaults } from './faults/create-faults'
import { createTenant } from './entra/create-tenant'
import type { DirectoryKind } from './entra/directory-kind'
import { ENTRA } from './entra/directory-kind'
import type { Tenant } from './entra/tenant'
import { createEntraService } from './entra/entra-service'
import type { Bundle } from './forge/build'
import { buildBundle } from './forge/build'
import { createForgeHost } from './forge/create-host'
import type { ForgeHost } from './forge/host'
import { readManifest } from './forge/manifest'
import type { Identities } from './identities'
import { createIdentities } from './identities'
import { createJiraService } from './jira/jira-service'
import { OKTA } from './okta/okta-kind'
import { createOktaService } from './okta/okta-service'
import type { OktaOrg } from './okta/org'
import { createOktaOrg } from './okta/org'
import { createOrganizationService } from './organization/organization-service'
import type { Meters } from './meters/create-meters'
import { createMeters } from './meters/create-meters'
import type { Random } from './random'
import { createRandom } from './random'
import type { Report } from './report/create-report'
import { createReport } from './report/create-report'
import { createScimService } from './scim/scim-service'
import type { Service, ServiceName, ServiceReply, ServiceRequest } from './service'

const DAY_MS = 86_400_000
/** A Monday, midnight UTC. */
const STARTS_AT = Date.parse('2026-01-05T00:00:00Z')
/** A seat guard, a poll and a postponed queue event are all done after this long without anything happening. */
const LONGEST_PAUSE_MS = 15 * 60_000 + 1_000
const SETTLES_WITHIN_MS = 6 * 3_600_000

export interface SandboxOptions {
  /** The same seed gives the same run; '1' unless told. */
  readonly seed?: string
  /** Epoch ms. */
  readonly startsAt?: number
  /** null (unless told) = nobody; fill it with `company.person(…)`. */
  readonly company?: Omit<CompanyParameters, 'endsAt'> | null
  /** Length of the run, if it is known: nobody joins, leaves or is enabled in its last 48 hours. */
  readonly days?: number
  /** Of an empty company; null = unlimited. 100 unless told. */
  readonly seats?: number | null
  /** What the report holds the app to; 5 and 180 unless told. */
  readonly seatReserve?: number
  readonly dormancyDays?: number
  /** Limit of the SCIM directory; none unless told, since none is published. */
  readonly scimRequestsPerSecond?: number
  /** Where the people live; Entra unless told. */
  readonly directory?: DirectoryKind['name']
  /** What a page of the organization's accounts takes, ms. */
  readonly accountPageMs?: number
  /** false: the organization's plan has no audit log. */
  readonly hasAuditLog?: boolean
  /** The built app; built now unless told. */
  readonly bundle?: Bundle
  /** What goes wrong, a line each, e.g. 'entra 429 for 10m'; the language is described in faults/parse-fault.ts. */
  readonly faults?: readonly string[]
  /** false: the test calls `host.install()` itself. */
  readonly install?: boolean
  readonly log?: (line: string) => void
}

export interface Sandbox {
  readonly startsAt: number
  readonly clock: Clock
  readonly host: ForgeHost
  readonly site: Site
  /** The people, their groups and their sign-ins, in whichever directory they live. */
  readonly tenant: Tenant
  /** The Okta org; nobody is told of it when the people live in Entra. */
  readonly okta: OktaOrg
  readonly directory: DirectoryKind['name']
  readonly services: Services
  /** Which account belongs to whom. */
  readonly identities: Identities
  readonly company: Company
  readonly administrator: Administrator
  readonly report: Report
  /** What a customer pays for and is limited by; cheap enough to be read at every turn. */
  readonly meters: Meters
  /** Arms further faults on the way, and tells how often each has struck. */
  readonly faults: Faults
  /** Moves the clock without ticks, to an instant (epoch ms or ISO text). */
  advanceTo(time: number | string): Promise<void>
  /** Lives on with ticks, for a duration ('6h', '2d' or ms). */
  runFor(duration: string | number): Promise<void>
  /** Lives on with ticks, to an instant. */
  advanceWithTicksTo(time: number): Promise<void>
  /** Moves the clock, without ticks, until nothing more happens within a quarter of an hour. */
  settle(): Promise<void>
  /** Moves the clock as far as `work` needs to end. */
  complete<T>(work: Promise<T>): Promise<T>
  /** Tells each request of the app that reaches a service, with the service's own reply; tests hold both to contracts. */
  onExchange(listener: ExchangeListener): void
  /** Requests that the real services would not understand, as text; there should be none. */
  violations(): readonly string[]
}

export type Services = ReturnType<typeof createServices>

export type ExchangeListener = (service: ServiceName, request: ServiceRequest, reply: ServiceReply) => void

function createServices(world: {
  clock: Clock
  site: Site
  tenant: Tenant
  okta: OktaOrg
  random: Random
  /** Of the app's manifest: Jira asks for them. */
  scopes: readonly string[]
  options: SandboxOptions
}) {
  const { scimRequestsPerSecond = null, accountPageMs, hasAuditLog = true } = world.options
  return {
    jira: createJiraService(world),
    organization: createOrganizationService({
      ...world,
      hasAuditLog,
      ...(accountPageMs === undefined ? {} : { searchLatencyMs: accountPageMs }),
    }),
    scim: createScimService({ ...world, requestsPerSecond: scimRequestsPerSecond }),
    entra: createEntraService(world),
    okta: createOktaService({ clock: world.clock, org: world.okta }),
  }
}

function withListeners(service: Service, listeners: readonly ExchangeListener[]): Service {
  return {
    ...service,
    handle: (request) => {
      const reply = service.handle(request)
      for (const listener of listeners) listener(service.name, request, reply)
      return reply
    },
  }
}

export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { startsAt = STARTS_AT, seatReserve = 5, dormancyDays = 180, log = () => undefined } = options
  const bundle = options.bundle ?? (await buildBundle({ log, withResources: false }))
  const random = createRandom(options.seed ?? '1')
  const clock = createClock(startsAt)
  const site = createSite({ clock, random: random.fork('atlassian') })
  const kind = options.directory === 'okta' ? OKTA : ENTRA
  const tenant = createTenant({ clock, random: random.fork('entra'), kind })
  const okta = createOktaOrg({ clock, tenant, random: random.fork('okta') })
  const identities = createIdentities({ site, tenant })
  const { scopes } = readManifest(bundle.manifest)
  const services = createServices({
    clock,
    site,
    tenant,
    okta,
    random: random.fork('services'),
    scopes,
    options,
  })
  const exchangeListeners: ExchangeListener[] = []
  const host = createForgeHost({
    clock,
    random,
    bundlePath: bundle.backend,
    manifestPath: bundle.manifest,
    services: Object.values(services)
      .filter(({ name }) => name === kind.name || !(name === ENTRA.name || name === OKTA.name))
      .map((service) => withListeners(service, exchangeListeners)),
    site,
  })
  const watched = { clock, site, tenant, identities, host, productKey: PRODUCT_KEY, seatReserve, dormancyDays }
  const furniture = furnishSite(site, options.company?.seats ?? (options.seats === undefined ? 100 : options.seats))
  site.onChange(({ kind, accountId, at }) => {
    if (kind === 'account-updated') host.personalData.update(accountId, at)
  })
  const report = createReport(watched)
  const meters = createMeters({ clock, host, jira: services.jira })
  const faults = createFaults({
    ...{ clock, random: random.fork('faults'), host, site, tenant },
    accessGroupId: furniture.accessGroupId,
  })
  const administrator = createAdministrator({ clock, host, site, tenant, okta: kind === OKTA ? okta : null })
  const world = {
    clock,
    random: random.fork('company'),
    site,
    tenant,
    identities,
    emit: host.emit,
    onSeatHistory: report.rememberGrant,
  }
  const endsAt = options.days === undefined ? null : startsAt + options.days * DAY_MS
  const company = createCompany(world, furniture, options.company == null ? null : { ...options.company, endsAt })
  for (const line of options.faults ?? []) faults.add(line)
  company.begin()
  if (options.install ?? true) host.install()

  async function withoutTicks(move: () => Promise<void>): Promise<void> {
    host.pauseSchedules()
    try {
      await move()
    } finally {
      host.resumeSchedules()
    }
  }

  async function settle(): Promise<void> {
    const limit = clock.now() + SETTLES_WITHIN_MS
    await clock.runUntil(clock.now())
    for (let next = clock.nextAt(); next !== null && next <= limit; next = clock.nextAt()) {
      if (next - clock.now() > LONGEST_PAUSE_MS) break
      await clock.runUntil(next)
    }
  }

  async function complete<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = (): void => {
      isDone = true
    }
    work.then(done, done)
    await clock.runUntil(clock.now())
    while (!isDone) {
      const next = clock.nextAt()
      if (next === null) throw new Error('Expected the work to end, but nothing is scheduled that could end it.')
      await clock.runUntil(next)
    }
    return work
  }

  return {
    startsAt,
    clock,
    host,
    site,
    tenant,
    okta,
    directory: kind.name,
    services,
    identities,
    company,
    administrator,
    report,
    meters,
    faults,
    advanceTo: (time) => withoutTicks(() => clock.runUntil(typeof time === 'number' ? time : Date.parse(time))),
    runFor: (duration) => clock.runUntil(clock.now() + durationMs(duration)),
    advanceWithTicksTo: (time) => clock.runUntil(time),
    settle: () => withoutTicks(settle),
    complete,
    onExchange: (listener) => void exchangeListeners.push(listener),
    violations: () => [
      ...new Set(
        Object.values(services).flatMap(({ violations }) =>
          violations.map(({ service, text }) => `${service}: ${text}`),
        ),
      ),
    ],
  }
}
