/** The customer's administrator, who does everything through the resolvers of the app's admin page and nothing else. */
import * as v from 'valibot'
import type { RoleAssignment, Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Tenant } from '../entra/tenant'
import type { ForgeHost } from '../forge/host'
import type { OktaOrg } from '../okta/org'

export type Job = 'provision' | 'grant' | 'sweep'

/** A part of the app's settings; the page sends each leaf of it. */
export interface SettingsPatch {
  dormancyDays?: number
  seatReserve?: number
  removalsPerRun?: number
  requiredGroupIds?: readonly string[]
  /** Any further section */
  [section: string]: unknown
  signals?: { signIn?: boolean; signInAppIds?: readonly string[]; [source: string]: unknown }
  /** Cron expressions of the two daily jobs, in `timeZone`. */
  schedules?: { provision?: string; sweep?: string; leaversMinutes?: number; timeZone?: string }
}

/** What is fixed together with the organization's key. */
export interface Permissions {
  /** The only groups that the app may write to; unless told, those that give the site's products and nothing else. */
  groupIds?: readonly string[]
  /** Unless told, yes. */
  maySuspend?: boolean
  /** What roles mean that the app does not know. */
  roles?: Readonly<Record<string, 'use' | 'nothing' | 'administration'>>
}

export interface Administrator {
  /**
   * Calls any resolver of the page and gives its value. Needs the clock to run meanwhile.
   * Rejects with what the page would show: the message of a refusal, or of an error.
   */
  call(method: string, payload?: unknown): Promise<unknown>
  saveConnections(permissions?: Permissions): Promise<void>
  saveSettings(patch: SettingsPatch): Promise<void>
  setArmed(job: Job, armed: boolean): Promise<void>
  /** Approves whatever is held. @returns the ids of the plans */
  approveHeldPlans(): Promise<readonly string[]>
  /** What is done on the first day: connections, settings with the sign-in signal on, every job armed. */
  setUp(settings: SettingsPatch, permissions?: Permissions): Promise<void>
  /** From now on looks at the page every day at 09:00 UTC and approves each held plan. */
  lookDaily(): void
  /** Every plan that was approved, oldest first; `at` in epoch ms. */
  readonly approvals: readonly { at: number; planId: string }[]
  /** What did not work when nobody waited for the answer, newest last. */
  readonly failures: readonly string[]
}

const MODULE_KEY = 'admin-page'
const JOBS: readonly Job[] = ['provision', 'grant', 'sweep']
const DAY_MS = 86_400_000
const LOOKS_AT_MS = 9 * 3_600_000
/** An organization's API key lives for a year at most. */
const KEY_DAYS = 364
/** Somebody who sees an error tries again after a minute, and gives up for the day after some attempts. */
const ATTEMPTS = 3
const BETWEEN_ATTEMPTS_MS = 60_000

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), message: v.string() }),
])
const Saved = v.object({ version: v.number() })
const Overview = v.object({
  heldPlans: v.array(v.object({ planId: v.string() })),
  settings: Saved,
})

const Asking = v.object({
  offered: v.looseObject({ signIn: v.boolean(), signInAppIds: v.array(v.string()) }),
})

/** What the step "How do people ask?" proposes, but for the sign-in log. */
export const EVERY_WAY = { portal: true, productEvents: true, colleague: true, webTrigger: true } as const

/** The first product of the site, of which a patch means the rules that name no product. */
const FIRST = 'products[jira-software]'
const OF_THE_FIRST = new Set(['accessGroupId', 'seatReserve', 'cap', 'dormancyDays'])

/** @returns a change for each leaf, as the page sends it */
export function toChanges(patch: object, prefix = ''): readonly { path: string; value: unknown }[] {
  return Object.entries(patch).flatMap(([name, value]: [string, unknown]) => {
    const path = prefix === '' && OF_THE_FIRST.has(name) ? `${FIRST}.${name}` : prefix + name
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isBranch ? toChanges(value, `${path}.`) : [{ path, value }]
  })
}

