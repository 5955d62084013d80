/** The whole sandbox: one clock, two tenants, four services, the platform with the built app, and the people. */
import type { Administrator } from './administrator/create-administrator'
import { createAdministrator } from './administrator/create-administrator'
import { createSite } from './atlassian/create-site'
import type { Site } from './atlassian/site'
import type { Clock } from './clock'
import { createClock } from './clock'
import type { Company } from './company/create-company'
import { createCompany } from './company/create-company'
import type { CompanyParameters, VisitShares } from './company/parameters'
import { furnishSite, PRODUCT_KEY } from './company/world'
import type { Faults } from './faults/create-faults'
import { createFaults } from './faults/create-faults'
import { durationMs } from './duration'
import { createTenant } from './entra/create-tenant'
import type { DirectoryKind } from './entra/directory-kind'
import { entraKind } from './entra/directory-kind'
import type { Tenant } from './entra/tenant'
import { createEntraService } from './entra/entra-service'
import type { Bundle } from './forge/build'
import { buildBundle } from './forge/build'
import { createForgeHost } from './forge/create-host'
import type { ForgeHost } from './forge/host'
import { readManifest } from './forge/manifest'
import { settleAnswers } from './guesses/guesses'
import type { Answers, ChosenAnswers } from './guesses/guesses'
import type { Identities } from './identities'
import { createIdentities } from './identities'
import { createJiraService } from './jira/jira-service'
import { oktaKind } from './okta/okta-kind'
import { createOktaService } from './okta/okta-service'
import type { OktaOrg } from './okta/org'
import { createOktaOrg } from './okta/org'
import { createOrganizationService } from './organization/organization-service'
import type { Meters } from './meters/create-meters'
import { createMeters } from './meters/create-meters'
import type { Pace } from './pace'
import { createPace } from './pace'
import type { Random } from './random'
import { createRandom } from './random'
import type { Report } from './report/create-report'
import { createReport } from './report/create-report'
import { createScimService } from './scim/scim-service'
import type { SecondInstallation } from './second-installation'
import { createSecondInstallation } from './second-installation'
import type { Service, ServiceName, ServiceReply, ServiceRequest } from './service'

const DAY_MS = 86_400_000
/** A Monday, midnight UTC. */
const STARTS_AT = Date.parse('2026-01-05T00:00:00Z')

export interface SandboxOptions {
  /** The same seed gives the same run; '1' unless told. */
  readonly seed?: string
  /** Epoch ms. */
  readonly startsAt?: number
  /** null (unless told) = nobody; fill it with `company.person(…)`. */
  readonly company?: Omit<CompanyParameters, 'endsAt'> | null
  /** How people without a seat come to Jira, where not by signing in. */
  readonly visits?: VisitShares
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
  /** Answers to guesses about vendors, where they differ from the usual ones, e.g. { 'kvs-existing-key-status': '400' }. */
  readonly guesses?: ChosenAnswers
  /** What goes wrong, a line each, e.g. 'entra 429 for 10m'; the language is described in faults/parse-fault.ts. */
  readonly faults?: readonly string[]
  /** false: the test calls `host.install()` itself. */
  readonly install?: boolean
  readonly log?: (line: string) => void
}

export interface Sandbox extends Pace {
  readonly startsAt: number
  readonly clock: Clock
  readonly host: ForgeHost
  readonly site: Site
  /** The people, their groups and their sign-ins, in whichever directory they live. */
  readonly tenant: Tenant
  /** The Okta org; nobody is told of it when the people live in Entra. */
  readonly okta: OktaOrg
  readonly directory: DirectoryKind['name']
  /** To every guess about a vendor. */
  readonly answers: Answers
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
  /** Installs the app once more beside the first one, unconnected; to the first it is just another administrator. */
  installAgain(): SecondInstallation
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
  answers: Answers
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
  const answers = settleAnswers(options.guesses)
  const bundle = options.bundle ?? (await buildBundle({ log, withResources: false }))
  const random = createRandom(options.seed ?? '1')
  const clock = createClock(startsAt)
  const site = createSite({ clock, random: random.fork('atlassian'), answers })
  const kind = options.directory === 'okta' ? oktaKind(answers) : entraKind(answers)
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
    answers,
    options,
  })
  const exchangeListeners: ExchangeListener[] = []
  const reachable = Object.values(services)
    .filter(({ name }) => name === kind.name || !(name === 'entra' || name === 'okta'))
    .map((service) => withListeners(service, exchangeListeners))
  const host = createForgeHost({
    clock,
    random,
    bundlePath: bundle.backend,
    manifestPath: bundle.manifest,
    services: reachable,
    site,
    answers,
  })
  const hosts = [host]
  const watched = {
    ...{ clock, site, tenant, identities, host, productKey: PRODUCT_KEY, seatReserve, dormancyDays },
    seatsLagMs: durationMs(answers['jira-seats-lag']),
  }
  const furniture = furnishSite(site, options.company?.seats ?? (options.seats === undefined ? 100 : options.seats))
  site.onChange(({ kind, accountId, at }) => {
    if (kind === 'account-updated') for (const one of hosts) one.personalData.update(accountId, at)
  })
  const report = createReport(watched)
  const meters = createMeters({ clock, host, jira: services.jira })
  const faults = createFaults({
    ...{ clock, random: random.fork('faults'), host, site, tenant, identities },
    accessGroupId: furniture.accessGroupId,
  })
  const home = { clock, site, tenant, okta: kind.name === 'okta' ? okta : null }
  const administrator = createAdministrator({ ...home, host })
  const world = {
    clock,
    random: random.fork('company'),
    site,
    tenant,
    identities,
    answers,
    emit: (event: Parameters<ForgeHost['emit']>[0]) => {
      for (const one of hosts) one.emit(event)
    },
    onSeatHistory: report.rememberGrant,
    onVisit: report.rememberVisit,
    visits: options.visits ?? {},
  }
  const endsAt = options.days === undefined ? null : startsAt + options.days * DAY_MS
  const company = createCompany(world, furniture, options.company == null ? null : { ...options.company, endsAt })
  for (const line of options.faults ?? []) faults.add(line)
  company.begin()
  if (options.install ?? true) host.install()

  function installAgain(): SecondInstallation {
    const forked = random.fork(`installation ${hosts.length + 1}`)
    const second = createSecondInstallation({ ...home, random: forked, bundle, services: reachable, answers })
    hosts.push(second.host)
    second.host.install()
    return second
  }

  return {
    startsAt,
    clock,
    host,
    site,
    tenant,
    okta,
    directory: kind.name,
    answers,
    services,
    identities,
    company,
    administrator,
    report,
    meters,
    faults,
    ...createPace({ clock, host }),
    installAgain,
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
