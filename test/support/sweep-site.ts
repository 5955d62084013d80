/** Tuesday morning at a site whose activity is fresh; nothing runs but what a test starts with "Run now". */
import type { Person } from '../../sandbox/company/person'
import type { ServiceReply } from '../../sandbox/service'
import { DAY_MS, addActiveHolders, startScenario } from './scenario'
import type { Scenario } from './scenario'

const TUESDAY_MORNING_MS = DAY_MS + 5 * 3_600_000

const ONCE_A_YEAR = '0 4 1 1 *'

export interface SweepSite {
  readonly scenario: Scenario
  /** Holders who have not used Jira for 300 days. */
  readonly idle: readonly Person[]
}

export async function sweepSite(
  active: number,
  idleCount: number,
  options: Parameters<typeof startScenario>[0] = {},
  /** What has been so for long: what happens to access while the app looks counts as granted just now. */
  arrange: (site: SweepSite) => void = () => undefined,
): Promise<SweepSite> {
  const settings = { schedules: { sweep: ONCE_A_YEAR }, ...options.settings }
  const scenario = await startScenario({ seats: null, ...options, settings })
  addActiveHolders(scenario, active)
  const idle = Array.from({ length: idleCount }, (_, index) => addIdleHolder(scenario, `Idle ${index}`))
  scenario.company.furnish(() => arrange({ scenario, idle }))
  await scenario.advanceTo(scenario.startsAt + TUESDAY_MORNING_MS)
  return { scenario, idle }
}

/**
 * Days after which somebody is dormant some hours after the morning that `sweepSite` returns at, and not before: 180, and one
 * for the lag of the organization's activity.
 */
export const IDLE_SOON = 181 - 30 / 24

export function addIdleHolder(scenario: Scenario, name: string, idleDays = 300): Person {
  return scenario.company.person(name, {
    seat: true,
    addedAt: scenario.startsAt - 1_000 * DAY_MS,
    lastActiveAt: scenario.startsAt - idleDays * DAY_MS,
  })
}

/** Calls a method of the page as the administrator. */
export function ask<T>(scenario: Scenario, method: string, payload: unknown = {}): Promise<T> {
  return scenario.complete(scenario.administrator.call(method, payload)) as Promise<T>
}

/** Only who was in scope once can leave it. */
export async function seeEverybody(scenario: Scenario): Promise<void> {
  await ask(scenario, 'runNow', { job: 'provision' })
  await scenario.runFor('10m')
}

/** Pushes a sweep without waiting for it. @returns its plan id */
export async function startSweep(scenario: Scenario): Promise<string> {
  const { runId } = await ask<{ runId: string }>(scenario, 'runNow', { job: 'sweep' })
  return runId
}

/** Sweeps and waits until everything that follows from it is over. */
export async function sweepNow(scenario: Scenario): Promise<string> {
  const planId = await startSweep(scenario)
  await scenario.settle()
  return planId
}

export interface ListedAccount {
  accountId: string
  platformRoles?: readonly string[]
  productAccess?: { key: string; lastActiveTimestamp: string }[]
}

/** Changes what the organization lists, from now on. */
export function rewriteAccounts(scenario: Scenario, rewrite: (account: ListedAccount) => ListedAccount): void {
  scenario.host.addInterceptor((service, request): ServiceReply | undefined => {
    if (service !== 'organization' || !request.url.pathname.endsWith('/users/search')) return undefined
    const reply = scenario.services.organization.handle(request)
    if (reply.status !== 200) return reply
    const body = JSON.parse(reply.body) as { data: ListedAccount[] }
    return { ...reply, body: JSON.stringify({ ...body, data: body.data.map(rewrite) }) }
  })
}
