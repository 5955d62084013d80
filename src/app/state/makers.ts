import { describeMaking, noteChange, noteStart, settleMakers } from '../../core/four-eyes'
import type { Approvable, Makers } from '../../core/four-eyes'
import type { PreviewedJob } from '../../core/settings/row'
import type { Clock, RunName, Store } from '../../ports'
import { defineRecords, readAhead } from './record'
import type { RunReport } from './run-report'
import { SETTINGS_KEYS, readSettings } from './settings'

/** Who has started a job, or changed what it goes by; kept whether four eyes are set or not, so that setting them counts at once. */
const makers = defineRecords<Makers>((job) => `makers:${job}`)

const orNone = (all: Makers): Makers | null => (Object.keys(all).length === 0 ? null : all)

/** Before the change is made, so that there is no change without it. */
export async function noteMaker(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  jobs: readonly PreviewedJob[],
  by: string,
  isSwitchedOff = false,
): Promise<void> {
  await makers.changeMany(store, jobs, (known) => noteChange(known ?? {}, by, clock.now(), isSwitchedOff))
}

/** Before the run is started. */
export async function noteStarter(store: Store, job: PreviewedJob, by: string, runId: string): Promise<void> {
  await makers.change(store, job, (known) => noteStart(known ?? {}, by, runId))
}

/** Who is behind the plan of a run that goes by the settings as they were read before. */
export async function readMaking(store: Store, job: PreviewedJob, runId: string): Promise<Required<Approvable>> {
  const ahead = await readAhead(store, [makers.keyOf(job), ...SETTINGS_KEYS])
  const [known, { fourEyes }] = await Promise.all([makers.read(ahead, job), readSettings(ahead)])
  return describeMaking(known ?? {}, runId, fourEyes)
}

/** Once a full run is done: no part of it waits, was refused or is still being applied. Other runs use nothing up. */
export async function forgetMaking(
  store: Store,
  run: RunName,
  { outcome, runId, startedAt }: Pick<RunReport, 'outcome' | 'runId' | 'startedAt'>,
): Promise<void> {
  if (run === 'leavers' || outcome !== 'done') return
  await makers.change(store, run, (known) => (known === null ? null : orNone(settleMakers(known, runId, startedAt))))
}

const JOBS = ['provision', 'sweep'] as const satisfies readonly PreviewedJob[]

/** Account ids of all of them. */
export async function readMakerIds(store: Store): Promise<readonly string[]> {
  return [...(await makers.readMany(store, JOBS)).values()].flatMap((one) => Object.keys(one))
}

export async function forgetMakers(store: Store, accountIds: readonly string[]): Promise<void> {
  await makers.changeMany(store, JOBS, (known) => {
    if (known === null || !accountIds.some((id) => id in known)) return known
    return orNone(Object.fromEntries(Object.entries(known).filter(([id]) => !accountIds.includes(id))))
  })
}
