/** The reference company at any size, connected, armed and provisioned, in the quiet of a night. */
import type { SettingsPatch } from '../administrator/create-administrator'
import { dayOf, isWorkingDay } from '../company/calendar'
import { createSandbox } from '../create-sandbox'
import type { Sandbox, SandboxOptions } from '../create-sandbox'
import { parseFlags } from '../simulation/flags'
import type { BenchOptions } from './bench-case'

const DAY_MS = 86_400_000
/** The nightly jobs of 02:00 and 04:00 are over, and nobody works before 08:00. */
const QUIET_AT_MS = 5 * 3_600_000
const NIGHTS_MAX = 7
const SEED = '1'

type Arrangement = SettingsPatch & { readonly furtherGroupIds?: readonly string[] }

/**
 * @param arrange furnishes the company before the app is set up; gives the settings to save, and the groups beside the
 * access group that the app may write to
 */
export async function createConnectedCompany(
  { people, bundle, guesses = {}, log }: BenchOptions,
  arrange: (sandbox: Sandbox) => Arrangement = () => ({}),
  more: Pick<SandboxOptions, 'scimRequestsPerSecond' | 'accountPageMs'> = {},
): Promise<Sandbox> {
  const parsed = parseFlags(['--people', String(people)])
  if (!parsed.ok) throw new Error(parsed.message)
  const { enabled, seats, active, reserve, dormancyDays } = parsed.flags
  const sandbox = await createSandbox({
    seed: SEED,
    company: { people, enabled, seats, active, reserve },
    seatReserve: reserve,
    dormancyDays,
    guesses,
    log,
    ...more,
    ...(bundle === undefined ? {} : { bundle }),
  })
  const { furtherGroupIds, ...arranged } = arrange(sandbox)
  const settings = { seatReserve: reserve, dormancyDays, ...arranged }
  const permissions =
    furtherGroupIds === undefined ? {} : { groupIds: [sandbox.company.accessGroupId, ...furtherGroupIds] }
  await sandbox.complete(sandbox.administrator.setUp(settings, permissions))
  return sandbox
}

/** Lives until everybody has an account and the night is quiet. @throws Error when that takes more than a week */
export async function untilProvisioned(sandbox: Sandbox, log: (line: string) => void): Promise<void> {
  for (let night = 0; night < NIGHTS_MAX; night += 1) {
    await sandbox.advanceWithTicksTo(sandbox.startsAt + night * DAY_MS + QUIET_AT_MS)
    const { enabled, provisioned } = sandbox.report.read()
    log(`Night ${night + 1}: ${provisioned} of ${enabled} people have an account.`)
    if (provisioned === enabled) return
  }
  throw new Error(`Expected everybody to have an account after ${NIGHTS_MAX} nights.`)
}

/** Lives until the night to Saturday is quiet. */
export async function untilWeekend(sandbox: Sandbox): Promise<void> {
  const { clock } = sandbox
  let day = dayOf(clock.now())
  while (isWorkingDay(day)) day += 1
  await sandbox.advanceWithTicksTo(day * DAY_MS + QUIET_AT_MS)
}

/** The last run of one kind as the page shows it. @throws Error when it did not do its work */
export async function readLastRun(sandbox: Sandbox, run: 'provision' | 'leavers'): Promise<string> {
  const overview = (await sandbox.complete(sandbox.administrator.call('getOverview'))) as {
    lastRuns: Record<string, { outcome: string; because: string | null } | undefined>
  }
  const last = overview.lastRuns[run]
  if (last === undefined || last.outcome === 'failed' || last.outcome === 'refused') {
    throw new Error(`Expected the ${run} run to be carried out, got ${last?.outcome ?? 'none'}: ${last?.because ?? ''}`)
  }
  return last.outcome
}
