import { AppError, codeOf, personalCodeOf } from '../../core/errors'
import { renderNotice } from '../../core/notice-text'
import type { NoticeRefusal } from '../../core/journal'
import type { NoticeRecord, PersonNotices } from '../../core/notices'
import type { SeatRecord } from '../../core/people'
import type { ActionOf } from '../../core/plan'
import { asRecordedFor } from '../../core/products'
import { textOf } from '../../core/sweep'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { lookUpSeatRecords } from '../state/seat-records'
import type { ActionType, Done, Step } from '../apply/action-type'
import { lookUpNotices, saveNotices } from '../state/notice-store'

type Notify = ActionOf<'notify'>

/**
 * Tells a few people, all with the same words, in one call. The intent is in the journal before the call and what became
 * of it in each person's record right after it, so an attempt that goes on tells nobody twice who is known to be told. Of
 * a call that died unanswered nobody knows whether Jira took it: it is made again, for being told twice does no harm and
 * not being told does. Nobody's time begins before Jira has taken the notice.
 */
export const notify: ActionType<Notify> = {
  // One call tells so many people at most.
  batchSize: 50,
  textOf,
  prepare: async (ports, batch, { settings }) => {
    const { issueKey, postponeWhenRefused } = settings.notices
    const actions = batch.map(({ action }) => action)
    const accountIds = actions.map(({ accountId }) => accountId)
    const [told, seats] = [await lookUpNotices(ports, accountIds), await lookUpSeatRecords(ports, actions)]
    const changed = new Map<string, PersonNotices>()
    const open: Notify[] = []
    let together: ReturnType<typeof tellTogether> | null = null
    const tellOne = async (action: Notify, issue: string): Promise<Done> => {
      const { accountId, productKey } = action
      together ??= tellTogether(ports, issue, open, settings.notices)
      const outcome = (await together) ?? (await tell(ports, issue, [action], settings.notices))
      const isRefused = outcome !== 'accepted'
      // Whom Jira would not tell stays untold: the time does not run, and the next sweep tries again.
      if (!isRefused || !postponeWhenRefused) {
        const before = told.found.get(accountId)
        const at = ports.clock.now().toISOString()
        changed.set(accountId, { ...before, [productKey]: toRecord(action, before?.[productKey], at, isRefused) })
      }
      return outcome === 'accepted' ? { outcome: 'notified' } : { outcome: 'notice-refused', because: outcome }
    }
    const steps = actions.map((action): Step => {
      const unread = told.failed.get(action.accountId) ?? seats.failed.get(action.accountId)
      if (unread !== undefined) return { outcome: 'failed', because: unread }
      if (isTold(told.found.get(action.accountId), action)) return { outcome: 'notified' }
      if (issueKey === null) return { outcome: 'notice-dropped', because: 'notices-off' }
      const kind = settings.products.find(({ key }) => key === action.productKey)?.kind ?? 'jira'
      const because = findDropReason(asRecordedFor(seats.found.get(action.accountId), kind), action)
      if (because !== null) return { outcome: 'notice-dropped', because }
      open.push(action)
      return { one: () => tellOne(action, issueKey) }
    })
    const toldOf = (ids: readonly string[]) => new Map([...changed].filter(([accountId]) => ids.includes(accountId)))
    return { steps, finish: (ids) => saveNotices(ports, toldOf(ids)) }
  },
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

type Answer = 'accepted' | NoticeRefusal

/** One who cannot be told must not keep the others from being told. @returns null when each has to be told alone */
async function tellTogether(...[ports, issueKey, people, templates]: Parameters<typeof tell>): Promise<Answer | null> {
  try {
    const outcome = await tell(ports, issueKey, people, templates)
    return outcome === 'wrong-recipient' && people.length > 1 ? null : outcome
  } catch (error) {
    const isAboutEverybody = codeOf(error) !== null && personalCodeOf(error) === null
    if (isAboutEverybody || people.length === 1) throw error
    return null
  }
}

/** @throws AppError `budget-spent`, `unavailable`: then it is tried again */
async function tell(
  ports: Ports,
  issueKey: string,
  people: readonly Notify[],
  templates: { readonly subject: string; readonly text: string },
): Promise<Answer> {
  const facts = { ...people[0]!, link: await ports.notifier.linkTo(issueKey) }
  const outcome = await ports.notifier.notify({
    issueKey,
    subject: renderNotice(templates.subject, facts),
    text: renderNotice(templates.text, facts),
    accountIds: people.map(({ accountId }) => accountId),
  })
  // One call tells many: a 429 is about Jira, and about none of them.
  if (outcome === 'throttled')
    throw new AppError('budget-spent', 'Sending a notice through Jira: too many requests. It will be tried again.')
  if (outcome !== 'accepted') ports.log.warn('notice refused', { issueKey, because: outcome, people: people.length })
  return outcome
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
