import {
  dayOf,
  isWorkingDay,
  isWorkingTime,
  toWorkingTime,
  workingDayFrom,
  workingDayUntil,
} from '../../../sandbox/company/calendar'

const at = (text: string): number => Date.parse(text)

describe('the calendar', () => {
  it.each([
    ['Monday', '2026-01-05', true],
    ['Friday', '2026-01-09', true],
    ['Saturday', '2026-01-10', false],
    ['Sunday', '2026-01-11', false],
  ])('knows whether %s is a working day', (_, date, expected) => {
    expect(isWorkingDay(dayOf(at(`${date}T12:00:00Z`)))).toBe(expected)
  })

  it('finds the working days around a weekend', () => {
    const saturday = dayOf(at('2026-01-10T00:00:00Z'))

    expect(workingDayFrom(saturday)).toBe(saturday + 2)
    expect(workingDayUntil(saturday)).toBe(saturday - 1)
  })

  it.each([
    ['2026-01-05T07:59:59Z', false],
    ['2026-01-05T08:00:00Z', true],
    ['2026-01-05T17:59:59Z', true],
    ['2026-01-05T18:00:00Z', false],
    ['2026-01-10T12:00:00Z', false],
  ])('takes %s for working time: %s', (text, expected) => {
    expect(isWorkingTime(at(text))).toBe(expected)
  })

  it('moves any instant into working time, never to an earlier day', () => {
    expect(toWorkingTime(at('2026-01-05T12:00:00Z'))).toBe(at('2026-01-05T13:00:00Z'))
    expect(toWorkingTime(at('2026-01-10T00:00:00Z'))).toBe(at('2026-01-12T08:00:00Z'))
  })
})
