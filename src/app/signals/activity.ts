import { dayNumber } from '../../core/time'
import type { Ports } from '../../ports'
import { ask, productsOfSignals } from './ask'
import { changeSeatRecord } from '../state/seat-records'
import { armedNow } from '../read/licence'
import { readLastGood } from '../state/last-good'
import { readSettings } from '../state/settings'
import type { SignalSource } from './source'

/** The person's own act in Jira. */
export const ACTIVITY: SignalSource = { name: 'activity', setting: 'productEvents' }

/**
 * Somebody did something in Jira. For a holder it is proof of life: at most one write per person and day, and no remote
 * call. For anybody else it is a request.
 */
export async function recordActivity(
  ports: Pick<Ports, 'store' | 'requests' | 'inbox' | 'clock' | 'site'>,
  accountId: string,
): Promise<void> {
  const { store, clock } = ports
  const today = dayNumber(clock.now())
  let isKnown = false
  await changeSeatRecord(store, accountId, (record) => {
    isKnown = record?.seenDay === today || record?.holds === true
    return record?.holds === true && record.seenDay !== today ? { ...record, seenDay: today } : record
  })
  if (isKnown) return
  const [settings, lastGood] = await Promise.all([readSettings(store), readLastGood(store)])
  // Before the first full run we know nobody's access: then an act is no request.
  const isRequest = settings.signals.productEvents && lastGood.readAt !== undefined
  // Where no drain will find out who holds access, the act is remembered all the same: the sweep must not miss it.
  if (!isRequest || !armedNow(ports, settings).grant)
    await changeSeatRecord(store, accountId, (record) => ({ holds: false, ...record, seenDay: today }))
  if (isRequest) await ask(ports, [accountId], productsOfSignals(settings), ACTIVITY)
}
