import { isTimeCome } from '../../core/back-off'
import { dueInterval, dueSlot } from '../../core/schedule'
import { AppError, codeOf, messageOf } from '../../core/errors'
import { DAY_MS, HOUR_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports, RunName } from '../../ports'
import { TELL_KEYS, WAITING_COUNTED, isTellingTick, tellAlerts } from '../alerts/tell-alerts'
import { toFacts } from '../alerts/facts'
import { armedNow } from '../read/licence'
import { forgetOldRefusals } from '../signals/ask'
import { pushLooks } from '../signals/look-at-sign-ins'
import { poll } from '../signals/poll'
import { POLLED } from '../signals/registry'
import { LAST_TICK, noteLastTick } from '../state/marks'
import { scheduleState } from '../state/schedule-state'
import type { ScheduleState } from '../state/schedule-state'
import { dayBefore, measureDay } from '../measure/measure-day'
import { countTakenSeats } from '../measure/watch-seats'

/** At installation nothing is due: every schedule begins with its next slot. */
export async function startSchedules(ports: Pick<Ports, 'store' | 'clock'>): Promise<void> {
  await scheduleState.change(ports.store, (schedule) => schedule ?? startingAt(ports.clock.now()))
}

function startingAt(now: Date): ScheduleState {
  const at = now.toISOString()
  return { provision: at, leavers: at, sweep: at, personalData: at }
}

/**
 * One five-minute tick: pushes what is due, looks at the sources that are polled, and drains what a lost wake-up left
 * behind. It may come twice and is not retried, so everything in it may happen twice and each part fails alone.
 */
export async function tick(ports: Ports): Promise<void> {
  const { store, clock } = ports
  const saved = await store.getMany<unknown>([...TELL_KEYS, scheduleState.key, LAST_TICK])
  const isHourly = await noteTick(ports, saved.get(LAST_TICK) as string | undefined)
  const facts = toFacts(saved)
  const { settings, connected, pollOf, troubles } = facts
  if (connected === null) return
  const schedule = (saved.get(scheduleState.key) as ScheduleState | undefined) ?? startingAt(clock.now())

  await attempt(ports, 'schedules', () => pushDue(ports, settings, schedule))
  await attempt(ports, 'troubles', async () => {
    if (troubles.dueAt !== null && Date.parse(troubles.dueAt) <= clock.now().getTime())
      await ports.jobs.push({ type: 'again' })
  })
  for (const source of POLLED)
    await attempt(ports, source.name, () => poll(ports, settings, source, pollOf(source.name)))
  await attempt(ports, 'looks', () => pushLooks(ports, settings))
  await attempt(ports, 'refusals', () => forgetOldRefusals(ports))
  const asked = (await attempt(ports, 'inbox', () => wakeIfNeeded(ports, settings))) ?? { waiting: [], open: [] }
  const isTelling = isTellingTick(clock.now())
  const armed = armedNow(ports, settings)
  const isWatched = armed.grant || armed.provision
  const taken = await attempt(ports, 'seats', async () =>
    isWatched ? countTakenSeats(ports, settings, facts.seatsTaken, isTelling) : facts.seatsTaken,
  )
  const known = { ...facts, seatsTaken: taken ?? facts.seatsTaken }
  await attempt(ports, 'alerts', () => tellAlerts(ports, saved, known, asked, isHourly))
  await attempt(ports, 'measures', () => measureOnce(ports, settings, schedule.measured))
}

/** Once a day; a day that could not be measured is measured by the next tick. */
async function measureOnce(ports: Ports, settings: Settings, measured: string | undefined): Promise<void> {
  const { store, clock } = ports
  const day = dayBefore(clock.now())
  if (measured === day) return
  await measureDay(ports, settings)
  await scheduleState.change(store, (schedule) => ({ ...(schedule ?? startingAt(clock.now())), measured: day }))
}

/** Shows that Forge's schedule reaches the app; noted once an hour, since every write costs. */
export const TICK_NOTED_MS = HOUR_MS

async function noteTick({ store, clock }: Ports, last: string | undefined): Promise<boolean> {
  const now = clock.now()
  if (last !== undefined && now.getTime() - Date.parse(last) < TICK_NOTED_MS) return false
  await noteLastTick(store, now.toISOString())
  return true
}

async function pushDue(ports: Ports, settings: Settings, schedule: ScheduleState): Promise<void> {
  const now = ports.clock.now()
  const due = findDue(settings, schedule, now)
  const personalData = findReportSlot(schedule.personalData, now)
  if (due.size === 0 && personalData === schedule.personalData) return
  // A slot has one run id, so a tick that comes twice pushes the same run twice and the worker does it once.
  for (const [run, slot] of due) await ports.jobs.push({ type: 'run', run, runId: `${run}:${slot}` })
  if (schedule.personalData !== undefined && personalData !== schedule.personalData) {
    await ports.jobs.push({ type: 'personal-data', slot: personalData, from: 0, cursor: null })
  }
  const noted = { ...Object.fromEntries(due), personalData }
  await scheduleState.change(ports.store, (current) => ({ ...(current ?? schedule), ...noted }))
}

const REPORT_EVERY_MS = 7 * DAY_MS

/** Slots are whole weeks since the first one, so that ticks that come twice find the same. @returns the newest slot */
export function findReportSlot(last: string | undefined, now: Date): string {
  if (last === undefined) return now.toISOString()
  const weeks = Math.max(0, Math.floor((now.getTime() - Date.parse(last)) / REPORT_EVERY_MS))
  return new Date(Date.parse(last) + weeks * REPORT_EVERY_MS).toISOString()
}

/** @returns the slot of each run that is due now */
export function findDue(settings: Settings, schedule: ScheduleState, now: Date): ReadonlyMap<RunName, string> {
  const { provision, sweep, leaversMinutes, timeZone } = settings.schedules
  const slots: readonly [RunName, Date | null][] = [
    ['leavers', dueInterval(leaversMinutes, new Date(schedule.leavers), now)],
    ['provision', dueSlot(provision, timeZone, new Date(schedule.provision), now)],
    ['sweep', dueSlot(sweep, timeZone, new Date(schedule.sweep), now)],
  ]
  return new Map(slots.flatMap(([run, slot]) => (slot === null ? [] : [[run, slot.toISOString()] as const])))
}

/** @returns those who wait, where alerts tell of them as many as are counted, else who is first; and the first open request */
async function wakeIfNeeded(
  { requests, inbox, clock }: Pick<Ports, 'requests' | 'inbox' | 'clock'>,
  settings: Settings,
): Promise<Record<'waiting' | 'open', readonly AccessRequest[]>> {
  const limit = settings.alerts.issueKey === null ? 1 : WAITING_COUNTED
  const products = settings.products.filter(({ grant }) => grant)
  const [open, undo, ...waiting] = await Promise.all([
    requests.list('open', 1),
    requests.list('undo', 1),
    ...products.map(({ key }) => requests.listWaiting(key, limit)),
  ])
  const due = [...open, ...undo].filter((one) => isTimeCome(one, clock.now()))
  if ([due, ...waiting].some((list) => list.length > 0)) await inbox.wake(null)
  return { waiting: waiting.flat(), open }
}

/** One part of the tick that fails must not stop the others; bugs still surface. */
async function attempt<T>(ports: Pick<Ports, 'log'>, part: string, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ports.log.warn('part of a tick failed', { part, because: codeOf(error), detail: messageOf(error) })
    return undefined
  }
}
