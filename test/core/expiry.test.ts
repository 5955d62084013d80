import { judgeExpiry } from '../../src/core/expiry'

const NOW = new Date('2026-03-18T09:30:00Z')

describe('judgeExpiry', () => {
  it.each([
    ['a year, 31 days left', '2026-04-18', '2025-04-18', 'good', 31],
    ['a year, 30 days left', '2026-04-17', '2025-04-17', 'warning', 30],
    ['a year, 7 days left', '2026-03-25', '2025-03-25', 'warning', 7],
    ['a year, one day left', '2026-03-19', '2025-03-19', 'bad', 1],
    ['its last day', '2026-03-18', '2025-03-18', 'bad', 0],
    ['over', '2026-03-17', '2025-03-17', 'bad', -1],
    ['a week, 5 days left', '2026-03-23', '2026-03-16', 'good', 5],
    ['60 days, a fifth of them left', '2026-03-30', '2026-01-29', 'warning', 12],
    ['nobody knows since when', '2026-04-17', null, 'warning', 30],
  ] as const)('%s', (_, day, savedAt, level, daysLeft) => {
    const since = savedAt === null ? null : `${savedAt}T00:00:00Z`

    expect(judgeExpiry(day, since, NOW)).toEqual({ level, daysLeft })
  })
})
