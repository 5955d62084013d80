import { checkCron, dueInterval, dueSlot, nextRuns, slotsAmong } from '../../src/core/schedule'

const at = (iso: string): Date => new Date(iso)

describe('dueSlot', () => {
  it.each([
    ['before the slot nothing is due', '2026-03-18T01:59:59Z', null],
    ['at the slot it is due', '2026-03-18T02:00:00Z', '2026-03-18T02:00:00.000Z'],
    ['minutes later the same slot is due', '2026-03-18T02:04:10Z', '2026-03-18T02:00:00.000Z'],
    ['three missed nights are one run, for the newest slot', '2026-03-20T09:00:00Z', '2026-03-20T02:00:00.000Z'],
  ])('%s', (_, now, expected) => {
    expect(dueSlot('0 2 * * *', 'UTC', at('2026-03-17T02:00:00Z'), at(now))?.toISOString() ?? null).toBe(expected)
  })

  it('is not due again once its slot was handed over', () => {
    expect(dueSlot('0 2 * * *', 'UTC', at('2026-03-18T02:00:00Z'), at('2026-03-18T02:05:00Z'))).toBeNull()
  })

  it('runs once in the spring night in which 02:30 does not exist', () => {
    const slot = dueSlot('30 2 * * *', 'Europe/Berlin', at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z'))

    expect(slot?.toISOString()).toBe('2026-03-29T01:00:00.000Z')
  })
})

describe('slotsAmong', () => {
  it('keeps the instants of the hours, whatever their second', () => {
    const instants = ['2026-03-18T05:59:59Z', '2026-03-18T06:00:00Z', '2026-03-18T19:59:41Z', '2026-03-18T20:00:00Z']

    expect(slotsAmong('* 6-19 * * 1-5', 'UTC', instants.map(at)).map((slot) => slot.toISOString())).toEqual([
      '2026-03-18T06:00:00.000Z',
      '2026-03-18T19:59:41.000Z',
    ])
  })

  it.each([
    ['2026-03-22T09:00:00Z', 'is a Sunday', 0],
    ['2026-03-18T05:30:00Z', 'is half past six in Berlin', 1],
  ])('%s %s: %d', (instant, _, count) => {
    expect(slotsAmong('* 6-19 * * 1-5', 'Europe/Berlin', [at(instant)])).toHaveLength(count)
  })
})

describe('dueInterval', () => {
  it('finds the same slot for duplicate ticks', () => {
    const first = dueInterval(15, at('2026-03-18T09:30:00Z'), at('2026-03-18T09:46:00Z'))
    const second = dueInterval(15, at('2026-03-18T09:30:00Z'), at('2026-03-18T09:46:01Z'))

    expect(first).toEqual(second)
    expect(dueInterval(15, first!, at('2026-03-18T09:46:01Z'))).toBeNull()
  })
})

describe('checkCron', () => {
  it.each([
    ['0 2 * * *', 'Europe/Berlin', true],
    ['0 2 * * *', 'Mars/Olympus', false],
    ['every night', 'UTC', false],
    ['0 0 2 * * *', 'UTC', false],
    ['0 2 31 2 *', 'UTC', false],
    ['', 'UTC', false],
  ])('"%s" in %s', (expression, timeZone, isFine) => {
    expect(checkCron(expression, timeZone) === null).toBe(isFine)
  })
})

describe('nextRuns', () => {
  it('gives instants in the chosen time zone', () => {
    expect(
      nextRuns('0 2 * * *', 'Europe/Berlin', 2, at('2026-03-18T09:00:00Z')).map((run) => run.toISOString()),
    ).toEqual(['2026-03-19T01:00:00.000Z', '2026-03-20T01:00:00.000Z'])
  })
})
