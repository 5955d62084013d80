import { AppError, codeOf, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import { DAY_MS, MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { isLeft } from '../read/scan-pages'
import { withoutAnswer } from '../signals/ask'
import { OVERLAP_MS } from '../signals/poll'
import { findAppIds, readSignIns } from '../signals/sign-in-log'
import { changeLastGood } from '../state/last-good'
import type { LastGood } from '../state/last-good'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { readWholeIndex, saveIndex } from '../state/people-index'
import type { IndexEntry } from '../state/people-index'
import { readSeatRecords } from '../state/seat-records'
import { forgetUnheardActs, readUnheardActs } from '../state/unheard-acts'

/** Whoever has not come again for so long is no longer told of. */
const KEPT_MS = 30 * DAY_MS
/** The log is read back to the last look, a day before the first one, and for so long at most. */
const LOG_MAX_MS = 7 * DAY_MS
/** Of the invocation: what the log may need. It has its turn again in the next run. */
const NEEDS = { timeMs: 3 * MINUTE_MS, requests: 100 }

interface Seen {
  /** As the run has written it. */
  readonly lastGood: LastGood
  /** By object id, who used the site, or tried to, without a seat; ISO. */
  readonly came: Readonly<Record<string, string>>
  readonly inScope: ReadonlySet<string>
}

/**
 * Lists those in scope who came and got neither a seat nor an answer, by what tells of it later: the organization's
 * last-active dates, the sign-in log, and acts in Jira where those ask for nothing. Where signing in asks, the log tells of those
 * who signed in before their account was linked, or before that was switched on. Who asks, waits or holds a seat by now is
 * taken off. Writes nothing where the list is as it was.
 */
export async function noteMissed(ports: Ports, settings: Settings, { lastGood, came, inScope }: Seen): Promise<void> {
  const { store, clock } = ports
  const now = clock.now()
  const { missed: before = 0 } = lastGood
  const read = await readSignedIn(ports, settings, lastGood)
  const known = await readWholeIndex(store, 'missed')
  const fromLog = await toEntries(ports, new Map(read?.signedIn), 'came-log')
  const fromDates = await afterRevocation(ports, await toEntries(ports, new Map(Object.entries(came)), 'came-dates'))
  const acts = await readUnheardActs(store)
  const fromEvents = [...acts].map(([accountId, day]): IndexEntry => ({ accountId, because: 'came-event', day }))
  const entries = new Map<string, IndexEntry>()
  // The newest day stays, and of several on one day what the log tells.
  for (const entry of [...known, ...fromDates, ...fromEvents, ...fromLog]) {
    const id = entry.accountId!
    if ((entries.get(id)?.day ?? '') <= entry.day!) entries.set(id, entry)
  }
  const oldest = new Date(now.getTime() - KEPT_MS).toISOString().slice(0, 10)
  const fresh = [...entries].flatMap(([id, { day }]) => (day! >= oldest ? [id] : []))
  const people = await readPeopleOfAccounts(store, fresh)
  const wanted = fresh.filter((id) => inScope.has(people.get(id) ?? '') && !settings.noAccessAccountIds.includes(id))
  const missed = (await withoutAnswer(ports, settings, wanted)).map((id) => entries.get(id)!)
  await saveIndex(store, 'missed', missed)
  await forgetUnheardActs(store, [...acts.keys()])
  if (missed.length === before && read === null) return
  await changeLastGood(store, ({ logUnread, ...current }) => {
    const kept = logUnread === undefined ? {} : { logUnread }
    return { ...current, missed: missed.length, ...(read === null ? kept : read.noted) }
  })
}

interface SignedIn {
  /** When each first signed in since the last read, by object id. */
  readonly signedIn: readonly (readonly [string, string])[]
  /** Where the next read begins, and what it has to go on with. */
  readonly noted: Pick<LastGood, 'logReadAt' | 'logUnread'>
}

/** @returns null where the log cannot be read now */
async function readSignedIn(
  ports: Ports,
  { signals }: Settings,
  { logReadAt, logUnread }: LastGood,
): Promise<SignedIn | null> {
  const { directory, clock, budget, log } = ports
  if (!isLeft(budget, NEEDS)) return null
  const now = clock.now().getTime()
  const oldest = now - LOG_MAX_MS
  const last = logReadAt === undefined ? now - DAY_MS : Math.max(Date.parse(logReadAt), oldest)
  const since = new Date(last - OVERLAP_MS)
  const before = logUnread !== undefined && Date.parse(logUnread.until) > oldest ? logUnread : null
  try {
    const isChosen = signals.signInAppIds.length > 0
    const appIds = findAppIds(signals, isChosen ? [] : await directory.readApplications(since))
    const { rows, unread } =
      appIds.length === 0
        ? { rows: [], unread: null }
        : await readSignIns(ports, since, appIds, before, () => !isLeft(budget, NEEDS))
    return {
      // Who has only just signed in is heard by the next look.
      signedIn: rows.flatMap(({ objectId, at }) =>
        now - Date.parse(at) >= OVERLAP_MS ? [[objectId, at] as const] : [],
      ),
      noted: { logReadAt: new Date(now).toISOString(), ...(unread === null ? {} : { logUnread: unread }) },
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn('sign-in log not read for those who got nothing', { because: codeOf(error), detail: messageOf(error) })
    return null
  }
}

async function toEntries(
  { store }: Ports,
  cameAt: ReadonlyMap<string, string>,
  because: 'came-log' | 'came-dates',
): Promise<readonly (IndexEntry & { readonly at: string })[]> {
  const links = await readLinks(store, [...cameAt.keys()])
  return [...links].flatMap(([objectId, { accountId, left }]) => {
    const at = cameAt.get(objectId)!
    return left === undefined ? [{ accountId, because, at, day: at.slice(0, 10) }] : []
  })
}

/** Who held access used it until it was taken: only what is newer than that was in vain, and where nobody knows, nothing. */
async function afterRevocation(
  { store }: Ports,
  entries: Awaited<ReturnType<typeof toEntries>>,
): Promise<typeof entries> {
  const records = await readSeatRecords(
    { store },
    entries.map(({ accountId }) => ({ accountId: accountId! })),
  )
  return entries.filter(({ accountId, at }) => {
    const record = records.get(accountId!)
    return record === undefined || Date.parse(record.revokedAt ?? '') < Date.parse(at)
  })
}
