import type { Signal } from '../../core/activity'
import { endOfNotice, findCurrent } from '../../core/notices'
import type { NoticeRecord } from '../../core/notices'
import type { Settings } from '../../core/settings'

/** What somebody has been told about losing unused access. */
export interface ExplainedNotice extends Pick<NoticeRecord, 'firstAt' | 'lastAt' | 'told' | 'refusedAt'> {
  /** The access stays at least until then. */
  readonly endsAt: string
}

/** @returns null when nothing was told that still counts */
export function explainNotice(
  record: NoticeRecord | undefined,
  signals: readonly Signal[],
  { notices }: Settings,
  now: Date,
): ExplainedNotice | null {
  const current = notices.issueKey === null ? null : findCurrent(record, signals, notices, now)
  if (current === null) return null
  const { firstAt, lastAt, told, refusedAt } = current
  const endsAt = new Date(endOfNotice(current, notices)).toISOString()
  return { firstAt, lastAt, told, endsAt, ...(refusedAt === undefined ? {} : { refusedAt }) }
}
