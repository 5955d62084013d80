import type { SeatRecord } from '../../core/people'
import type { Settings } from '../../core/settings'
import { dayNumber } from '../../core/time'
import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { keys } from '../state/keys'
import { armedNow } from '../read/licence'
import { readLinks } from '../state/link-store'
import { readLastGood } from '../state/last-good'
import { readSettings } from '../state/settings'

/**
 * Somebody did something in Jira. For a holder it is proof of life: at most one write per person and day, and no remote
 * call. For anybody else it is a request.
 */
export async function recordActivity(
  ports: Pick<Ports, 'store' | 'requests' | 'inbox' | 'clock' | 'site'>,
  accountId: string,
): Promise<void> {
  const { store, clock } = ports
  const key = keys.seat(accountId)
  const record = await store.get<SeatRecord>(key)
  const today = dayNumber(clock.now())
  if (record?.seenDay === today) return
  if (record?.holds === true) {
    await store.set(key, { ...record, seenDay: today } satisfies SeatRecord)
    return
  }
  const [settings, lastGood] = await Promise.all([readSettings(store), readLastGood(store)])
  // Before the first full run we know nobody's access: then an act is no request.
  const isRequest = settings.signals.productEvents && lastGood.readAt !== undefined
  // Where no drain will find out who holds access, the act is remembered all the same: the sweep must not miss it.
  if (!isRequest || !armedNow(ports, settings).grant)
    await store.set(key, { holds: false, ...record, seenDay: today } satisfies SeatRecord)
  if (isRequest) await ask(ports, [accountId], productsOfSignals(settings), 'activity')
}

export interface SignInState {
  /** When the log was last read with something new in it, or at the latest 20 minutes ago. */
  readonly at: string
  /** Shortened ids of the rows already handled that the next look will show again. */
  readonly seen: readonly string[]
  /** When the log was read for the first time, and when it last had something new. */
  readonly firstAt?: string
  readonly lastRowAt?: string
}

/** Rows appear up to 15 minutes late, so each look goes back further than the last one. */
const OVERLAP_MS = 30 * 60_000
/** The place is saved at least this often; in between a quiet look writes nothing. */
const SAVE_EVERY_MS = 20 * 60_000

/** Reads the sign-in log and asks for those who hold no access. */
export async function pollSignIns(ports: Ports, settings: Settings): Promise<void> {
  const { store, clock, directory } = ports
  const now = clock.now()
  const saved = await store.get<SignInState>(keys.signIns)
  const state: SignInState = saved ?? { at: now.toISOString(), seen: [] }
  const rows = await directory.readSignIns(new Date(Date.parse(state.at) - OVERLAP_MS), settings.signals.signInAppIds)
  const seen = new Set(state.seen)
  const fresh = rows.filter((row) => !seen.has(shorten(row.id)))
  if (fresh.length > 0) {
    const links = await readLinks(store, [...new Set(fresh.map((row) => row.objectId))])
    const accountIds = [...links.values()].filter((link) => link.left !== 'disabled').map((link) => link.accountId)
    const without = await withoutHolders(ports, accountIds)
    await ask(ports, without, productsOfSignals(settings), 'sign-in')
  }
  // The place is saved at the first look too: without it, who signs in while the log cannot be read would be lost.
  const isStale = saved === null || now.getTime() - Date.parse(saved.at) >= SAVE_EVERY_MS
  if (fresh.length === 0 && !isStale) return
  // Saved after asking: a tick that dies in between asks again, and asking twice is asking once.
  const shownAgain = rows.filter((row) => Date.parse(row.at) >= now.getTime() - OVERLAP_MS)
  const lastRowAt = fresh.length > 0 ? now.toISOString() : state.lastRowAt
  await store.set(keys.signIns, {
    at: now.toISOString(),
    seen: shownAgain.map((row) => shorten(row.id)),
    firstAt: state.firstAt ?? now.toISOString(),
    ...(lastRowAt === undefined ? {} : { lastRowAt }),
  } satisfies SignInState)
}

/**
 * The last 48 bits of a row's id (a UUID): enough to tell the rows of an hour apart, and 16,000 of them fit into one value
 * of 240 KiB, which a Monday morning of 15,000 sign-ins an hour needs.
 */
function shorten(id: string): string {
  return id.slice(-12)
}
