/**
 * The webhook of the organization's audit log: it tells an address of sign-ins and memberships, asynchronously and near real
 * time. Its body is a guess, `org-audit-webhook-body` (support.atlassian.com, Learn more about audit log webhooks).
 */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Random } from '../random'
import { listActions } from './audit-log'
import type { ActionName } from './audit-log'
import type { OrganizationAnswers } from './guesses'
import { WEBHOOK_COLLECTS_MS, WEBHOOK_DELAY_MS } from './limits'

export interface AuditWebhook {
  /** How many calls were answered with each status. */
  readonly answers: ReadonlyMap<number, number>
}

/** From now on. @param send calls the address with the secret that was entered for it. @returns its status */
export function createAuditWebhook({
  clock,
  site,
  random,
  answers,
  send,
}: {
  clock: Clock
  site: Site
  random: Random
  answers: OrganizationAnswers
  send: (body: string) => Promise<number>
}): AuditWebhook {
  const counts = new Map<number, number>()
  const actions = listActions(answers)
  let collected: object[] = []
  let count = 0

  site.onChange((change) => {
    if (change.kind === 'login') happen('login', change.at, change.accountId)
    if (change.kind === 'membership') happen(change.member ? 'added' : 'removed', change.at, site.adminAccountId)
  })

  function happen(action: ActionName, at: number, actorId: string): void {
    count += 1
    const attributes = {
      time: new Date(at).toISOString(),
      action: actions[action].id,
      actor: { id: actorId, name: '' },
    }
    const event = { id: String(count), type: 'events', attributes }
    if (answers['org-audit-webhook-body'] === 'one') return tell(event)
    collected.push(event)
    if (collected.length > 1) return
    clock.after(WEBHOOK_COLLECTS_MS, () => {
      tell(collected)
      collected = []
    })
  }

  function tell(data: object): void {
    const body = JSON.stringify({ data })
    clock.after(random.int(WEBHOOK_DELAY_MS.min, WEBHOOK_DELAY_MS.max), () => {
      void send(body).then((status) => counts.set(status, (counts.get(status) ?? 0) + 1))
    })
  }

  return { answers: counts }
}
