import { AppError, codeOf, messageOf } from '../../core/errors'
import type { SignalSettings } from '../../core/settings/signals'
import type { Application, Ports, SignIn, SignInsRead, Span } from '../../ports'
import { readLinks } from '../state/link-store'
import { OVERLAP_MS } from './poll'
import type { PolledSource } from './source'

interface Place {
  /** Shortened ids of the rows already handled that the next look will show again, newest first. */
  readonly seen: readonly string[]
  readonly unread: Span | null
}

/** The sign-in log of the directory, by the ids of applications. */
export const SIGN_IN_LOG: PolledSource<Place> = {
  name: 'sign-in',
  setting: 'signIn',
  words: {
    failing: 'The sign-in log cannot be read',
    behind: 'Not all of the sign-in log is read yet',
    silent: 'The sign-in log shows nobody',
    silentText: (since) =>
      `Nobody has signed in to the applications you named since ${since}. Check their ids under Settings.`,
  },
  look: async (ports, settings, place, since) => {
    const { store, clock } = ports
    const now = clock.now()
    const before = place?.unread ?? null
    // What is new goes first: the older part has its turn once all of that is read.
    const isLast = (count: number, isWhole: boolean): boolean => count > 1 || !isWhole
    const { rows, unread } = await readSignIns(ports, since, settings.signals.signInAppIds, before, isLast)
    const seen = new Set(place?.seen)
    const fresh = rows.filter((row) => !seen.has(shorten(row)))
    // Newest first: what stays is the first sign-in of each.
    const firstAt = new Map(fresh.map(({ objectId, at }) => [objectId, at]))
    const links = firstAt.size === 0 ? [] : [...(await readLinks(store, [...firstAt.keys()]))]
    const shownAgain = rows.filter((row) => Date.parse(row.at) >= now.getTime() - OVERLAP_MS)
    const ids = [...new Set([...shownAgain.map(shorten), ...(unread === null ? [] : seen)])]
    return {
      shown: new Map(
        links.flatMap(([objectId, { left, accountId }]) =>
          left === 'disabled' ? [] : [[accountId, firstAt.get(objectId)!] as const],
        ),
      ),
      hasShown: fresh.length > 0,
      isMoved: fresh.length > 0 || unread?.until !== before?.until,
      place: { seen: ids.slice(0, SEEN_MAX), unread },
      ...(unread === null ? {} : { unreadSince: unread.since }),
    }
  },
}

/**
 * Reads what is new in the log, and then what an earlier read has left.
 * @param isLast of the reads so far: how many, and whether the last one was whole
 * @returns the rows of all of them; `unread` null when nothing is left
 * @throws AppError when nothing new can be read
 */
export async function readSignIns(
  { directory, clock, log }: Pick<Ports, 'directory' | 'clock' | 'log'>,
  since: Date,
  appIds: readonly string[],
  before: Span | null,
  isLast: (count: number, isWhole: boolean) => boolean,
): Promise<SignInsRead> {
  const newest = await directory.readSignIns({ since: since.toISOString(), until: clock.now().toISOString() }, appIds)
  const rows = [...newest.rows]
  let unread = join(newest.unread, before)
  let isWhole = newest.unread === null
  try {
    for (let count = 1; unread !== null && !isLast(count, isWhole); count += 1) {
      const older: SignInsRead = await directory.readSignIns(unread, appIds)
      rows.push(...older.rows)
      unread = older.unread
      isWhole = unread === null
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn('older part of the sign-in log not read', { because: codeOf(error), detail: messageOf(error) })
  }
  return { rows, unread }
}

function join(one: Span | null, other: Span | null): Span | null {
  if (one === null || other === null) return one ?? other
  return {
    since: one.since < other.since ? one.since : other.since,
    until: one.until > other.until ? one.until : other.until,
  }
}

/** What Atlassian's applications are called, unless somebody has named them otherwise. */
const LIKELY = /atlassian|jira|confluence/i

/** The applications that an administrator has chosen, and before that those that look like Atlassian's. */
export function findAppIds(
  { signInAppIds }: Pick<SignalSettings, 'signInAppIds'>,
  applications: readonly Application[],
): readonly string[] {
  if (signInAppIds.length > 0) return signInAppIds
  return applications.filter(({ name }) => LIKELY.test(name)).map(({ id }) => id)
}

/** So many fit into one value of 240 KiB; rows beyond them are handled twice, which is asking once. */
const SEEN_MAX = 16_000

/** The last 48 bits of a row's id (a UUID): enough to tell the rows of an hour apart. */
function shorten({ id }: SignIn): string {
  return id.slice(-12)
}