export function createAdministrator({
  clock,
  host,
  site,
  tenant,
  okta = null,
}: {
  clock: Clock
  host: Pick<ForgeHost, 'invokeResolver'>
  site: Site
  tenant: Tenant
  /** The org in which the people live; null: they live in Entra. */
  okta?: OktaOrg | null
}): Administrator {
  const failures: string[] = []
  const approvals: { at: number; planId: string }[] = []

  async function call(method: string, payload: unknown = {}): Promise<unknown> {
    const answer = v.parse(
      Answer,
      await host.invokeResolver(MODULE_KEY, method, payload, { accountId: site.adminAccountId }),
    )
    if (!answer.ok) throw new Error(`${method}: ${answer.message}`)
    return answer.value
  }

  /** Groups that a grant joins, or a sweep takes people from. */
  function accessGroupIds(): string[] {
    const isPlain = ({ resourceId, roles }: RoleAssignment): boolean =>
      // To use AI in what one may use anyway is nothing more.
      roles.join() === 'atlassian/ai-access' ||
      (resourceId.endsWith(`::site/${site.cloudId}`) && roles.join() === 'atlassian/user')
    return [...site.groups.values()]
      .filter(({ productKeys, externalSynced }) => productKeys.length > 0 && !externalSynced)
      .filter(({ roleAssignments }) => roleAssignments.every(isPlain))
      .map(({ groupId }) => groupId)
  }

  async function saveConnections({
    groupIds = accessGroupIds(),
    maySuspend = true,
    roles,
  }: Permissions = {}): Promise<void> {
    const apiKeyExpires = new Date(clock.now() + KEY_DAYS * DAY_MS).toISOString().slice(0, 10)
    await call('saveConnections', {
      directory: directoryConnection(),
      organization: {
        ...{ orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey, apiKeyExpires },
        ...{ groupIds, maySuspend, ...(roles === undefined ? {} : { roles }) },
      },
      scim: { directoryId: site.scimDirectoryId, apiKey: site.scimApiKey },
    })
  }

  function directoryConnection(): object {
    if (okta !== null) return { kind: 'okta', values: { orgUrl: `https://${okta.host}`, apiToken: okta.apiToken } }
    const { tenantId, clientId, clientSecret } = tenant
    return { kind: 'entra', values: { tenantId, clientId, clientSecret } }
  }

  async function readVersion(): Promise<number> {
    return v.parse(Overview, await call('getOverview')).settings.version
  }

  /** @returns the version of the settings that it makes */
  async function change(patch: SettingsPatch): Promise<number> {
    const saved = await call('saveSettings', { version: await readVersion(), changes: toChanges(patch) })
    return v.parse(Saved, saved).version
  }

  async function saveSettings(patch: SettingsPatch): Promise<void> {
    await change(patch)
  }

  async function setArmed(job: Job, armed: boolean): Promise<void> {
    await call('setArmed', armed ? { job, armed, version: await readVersion() } : { job, armed })
  }

  async function approveHeldPlans(): Promise<readonly string[]> {
    const { heldPlans } = v.parse(Overview, await call('getOverview'))
    const planIds = heldPlans.map(({ planId }) => planId)
    for (const planId of planIds) {
      await call('approvePlan', { planId })
      approvals.push({ at: clock.now(), planId })
    }
    return planIds
  }

  async function setUp(settings: SettingsPatch, permissions: Permissions = {}): Promise<void> {
    await saveConnections(permissions)
    const version = await change({ ...settings, signals: { ...(await chooseHowPeopleAsk()), ...settings.signals } })
    for (const job of JOBS) await call('setArmed', { job, armed: true, version })
  }

  /** Takes what the step offers. On the first day the log may be empty: the id is copied from the directory's own page. */
  async function chooseHowPeopleAsk(): Promise<NonNullable<SettingsPatch['signals']>> {
    const { offered } = v.parse(Asking, await call('getAsking'))
    const { signInAppIds } = offered
    return { ...offered, signIn: true, signInAppIds: signInAppIds.length > 0 ? signInAppIds : [tenant.atlassianAppId] }
  }

  async function look(): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        await approveHeldPlans()
        return
      } catch (error) {
        failures.push(
          `${new Date(clock.now()).toISOString()} ${error instanceof Error ? error.message : String(error)}`,
        )
      }
      await clock.sleep(BETWEEN_ATTEMPTS_MS)
    }
  }

  function lookDaily(): void {
    const midnight = Math.floor(clock.now() / DAY_MS) * DAY_MS
    const next = midnight + LOOKS_AT_MS
    clock.at(next > clock.now() ? next : next + DAY_MS, () => {
      void look()
      lookDaily()
    })
  }

  return { call, saveConnections, saveSettings, setArmed, approveHeldPlans, setUp, lookDaily, approvals, failures }
}
