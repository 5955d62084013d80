import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { readKnownSeats } from '../read/products'
import { KNOWN_SEATS, alertsNamedBy, alertsTold, noteSeats } from '../state/alerts-told'
import type { KnownSeats, Told } from '../state/alerts-told'
import { findAlerts } from './alerts'
import type { Alert } from './alerts'
import { FACT_KEYS } from './facts'
import type { AlertFacts, RecordedFacts } from './facts'

/** What telling needs of the records. */
export const TELL_KEYS: readonly string[] = [...FACT_KEYS, alertsTold.key, KNOWN_SEATS]
/** So many of those who wait are counted: all that the page shows. */
export const WAITING_COUNTED = 100

/** Every third of the ticks tells: what Jira does not take is tried again every quarter of an hour. */
const TICK_MS = 5 * MINUTE_MS
const TELLS_EVERY_TICKS = 3
/** Older ones are of a time in which alerts were off. */
const SEATS_MAX_AGE_MS = 2 * HOUR_MS

/**
 * Tells the administrators what needs their attention, each alert at most once a day while it lasts, all that are due in one
 * mail. What was told is written first, so that ticks that come twice tell once; what Jira did not take is tried again.
 * All is known from the tick's own reads, but for the seats, which are read once an hour.
 * @param saved values of `TELL_KEYS` as the tick has read them
 * @param isHourly this is the tick of the hour
 */
export async function tellAlerts(
  ports: Ports,
  saved: ReadonlyMap<string, unknown>,
  recorded: RecordedFacts,
  asked: Pick<AlertFacts, 'waiting' | 'open'>,
  isHourly: boolean,
): Promise<void> {
  const { store, clock, notifier, log } = ports
  const { issueKey, accountIds, groupIds } = recorded.settings.alerts
  if (issueKey === null) return
  const now = clock.now()
  const known = saved.get(KNOWN_SEATS) as KnownSeats | undefined
  const isKnown = known !== undefined && now.getTime() - Date.parse(known.at) < SEATS_MAX_AGE_MS
  const { seats } = isKnown && !isHourly ? known : await refreshSeats(ports, recorded, now)
  if (!isTellingTick(now)) return
  const found = findAlerts({ ...recorded, ...asked, seats }, now).filter(({ mail }) => mail !== null)
  const isRecent = (at: string | undefined) => at !== undefined && now.getTime() - Date.parse(at) < DAY_MS
  const pickDue = (told: Told) => found.filter((alert) => !isRecent(told[nameOf(alert)]))
  if (pickDue((saved.get(alertsTold.key) as Told | undefined) ?? {}).length === 0) return
  // Taken by compare-and-set: of ticks that come twice one tells.
  let due: readonly Alert[] = []
  const onlyRecent = (told: Told): Told => Object.fromEntries(Object.entries(told).filter(([, at]) => isRecent(at)))
  await alertsTold.change(store, (told) => {
    due = pickDue(told)
    const telling = Object.fromEntries(due.map((alert) => [nameOf(alert), now.toISOString()]))
    return due.length === 0 ? told : { ...onlyRecent(told), ...telling }
  })
  if (due.length === 0) return
  let outcome: string = 'failed'
  try {
    const recipients = accountIds.length + groupIds.length > 0 ? accountIds : await readNamedBy(ports)
    outcome = await notifier.notify({ issueKey, accountIds: recipients, groupIds, ...toMail(due) })
  } finally {
    if (outcome !== 'accepted') {
      const names = new Set(due.map(nameOf))
      await alertsTold.change(store, (told) =>
        Object.fromEntries(Object.entries(told).filter(([name]) => !names.has(name))),
      )
      log.warn('alerts not told', { issueKey, because: outcome })
    }
  }
}

export function isTellingTick(now: Date): boolean {
  return Math.floor(now.getTime() / TICK_MS) % TELLS_EVERY_TICKS === 0
}

/** Remembers the free seats for an hour; a product whose seats cannot be read is not known for so long. */
async function refreshSeats(ports: Ports, { settings }: RecordedFacts, now: Date): Promise<Pick<AlertFacts, 'seats'>> {
  if (settings.seatWarning === null) return { seats: [] }
  const seats = (await readKnownSeats(ports, settings)).flatMap((read) =>
    read.seats === null ? [] : [{ productKey: read.product.key, remaining: read.seats.remaining }],
  )
  await noteSeats(ports.store, { at: now.toISOString(), seats })
  return { seats }
}

function nameOf({ type, about }: Alert): string {
  return about === null ? type : `${type}:${about}`
}

function toMail(alerts: readonly Alert[]): { readonly subject: string; readonly text: string } {
  const count = alerts.length === 1 ? 'something needs' : `${alerts.length} things need`
  const lines = alerts.map(({ mail }) => `• ${mail}`)
  return {
    subject: `Universal Access: ${count} your attention`,
    text: `${lines.join('\n')}\n\nMore under Jira settings, Apps, Universal Access. You are told once a day while it lasts.`,
  }
}

/** Somebody has to be told: where nobody is named, the administrator who named the issue. */
async function readNamedBy({ store }: Pick<Ports, 'store'>): Promise<readonly string[]> {
  const by = await alertsNamedBy.read(store)
  return by === null ? [] : [by]
}
