import { AppError } from '../../core/errors'
import type { JournalEntry, NoticeRefusal } from '../../core/journal'
import { renderNotice } from '../../core/notice-text'
import type { NoticeRecord, PersonNotices } from '../../core/notices'
import type { SeatRecord } from '../../core/people'
import { asRecordedFor } from '../../core/products'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { readSeatRecords } from '../state/seat-records'
import type { ActionOf, BatchContext, JournalledResult } from '../apply/apply-batch'
import type { BatchJournal } from '../state/journal'
import { readNotices, saveNotices } from '../state/notice-store'

type Notify = ActionOf<'notify'>

/**
 * Tells a few people, all with the same words, in one call. The intent is in the journal before the call and what became
 * of it in each person's record right after it, so an attempt that goes on tells nobody twice who is known to be told. Of
 * a call that died unanswered nobody knows whether Jira took it: it is made again, for being told twice does no harm and
 * not being told does. Nobody's time begins before Jira has taken the notice.
 */
export async function applyNotices(
  ports: Ports,
  batch: readonly Notify[],
  { settings }: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const { issueKey } = settings.notices
  const told = await readNotices(
    ports,
    batch.map(({ accountId }) => accountId),
  )
  const seats = await readSeatRecords(ports, batch)
  const intents = batch.map((action): JournalEntry => {
    const entry = toIntent(action)
    if (isTold(told.get(action.accountId), action)) return { ...entry, outcome: 'notified' }
    if (issueKey === null) return { ...entry, outcome: 'notice-dropped', because: 'notices-off' }
    const kind = settings.products.find(({ key }) => key === action.productKey)?.kind ?? 'jira'
    const because = findDropReason(asRecordedFor(seats.get(action.accountId), kind), action)
    return because === null ? entry : { ...entry, outcome: 'notice-dropped', because }
  })
  await journal.intend(intents)
  const open = batch.filter((_, index) => intents[index]?.outcome === undefined)
  const refusals = issueKey === null ? new Map() : await tell(ports, issueKey, open, settings.notices)
  await remember(ports, open, told, refusals, settings.notices.postponeWhenRefused)
  const entries = intents.map((intent): JournalEntry => {
    if (intent.outcome !== undefined) return intent
    const because = refusals.get(intent.accountId)
    return because === undefined
      ? { ...intent, outcome: 'notified' }
      : { ...intent, outcome: 'notice-refused', because }
  })
  return { entries, links: new Map() }
}

function toIntent({ accountId, productKey, dueOn }: Notify): JournalEntry {
  return { type: 'notify', accountId, productKey, groupIds: [], dueOn }
}

/** By this very plan, or by a later one. */
function isTold(notices: PersonNotices | undefined, { productKey, begunAt, told }: Notify): boolean {
  const record = notices?.[productKey]
  return record !== undefined && record.begunAt === begunAt && record.told >= told
}

/** Our own records cost no remote call: whoever is known to have come back, or to hold nothing any more, is not told. */
function findDropReason(seat: SeatRecord | undefined, { begunAt }: Notify): 'recently-active' | 'no-access' | null {
  if (seat?.holds === false) return 'no-access'
  const seenAfterPlan = seat?.seenDay !== undefined && (seat.seenDay + 1) * DAY_MS > Date.parse(begunAt)
  return seenAfterPlan ? 'recently-active' : null
}

/** @returns whom Jira would not tell, and why. @throws AppError `throttled`, `unavailable`: then it is tried again */
async function tell(
  ports: Ports,
  issueKey: string,
  people: readonly Notify[],
  templates: { readonly subject: string; readonly text: string },
): Promise<ReadonlyMap<string, NoticeRefusal>> {
  const [first] = people
  if (first === undefined) return new Map()
  const facts = { ...first, link: await ports.notifier.linkTo(issueKey) }
  const outcome = await ports.notifier.notify({
    issueKey,
    subject: renderNotice(templates.subject, facts),
    text: renderNotice(templates.text, facts),
    accountIds: people.map(({ accountId }) => accountId),
  })
  if (outcome === 'accepted') return new Map()
  if (outcome === 'throttled')
    throw new AppError('throttled', 'Sending a notice through Jira: too many requests. It will be tried again.')
  // One who cannot be told must not keep the others from being told.
  if (outcome === 'wrong-recipient' && people.length > 1) {
    const refused = new Map<string, NoticeRefusal>()
    for (const person of people)
      for (const [accountId, because] of await tell(ports, issueKey, [person], templates))
        refused.set(accountId, because)
    return refused
  }
  ports.log.warn('notice refused', { issueKey, because: outcome, people: people.length })
  return new Map(people.map(({ accountId }) => [accountId, outcome]))
}

async function remember(
  ports: Ports,
  people: readonly Notify[],
  told: ReadonlyMap<string, PersonNotices>,
  refusals: ReadonlyMap<string, NoticeRefusal>,
  isPostponed: boolean,
): Promise<void> {
  const at = ports.clock.now().toISOString()
  const changed = people.flatMap((action): [string, PersonNotices][] => {
    const { accountId, productKey } = action
    const isRefused = refusals.has(accountId)
    // Whom Jira would not tell stays untold: the time does not run, and the next sweep tries again.
    if (isRefused && isPostponed) return []
    const before = told.get(accountId)
    return [[accountId, { ...before, [productKey]: toRecord(action, before?.[productKey], at, isRefused) }]]
  })
  await saveNotices(ports, new Map(changed))
}

function toRecord(
  { begunAt, told }: Notify,
  before: NoticeRecord | undefined,
  at: string,
  isRefused: boolean,
): NoticeRecord {
  const firstAt = before?.begunAt === begunAt ? before.firstAt : at
  return { begunAt, firstAt, lastAt: at, told, ...(isRefused ? { refusedAt: at } : {}) }
}
