import { pickChosen } from '../../core/signal-call'
import type { SignalDelivery } from '../../core/signal-call'
import { labelOf } from '../../core/settings/table'
import type { Ports } from '../../ports'
import { sitePartOf, spend } from '../state/allowances'
import { readLinks } from '../state/link-store'
import { readAhead } from '../state/record'
import { SETTINGS_KEYS, readSettings } from '../state/settings'
import { withoutHolders } from './ask'
import { AGAIN, REFUSED } from './signal-reply'
import type { SignalReply } from './signal-reply'
import type { SignalSource } from './source'
import { askForAdmitted } from './strangers'

/** The log of the identity provider or of the organization, as it is delivered to an address. */
export const DELIVERY: SignalSource = { name: 'log-delivery', setting: 'webTrigger' }

const HEARD: SignalReply = { status: 200, body: '' }

/**
 * A proven delivery. It is answered from what is stored, within a second or two: no other service is asked. Who is told of
 * is known by the id of the directory or of the account, never by a login. Asking twice is asking once, so that a delivery
 * may be late, and may come again.
 */
export async function receiveDelivery(ports: Ports, delivery: SignalDelivery): Promise<SignalReply> {
  const store = await readAhead(ports.store, SETTINGS_KEYS)
  const settings = await readSettings(store)
  if (!settings.signals.webTrigger) return REFUSED
  const chosen = settings.signals[delivery.judgedBy]
  if (chosen.length === 0) return refuseUnjudged(delivery)
  const happenings = pickChosen(delivery, chosen)
  const [first] = happenings
  if (first === undefined) return HEARD
  const part = sitePartOf(first.objectId ?? first.accountId ?? '')
  if ((await spend(ports, part, 'deliveries', happenings.length)) < happenings.length) return AGAIN
  const links = await readLinks(store, unique(happenings.map(({ objectId }) => objectId)))
  const actedAt = new Map<string, string>()
  for (const { objectId, accountId, at } of happenings) {
    const link = links.get(objectId ?? '')
    const who = accountId ?? (link?.left === 'disabled' ? undefined : link?.accountId)
    if (who !== undefined && !(Date.parse(actedAt.get(who) ?? '') <= Date.parse(at))) actedAt.set(who, at)
  }
  const without = await withoutHolders(ports, [...actedAt.keys()])
  await askForAdmitted(ports, settings, DELIVERY, without, actedAt, part)
  return HEARD
}

/** Whoever set the provider up sees this answer in its log. */
function refuseUnjudged({ judgedBy }: SignalDelivery): SignalReply {
  const label = labelOf(`signals.${judgedBy}`)
  const error = `Expected "${label}" to say which events count, got none. Enter them under Settings of Universal Access.`
  return { status: 400, body: JSON.stringify({ error }) }
}

function unique(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined))]
}
