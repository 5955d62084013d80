import { previewSchedule } from '../../../src/app/admin/schedule'
import { keys } from '../../support/keys'
import { createWorld } from '../../support/fakes'

const { ports } = createWorld()

describe('previewSchedule', () => {
  it('puts an expression into words, with its next three runs', async () => {
    const preview = await previewSchedule(ports, { expression: '*/30 8-9 * * 1-5', timeZone: 'UTC' })

    expect(preview).toEqual({
      words: 'Every 30 minutes, between 08:00 and 09:59, Monday through Friday',
      timeZone: 'UTC',
      next: ['2026-03-19T08:00:00.000Z', '2026-03-19T08:30:00.000Z', '2026-03-19T09:00:00.000Z'],
      warning: null,
    })
  })

  it.each([
    ['0 2 * * *', 42_000, false],
    ['0 2,14 * * *', 42_000, false],
    ['0 2,10,18 * * *', 42_000, true],
    // Only at the end of the month.
    ['0 */6 31 * *', 42_000, true],
    ['0 * * * *', 3_000, false],
  ])('warns of %s for %i people: %s', async (expression, people, isWarned) => {
    const world = createWorld()
    world.kvs.set(keys.lastGood, { people })

    const { warning } = await previewSchedule(world.ports, { expression, timeZone: 'UTC' })

    expect(warning !== null).toBe(isWarned)
  })

  it.each([
    [
      '0 25 * * *',
      'UTC',
      'Schedule: expected five cron fields such as "0 2 * * *", got "0 25 * * *" (Invalid value for hour: 25).',
    ],
    ['0 2 * *', 'UTC', 'got "0 2 * *"'],
    ['', 'UTC', 'expected five cron fields'],
    ['0 2 * * *', 'Mars/Olympus', 'a time zone such as "Europe/Berlin"'],
    ['0 2 30 2 *', 'UTC', 'expected a cron expression that comes due'],
  ])('says what is wrong with "%s" in %s', async (expression, timeZone, message) => {
    await expect(previewSchedule(ports, { expression, timeZone })).rejects.toThrow(message)
  })
})
