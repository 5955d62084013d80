import type { Settings } from '../../core/settings'
import { DAY_MS, MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { readOverview } from '../admin/overview'
import { keys } from '../state/keys'
import { isTellable, nameOf, toMail } from './alert-text'

/** When administrators were last told of an alert, by its name. */
type Told = Readonly<Record<string, string>>

/** Every third of the ticks looks: reading the seats costs Jira some points each time. */
const TICK_MS = 5 * MINUTE_MS
const LOOKS_EVERY_TICKS = 3

/**
 * Tells the administrators what needs their attention, each alert at most once a day while it lasts, all that are due in one
 * mail. What was told is written first, so that ticks that come twice tell once; what Jira did not take is tried again.
 */
export async function tellAlerts(ports: Ports, { alerts: settings }: Pick<Settings, 'alerts'>): Promise<void> {
  const { store, clock, notifier, log } = ports
  const { issueKey, accountIds, groupIds } = settings
  const now = clock.now()
  if (issueKey === null || Math.floor(now.getTime() / TICK_MS) % LOOKS_EVERY_TICKS !== 0) return
  const alerts = (await readOverview(ports)).alerts.filter(isTellable)
  if (alerts.length === 0) return
  const saved = (await store.get<Told>(keys.alertsTold)) ?? {}
  const recent = Object.fromEntries(Object.entries(saved).filter(([, at]) => now.getTime() - Date.parse(at) < DAY_MS))
  const due = alerts.filter((alert) => recent[nameOf(alert)] === undefined)
  if (due.length === 0) return
  await store.set(keys.alertsTold, {
    ...recent,
    ...Object.fromEntries(due.map((alert) => [nameOf(alert), now.toISOString()])),
  })
  let outcome: string = 'failed'
  try {
    const told = accountIds.length + groupIds.length > 0 ? accountIds : await readNamedBy(ports)
    outcome = await notifier.notify({ issueKey, accountIds: told, groupIds, ...toMail(due) })
  } finally {
    if (outcome !== 'accepted') {
      await store.set(keys.alertsTold, recent)
      log.warn('alerts not told', { issueKey, because: outcome })
    }
  }
}

/** Somebody has to be told: where nobody is named, the administrator who named the issue. */
async function readNamedBy({ store }: Pick<Ports, 'store'>): Promise<readonly string[]> {
  const by = await store.get<string>(keys.alertsNamedBy)
  return by === null ? [] : [by]
}
