import { findNewest } from './activity'
import type { Signal } from './activity'
import { daysUntil } from './notice-text'
import type { NoticeSettings } from './settings/notices'
import { DAY_MS, HOUR_MS } from './time'

/** What we remember about one person who has been told that one product will be taken back. Instants only. */
export interface NoticeRecord {
  /** When the first notice of this spell without use was planned: whatever the person did since ends the spell. */
  readonly begunAt: string
  /** When Jira took the first notice, and the last one. */
  readonly firstAt: string
  readonly lastAt: string
  /** How many of the days in the settings have been told. */
  readonly told: number
  /** Jira would not tell the person, and the settings let the time run all the same. */
  readonly refusedAt?: string
}

/** Of one person, by product. */
export type PersonNotices = Readonly<Record<string /* productKey */, NoticeRecord>>

type Rules = Pick<NoticeSettings, 'daysBefore'>

/** What somebody does on Jira shows up to a day late; twice that passes between the last notice and the removal. */
const AFTER_LAST_MS = 48 * HOUR_MS
/** A removal that is so much later than it was told is told anew. */
const LAPSES_AFTER_DAYS = 30
/** Runs of a daily sweep are not exactly a day apart. */
const SLACK_MS = HOUR_MS

/** @returns the record, if it belongs to the present spell without use */
export function findCurrent(
  record: NoticeRecord | undefined,
  signals: readonly Signal[],
  { daysBefore }: Rules,
  now: Date,
): NoticeRecord | null {
  if (record === undefined) return null
  const newest = findNewest(signals)
  if (newest !== null && Date.parse(newest.at) > Date.parse(record.begunAt)) return null
  const lapsesAt = Date.parse(record.firstAt) + (firstOf(daysBefore) + LAPSES_AFTER_DAYS) * DAY_MS
  return now.getTime() < lapsesAt ? record : null
}

/** When what was promised to the person has passed. */
export function endOfNotice({ firstAt, lastAt }: NoticeRecord, { daysBefore }: Rules): number {
  return Math.max(Date.parse(firstAt) + firstOf(daysBefore) * DAY_MS, Date.parse(lastAt) + AFTER_LAST_MS)
}

/** Has the person been told as often and as early as the settings say? Only then may the access go. */
export function hasNoticeRun(
  record: NoticeRecord | undefined,
  signals: readonly Signal[],
  rules: Rules,
  now: Date,
): boolean {
  const current = findCurrent(record, signals, rules, now)
  if (current === null || current.told < rules.daysBefore.length) return false
  return now.getTime() >= endOfNotice(current, rules)
}

export interface NextNotice {
  /** As in the record, after this notice. */
  readonly told: number
  readonly begunAt: string
  /** YYYY-MM-DD (UTC), and in how many days that is. */
  readonly dueOn: string
  readonly days: number
}

/**
 * Which notice is due now, if any. Of several that were missed only the last one is sent.
 * @param dormantInDays in how many days nothing but the notice speaks for the access any more
 */
export function planNotice(
  record: NoticeRecord | undefined,
  signals: readonly Signal[],
  rules: Rules,
  dormantInDays: number,
  now: Date,
): NextNotice | null {
  const current = findCurrent(record, signals, rules, now)
  const nowMs = now.getTime()
  if (current === null) return toNotice(1, now.toISOString(), nowMs + firstOf(rules.daysBefore) * DAY_MS, now)
  const dueMs = Math.max(nowMs + dormantInDays * DAY_MS, endOfNotice(current, rules))
  const isDue = (days: number): boolean => dueMs - nowMs <= days * DAY_MS + SLACK_MS
  const told = rules.daysBefore.filter(isDue).length
  if (told <= current.told) return null
  return toNotice(told, current.begunAt, Math.max(dueMs, nowMs + AFTER_LAST_MS), now)
}

function toNotice(told: number, begunAt: string, dueMs: number, now: Date): NextNotice {
  return { told, begunAt, dueOn: new Date(dueMs).toISOString().slice(0, 10), days: daysUntil(dueMs, now) }
}

function firstOf(daysBefore: readonly number[]): number {
  return daysBefore[0] ?? 0
}
