import { dayNumber } from '../../core/time'
import type { Ports } from '../../ports'
import { ask, productsOfSignals } from './ask'
import { changeSeatRecord, seatKeyOf } from '../state/seat-records'
import { armedNow } from '../read/licence'
import { lastGoodRecord, readLastGood } from '../state/last-good'
import { linkKeyOf } from '../state/link-store'
import { WAKE, readWake } from '../state/marks'
import { noteUnheardAct } from '../state/unheard-acts'
import { readAhead } from '../state/record'
import { SETTINGS_KEYS, readSettings } from '../state/settings'
import type { SignalSource } from './source'
import { admit } from './strangers'

/** The person's own act in Jira. */
export const ACTIVITY: SignalSource = { name: 'activity', setting: 'productEvents' }

/**
 * Somebody did something in Jira. For a holder it is proof of life: at most one write per person and day, and no remote
 * call. For anybody else it is a request.
 */
export async function recordActivity(
  ports: Pick<Ports, 'store' | 'requests' | 'inbox' | 'clock' | 'site' | 'memory'>,
  accountId: string,
): Promise<void> {
  const { clock, memory } = ports
  // A minute's second act says nothing new.
  const acted = `acted ${accountId}`
  if (memory.read(acted) !== null) return
  const readAt = clock.now()
  const keys = [seatKeyOf(accountId), ...SETTINGS_KEYS, lastGoodRecord.key, linkKeyOf(accountId), WAKE]
  const store = await readAhead(ports.store, keys)
  const today = dayNumber(clock.now())
  let isKnown = false
  await changeSeatRecord(store, accountId, (record) => {
    isKnown = record?.seenDay === today || record?.holds === true
    return record?.holds === true && record.seenDay !== today ? { ...record, seenDay: today } : record
  })
  if (isKnown) return memory.keep(acted, true)
  const [settings, lastGood] = await Promise.all([readSettings(store), readLastGood(store)])
  // Before the first full run we know nobody's access: then an act is no request.
  const isRequest = settings.signals.productEvents && lastGood.readAt !== undefined
  // Where no drain will find out who holds access, the act is remembered all the same: the sweep must not miss it.
  if (!isRequest || !armedNow(ports, settings).grant)
    await changeSeatRecord(store, accountId, (record) => ({ holds: false, ...record, seenDay: today }))
  if (!settings.signals.productEvents && lastGood.readAt !== undefined)
    await noteUnheardAct(ports.store, accountId, clock.now().toISOString().slice(0, 10))
  if (isRequest) {
    const { known, strangers } = await admit({ ...ports, store }, [accountId])
    const wake = { wokenAt: await readWake(store), readAt }
    await ask(ports, [...known, ...strangers], productsOfSignals(settings), ACTIVITY, { wake, strangers })
  }
  memory.keep(acted, true)
}
