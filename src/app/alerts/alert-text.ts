import type { Alert } from './alerts'

/** Alerts that are worth a mail: they need somebody, and nobody may be looking at the page. */
export type TellableAlert = Extract<
  Alert,
  {
    type:
      'few-seats' | 'people-wait' | 'signal-failing' | 'signal-silent' | 'plan-held' | 'key-expires' | 'notices-refused'
  }
>

const TELLABLE: ReadonlySet<Alert['type']> = new Set<TellableAlert['type']>([
  ...(['few-seats', 'people-wait', 'signal-failing', 'signal-silent', 'plan-held', 'key-expires'] as const),
  'notices-refused',
])

export function isTellable(alert: Alert): alert is TellableAlert {
  return TELLABLE.has(alert.type)
}

/** The same alert has the same name for as long as it lasts. */
export function nameOf(alert: TellableAlert): string {
  if ('productKey' in alert) return `${alert.type} ${alert.productKey}`
  if ('source' in alert) return `${alert.type} ${alert.source}`
  return alert.type === 'plan-held' ? `${alert.type} ${alert.planId}` : alert.type
}

/** Numbers, dates and product keys; nothing that names a person. */
export function toMail(alerts: readonly TellableAlert[]): { readonly subject: string; readonly text: string } {
  const count = alerts.length === 1 ? 'something needs' : `${alerts.length} things need`
  const lines = alerts.map((alert) => `• ${describe(alert)}`)
  return {
    subject: `Universal Access: ${count} your attention`,
    text: `${lines.join('\n')}\n\nMore under Jira settings, Apps, Universal Access. You are told once a day while it lasts.`,
  }
}

function describe(alert: TellableAlert): string {
  switch (alert.type) {
    case 'few-seats':
      return `${alert.productKey}: ${alert.free} seats are free; you asked to be warned at ${alert.warning}.`
    case 'people-wait':
      return `${alert.productKey}: ${alert.count} on the waiting list, the first since ${dayOf(alert.since)}.`
    case 'signal-failing':
      return `A source of sign-ins cannot be read since ${dayOf(alert.since)}: who signs in gets no seat by it.`
    case 'signal-silent':
      return `A source of sign-ins has shown nobody since ${dayOf(alert.since)}. Check its settings.`
    case 'plan-held':
      return alert.isTooLate
        ? `A plan with ${alert.removals} removals waited for more than 24 hours. Run the job again for a new one.`
        : `A plan with ${alert.removals} removals waits for your approval. Nothing is removed until then.`
    case 'key-expires':
      return alert.daysLeft < 0
        ? `The organization API key expired on ${alert.at}. Nothing works until a new one is entered.`
        : `The organization API key is valid until ${alert.at}. Enter a new one before that.`
    case 'notices-refused':
      return `Jira refused ${alert.count} notices of the last sweep. Who was not told keeps access; look at the notice issue.`
  }
}

function dayOf(instant: string): string {
  return instant.slice(0, 10)
}
