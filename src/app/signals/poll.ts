import { isResting, restOf } from '../../core/back-off'
import { AppError, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import { DAY_MS, MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { forgetPollState, savePollState } from '../state/poll-state'
import type { PollState } from '../state/poll-state'
import { withoutHolders } from './ask'
import { isOn } from './source'
import type { PolledSource } from './source'
import { askForAdmitted } from './strangers'

/** Rows appear up to 15 minutes late, so a look goes back further than the last one: asking twice is asking once. */
export const OVERLAP_MS = 30 * MINUTE_MS
/** The place is noted at least this often; in between a quiet look writes nothing. */
const NOTED_EVERY_MS = 20 * MINUTE_MS
/** Longer than a weekend with a holiday. */
const SILENT_MS = 4 * DAY_MS

/**
 * Looks at a source, asks for those who hold no access, and remembers since when that fails. What is off is forgotten:
 * switched on again it begins anew, and nobody is asked for because of what happened in between.
 * A source that wants to be left alone is not looked at before that time.
 * @param saved as it was noted last; null = never
 * @throws what the source or the store threw; a further failure writes nothing, unless it asks for another wait
 */
export async function poll(
  ports: Ports,
  settings: Settings,
  source: PolledSource,
  saved: PollState | null,
): Promise<void> {
  const { store, clock } = ports
  if (!isOn(source, settings)) return saved === null ? undefined : forgetPollState(store, source.name)
  const now = clock.now()
  const at = now.toISOString()
  const { restUntil: _restUntil, ...known } = saved ?? {}
  if (isResting(saved ?? {}, now)) return
  const { failure, unreadSince: _unreadSince, ...before } = known
  const lastMs = Date.parse(before.at ?? at)
  try {
    const since = new Date(lastMs - OVERLAP_MS)
    const { shown, hasShown, isMoved, place, unreadSince } = await source.look(
      ports,
      settings,
      before.place ?? null,
      since,
    )
    const without = shown.size === 0 ? [] : await withoutHolders(ports, [...shown.keys()])
    await askForAdmitted(ports, settings, source, without, shown)
    const isDue = before.at === undefined || now.getTime() - lastMs >= NOTED_EVERY_MS
    if (!isMoved && !isDue && failure === undefined) return
    // Noted after asking: a tick that dies in between looks at the same again.
    const last = hasShown ? { lastRowAt: at } : {}
    const unread = unreadSince === undefined ? {} : { unreadSince }
    await savePollState(store, source.name, { firstAt: at, ...before, at, place, ...last, ...unread })
  } catch (error) {
    const rest = restOf(error, now)
    if (error instanceof AppError && (failure === undefined || rest.restUntil !== undefined)) {
      const failing = failure ?? { since: at, because: messageOf(error) }
      await savePollState(store, source.name, { ...known, failure: failing, ...rest })
    }
    throw error
  }
}

/** @returns since when a source cannot be read, and why; without a reason: since when it is read and has shown nobody */
export function findPollTrouble(
  state: PollState | null,
  now: Date,
): { readonly since: string; readonly because?: string } | null {
  const { failure, lastRowAt, firstAt } = state ?? {}
  const since = lastRowAt ?? firstAt
  if (failure !== undefined || since === undefined) return failure ?? null
  return now.getTime() - Date.parse(since) > SILENT_MS ? { since } : null
}
