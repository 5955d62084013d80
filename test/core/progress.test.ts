import { measurePace } from '../../src/core/progress'

const STARTED = '2026-03-18T04:00:00.000Z'
const after = (seconds: number): Date => new Date(Date.parse(STARTED) + seconds * 1_000)

describe('measurePace', () => {
  it('goes on as it went: a quarter in a minute leaves three', () => {
    expect(measurePace(250, 1_000, STARTED, after(60))).toEqual({
      perMinute: 250,
      endsAt: '2026-03-18T04:04:00.000Z',
    })
  })

  it.each([
    ['nothing is done', 0, 60],
    ['it has just begun', 20, 9],
    ['the clock stands before the beginning', 20, -60],
  ])('tells nothing while %s', (_, done, seconds) => {
    expect(measurePace(done, 1_000, STARTED, after(seconds))).toEqual({ perMinute: null, endsAt: null })
  })

  it('ends now when everything is done', () => {
    expect(measurePace(20, 20, STARTED, after(60)).endsAt).toBe('2026-03-18T04:01:00.000Z')
  })
})
