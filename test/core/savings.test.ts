import { addWaits, countFreed, forecastReserve, peakSince, periodStart, quantileOfWaits } from '../../src/core/savings'
import type { DayMeasure } from '../../src/core/savings'
import { DEFAULT_SETTINGS } from '../../src/core/settings'

const dayAt = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)

function days(used: readonly number[], total: number | null = 100, freed: readonly number[] = []): DayMeasure[] {
  return used.map((count, index) => ({
    day: dayAt(index),
    products: { jira: { total, used: count, waiting: 0 } },
    holders: count,
    dormant: 0,
    freedSoFar: freed[index] ?? 0,
  }))
}

describe('forecastReserve', () => {
  it('follows the line of the last days to the day on which the guard begins to refuse', () => {
    // One seat a day: 60 on the tenth day (index 9); 96 in use leave 4 free, fewer than the reserve of 5.
    const growing = days(Array.from({ length: 10 }, (_, index) => 51 + index))

    expect(forecastReserve(growing, 'jira', 5)).toBe(dayAt(45))
  })

  it.each([
    ['use falls', days([70, 69, 68, 67, 66, 65, 64])],
    ['use stands still', days(Array(10).fill(70))],
    ['seats are unlimited', days([1, 2, 3, 4, 5, 6, 7], null)],
    ['six days are known', days([60, 61, 62, 63, 64, 65])],
    ['it would take years', days([...Array(29).fill(50), 51])],
    ['nothing is known', []],
  ])('is null when %s', (_, measured) => {
    expect(forecastReserve(measured, 'jira', 5)).toBeNull()
  })

  it('is today when the reserve is reached already', () => {
    expect(forecastReserve(days([96, 96, 96, 96, 96, 96, 96]), 'jira', 5)).toBe(dayAt(6))
  })

  it('looks at the last thirty days only', () => {
    const fellThenGrows = days([
      ...Array.from({ length: 60 }, (_, i) => 200 - i),
      ...Array.from({ length: 30 }, (_, i) => 50 + i),
    ])

    expect(forecastReserve(fellThenGrows, 'jira', 5)).toBe(dayAt(106))
  })
})

describe('waits', () => {
  it('are told by the bound within which a share of them lies', () => {
    const histogram = addWaits([], [...Array(98).fill(1.5), 50, 4_000])

    expect(quantileOfWaits(histogram, 0.5)).toBe(2)
    expect(quantileOfWaits(histogram, 0.99)).toBe(60)
    expect(quantileOfWaits(histogram, 1)).toBe(21_600)
  })

  it('add up, and nobody waited is not a wait of nothing', () => {
    expect(quantileOfWaits(addWaits(addWaits([], [1]), [2]), 1)).toBe(2)
    expect(quantileOfWaits(addWaits([], []), 0.5)).toBeNull()
    expect(quantileOfWaits(addWaits([], [1e9]), 0.5)).toBe(Infinity)
  })
})

describe('billing', () => {
  it.each([
    ['monthly', 1, '2026-03-18', '2026-03-01'],
    ['monthly', 18, '2026-03-18', '2026-03-18'],
    ['monthly', 19, '2026-03-18', '2026-02-19'],
    ['monthly', 28, '2026-01-05', '2025-12-28'],
    ['annual', 10, '2026-03-18', '2026-01-10'],
    ['annual', 10, '2026-01-05', '2025-01-10'],
  ] as const)('%s from day %i: on %s the period began on %s', (billingPeriod, billingDay, now, start) => {
    expect(periodStart({ ...DEFAULT_SETTINGS, billingPeriod, billingDay }, new Date(`${now}T12:00:00Z`))).toBe(start)
  })

  it('the peak is of the period, and null before its first measured day', () => {
    const measured = days([90, 60, 70, 65])

    expect(peakSince(measured, 'jira', dayAt(1))).toBe(70)
    expect(peakSince(measured, 'jira', dayAt(9))).toBeNull()
  })

  it('seats freed are those between the first and the last day known', () => {
    expect(countFreed(days([9, 9, 9], 100, [5, 5, 12]))).toBe(7)
    expect(countFreed([])).toBe(0)
  })
})
