import { knownInstant } from '../../src/core/known-instant'
import { NOW, daysAgo } from '../support/builders'

const inHours = (hours: number): string => new Date(NOW.getTime() + hours * 3_600_000).toISOString()

describe('knownInstant', () => {
  it.each([
    ['absent', undefined],
    ['null', null],
    ['empty', ''],
    ['of year 1, as Microsoft writes it', '0001-01-01T00:00:00Z'],
    ['of year 1, with fractions', '0001-01-01T00:00:00.0000000Z'],
    ['the beginning of Unix time', '1970-01-01T00:00:00Z'],
    ['a number', '5'],
    ['zero', '0'],
    ['a word', 'never'],
    ['no day of the calendar', '2026-13-45T00:00:00Z'],
    ['more than a day ahead', inHours(25)],
  ])('knows nothing of a date that is %s', (_, written) => {
    expect(knownInstant(written, NOW)).toBeNull()
  })

  it.each([
    ['in whole seconds', '2025-11-02T03:04:05Z', '2025-11-02T03:04:05.000Z'],
    ['with seven fractions', '2025-11-02T03:04:05.1234567Z', '2025-11-02T03:04:05.123Z'],
    ['in another time zone', '2025-11-02T03:04:05+02:00', '2025-11-02T01:04:05.000Z'],
    ['a whole day, at its end', '2025-11-02', '2025-11-02T23:59:59.999Z'],
    ['of years ago', daysAgo(3_000), daysAgo(3_000)],
    ['a little ahead of our clock', inHours(1), inHours(1)],
  ])('knows one that is %s', (_, written, expected) => {
    expect(knownInstant(written, NOW)).toBe(expected)
  })
})
