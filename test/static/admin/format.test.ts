import { formatAge, formatInstant, formatInstantsIn, formatNumber } from '../../../static/admin/format'

const NOW = '2026-03-03T12:00:00.000Z'

describe('formatAge', () => {
  it.each([
    ['2026-03-03T11:59:31.000Z', 'this minute'],
    ['2026-03-03T11:15:00.000Z', '45 minutes ago'],
    ['2026-03-03T08:40:00.000Z', '3 hours ago'],
    ['2026-03-02T12:00:00.000Z', 'yesterday'],
    ['2026-02-28T11:00:00.000Z', '3 days ago'],
  ])('%s is %s', (instant, expected) => {
    expect(formatAge(instant, NOW)).toBe(expected)
  })
})

describe('formatInstant', () => {
  it('tells the time of the time zone, not of the browser', () => {
    expect(formatInstant(NOW, 'UTC')).toBe('Tue, 3 Mar 2026, 12:00')
    expect(formatInstant(NOW, 'Asia/Tokyo')).toBe('Tue, 3 Mar 2026, 21:00')
  })
})

describe('formatNumber', () => {
  it('separates thousands', () => {
    expect(formatNumber(42_000)).toBe('42,000')
  })
})

describe('formatInstantsIn', () => {
  it('turns the instants of a reason into times of the page', () => {
    const reason = 'The newest is 2026-03-02T23:46:54.294Z. Looked at 2026-03-03T12:00:00Z, valid until 2026-03-04.'

    expect(formatInstantsIn(reason, 'Europe/Berlin')).toBe(
      'The newest is Tue, 3 Mar 2026, 00:46. Looked at Tue, 3 Mar 2026, 13:00, valid until 2026-03-04.',
    )
  })
})
