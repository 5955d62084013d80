/** The company that the page shows: a sandbox, its clock in somebody's hands, and everything one can do to it. */
import { createSandbox } from '../create-sandbox'
import type { Sandbox } from '../create-sandbox'
import type { Bundle } from '../forge/build'
import { createRandom } from '../random'
import type { WorldState } from './api'
import type { Callers } from './callers'
import { createCallers } from './callers'
import { addDirectoryGroups } from './directory-groups'
import type { FaultSwitches } from './faults'
import { createFaultSwitches } from './faults'
import type { GroundTruth } from './ground-truth'
import { createGroundTruth } from './ground-truth'
import type { People } from './people'
import { createPeople } from './people'
import type { SeatsByHand } from './seats'
import { createSeatsByHand } from './seats'
import type { StartFlags } from './start-flags'
import type { Timekeeper } from './timekeeper'
import { createTimekeeper } from './timekeeper'

const DAY_MS = 86_400_000
const LOOKS_AT_MS = 9 * 3_600_000

export interface LivingWorld {
  readonly sandbox: Sandbox
  readonly bundle: Bundle
  readonly timekeeper: Timekeeper
  readonly truth: GroundTruth
  readonly callers: Callers
  readonly people: People
  readonly seats: SeatsByHand
  readonly faults: FaultSwitches
  state(): WorldState
  setApprovesDaily(approves: boolean): void
}

export async function createLivingWorld(options: {
  flags: StartFlags
  bundle: Bundle
  log: (line: string) => void
  onFailure: (error: unknown) => void
}): Promise<LivingWorld> {
  const { flags, bundle, log } = options
  const { people, enabled, seats, active, reserve, dormancyDays, seed, directory, guesses } = flags
  log(`Filling the company: ${people} people, ${seats} seats, ${active} active users …`)
  const sandbox = await createSandbox({
    seed: String(seed),
    company: { people, enabled, seats, active, reserve },
    seatReserve: reserve,
    dormancyDays,
    directory,
    guesses,
    bundle,
    log,
  })
  addDirectoryGroups(sandbox.tenant)
  const random = createRandom(`${seed}/page`)
  const timekeeper = createTimekeeper(sandbox, options.onFailure)
  const truth = createGroundTruth(sandbox)
  const faults = createFaultSwitches(sandbox.faults)
  let approvesDaily = !flags.fresh

  lookDaily(sandbox, () => approvesDaily, log)
  if (!flags.fresh) {
    const { accessGroupId, projectGroupId } = sandbox.company
    const permissions = { groupIds: [accessGroupId, projectGroupId] }
    await timekeeper.complete(sandbox.administrator.setUp({ seatReserve: reserve, dormancyDays }, permissions))
  }

  return {
    sandbox,
    bundle,
    timekeeper,
    truth,
    faults,
    callers: createCallers(sandbox, bundle.manifest),
    people: createPeople(sandbox, random.fork('people')),
    seats: createSeatsByHand(sandbox, random.fork('seats')),
    state: () => ({
      clock: timekeeper.state(),
      truth: truth.read(),
      faults: faults.current(),
      approvesDaily,
      violations: sandbox.violations().length + sandbox.host.violations.length,
      seatReserve: reserve,
    }),
    setApprovesDaily: (approves) => {
      approvesDaily = approves
    },
  }
}

/** Like the administrator's own `lookDaily`, but one can take the approvals into one's own hands. */
function lookDaily(
  { clock, administrator }: Pick<Sandbox, 'clock' | 'administrator'>,
  isWanted: () => boolean,
  log: (line: string) => void,
): void {
  const today = Math.floor(clock.now() / DAY_MS) * DAY_MS + LOOKS_AT_MS
  clock.at(today > clock.now() ? today : today + DAY_MS, () => {
    if (isWanted()) {
      administrator.approveHeldPlans().catch((error: unknown) => {
        log(`The administrator saw an error: ${error instanceof Error ? error.message : String(error)}`)
      })
    }
    lookDaily({ clock, administrator }, isWanted, log)
  })
}
