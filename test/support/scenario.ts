/** What every scenario on the built bundle begins with: a sandbox with an administrator who has set the app up. */
import { EVERY_WAY } from '../../sandbox/administrator/create-administrator'
import { createSandbox } from '../../sandbox/create-sandbox'
import type { Sandbox, SandboxOptions } from '../../sandbox/create-sandbox'
import type { Permissions, SettingsPatch } from '../../sandbox/administrator/create-administrator'
import { appBundle } from './bundle'
import { holdSandboxToContracts } from './contracts'
import { watchViolations } from './no-violations'

export const DAY_MS = 86_400_000

export interface Scenario extends Sandbox {
  /** Membership calls of the app, in order, e.g. "DELETE memberships". */
  readonly removals: () => number
  readonly grants: () => number
}

/**
 * A sandbox with the app installed, connected and (unless told) armed. Monday, midnight UTC. The sign-in log is looked at
 * with each tick, unless a scenario is about who signs in: looks of each minute are two of three invocations of a day.
 */
export async function startScenario(
  options: SandboxOptions & {
    settings?: SettingsPatch
    isArmed?: boolean
    /** What is fixed with the organization's key, where that is more than the access groups. */
    permit?: (sandbox: Sandbox) => Permissions
  } = {},
): Promise<Scenario> {
  const { settings: given = {}, isArmed = true, permit = () => ({}), ...rest } = options
  const settings = { ...given, signals: { eachMinute: false, ...given.signals } }
  const sandbox = await createSandbox({ bundle: appBundle(), ...rest })
  holdSandboxToContracts(sandbox)
  watchViolations(sandbox)
  let removals = 0
  let grants = 0
  sandbox.host.onRequest((service, { method, url }) => {
    if (service !== 'organization' || !url.pathname.includes('/memberships')) return
    if (method === 'DELETE') removals += 1
    if (method === 'POST') grants += 1
  })
  const { administrator } = sandbox
  if (isArmed) await sandbox.complete(administrator.setUp(settings, permit(sandbox)))
  else {
    await sandbox.complete(administrator.saveConnections(permit(sandbox)))
    await sandbox.complete(administrator.saveSettings({ ...settings, signals: { ...EVERY_WAY, ...settings.signals } }))
  }
  return { ...sandbox, removals: () => removals, grants: () => grants }
}

/** The last run of one kind, as the page shows it. */
export async function lastRun(
  scenario: Sandbox,
  run: 'provision' | 'leavers' | 'sweep' | 'grant',
): Promise<{
  outcome: string
  because: string | null
  counts: Record<string, number>
  skips: Record<string, number>
  oddRows?: readonly string[]
}> {
  const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as {
    lastRuns: Record<string, never>
  }
  return overview.lastRuns[run]!
}

/** Adds so many holders who were active on the last working day, so that the site looks alive. */
export function addActiveHolders(scenario: Sandbox, count: number): void {
  for (let index = 0; index < count; index += 1) {
    scenario.company.person(`Holder ${index}`, {
      seat: true,
      usesJira: true,
      addedAt: scenario.startsAt - 500 * DAY_MS,
      lastActiveAt: scenario.startsAt - 2.5 * DAY_MS,
    })
  }
}

/** Groups that protect and are in doubt, as the page names them. */
export async function doubtedSources(scenario: Sandbox): Promise<readonly string[]> {
  const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as {
    doubtedGroups: readonly { source: string }[]
  }
  return overview.doubtedGroups.map(({ source }) => source)
}
