import { hasNoticeRun, planNotice } from '../../src/core/notices'
import type { NoticeRecord } from '../../src/core/notices'
import { DAY_MS, HOUR_MS } from '../../src/core/time'
import { NOW, daysAgo } from '../support/builders'

const rules = { daysBefore: [14, 3] }
const idle = [{ source: 'organization' as const, at: daysAgo(200) }]
const inHours = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS)
const record = (change: Partial<NoticeRecord> = {}): NoticeRecord => ({
  ...{ begunAt: daysAgo(14), firstAt: daysAgo(14), lastAt: daysAgo(3), told: 2 },
  ...change,
})

describe('hasNoticeRun', () => {
  it.each([
    ['nobody was told', undefined, NOW, false],
    ['told twice, 14 days after the first', record(), NOW, true],
    ['a moment before', record(), new Date(NOW.getTime() - 1), false],
    ['the last notice is still missing', record({ told: 1 }), NOW, false],
    ['the last one came 47 hours ago', record({ lastAt: inHours(-47).toISOString() }), NOW, false],
    ['the last one came 48 hours ago', record({ lastAt: inHours(-48).toISOString() }), NOW, true],
    ['a removal that is 30 days late', record(), new Date(NOW.getTime() + 30 * DAY_MS), false],
  ])('%s', (_, known, now, expected) => {
    expect(hasNoticeRun(known, idle, rules, now)).toBe(expected)
  })

  it('begins anew for who has been active, or was granted access, since the first notice', () => {
    const since = [...idle, { source: 'own-record' as const, at: daysAgo(5) }]

    expect(hasNoticeRun(record(), since, rules, NOW)).toBe(false)
    expect(planNotice(record(), since, rules, 14, NOW)).toMatchObject({ told: 1, begunAt: NOW.toISOString() })
  })
})

describe('planNotice', () => {
  it('tells first that there are 14 days, also somebody who has been idle for years', () => {
    const first = { told: 1, begunAt: NOW.toISOString(), dueOn: '2026-04-01', days: 14 }

    expect(planNotice(undefined, idle, rules, 0, NOW)).toEqual(first)
    expect(planNotice(undefined, idle, rules, 14, NOW)).toEqual(first)
  })

  it.each([
    ['ten days after the first', 10, null],
    ['eleven days after the first', 11, { told: 2, days: 3, dueOn: '2026-03-21' }],
    ['at the end, because the sweeps between were refused', 14, { told: 2, days: 2, dueOn: '2026-03-20' }],
  ])('tells again three days before: %s', (_, days, expected) => {
    const known = record({ begunAt: daysAgo(days), firstAt: daysAgo(days), lastAt: daysAgo(days), told: 1 })
    const next = planNotice(known, idle, rules, 0, NOW)

    if (expected === null) expect(next).toBeNull()
    else expect(next).toMatchObject({ ...expected, begunAt: daysAgo(days) })
  })

  it('tells nobody a third time', () => {
    expect(planNotice(record({ lastAt: daysAgo(1) }), idle, rules, 0, NOW)).toBeNull()
  })

  it('sends only the last of several that were missed', () => {
    const known = record({ begunAt: daysAgo(30), firstAt: daysAgo(30), lastAt: daysAgo(30), told: 1 })

    expect(planNotice(known, idle, { daysBefore: [30, 14, 7, 3] }, 0, NOW)).toMatchObject({ told: 4, days: 2 })
  })
})
