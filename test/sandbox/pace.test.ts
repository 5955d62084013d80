import { createClock } from '../../sandbox/clock'
import type { Clock } from '../../sandbox/clock'
import { createPace } from '../../sandbox/pace'

const MINUTE_MS = 60_000

/** Something happens so often, for so long. */
function repeat(clock: Clock, everyMs: number, times: number): void {
  for (let index = 1; index <= times; index += 1) clock.at(index * everyMs, () => undefined)
}

function createWorld() {
  const clock = createClock(0)
  const paused: boolean[] = []
  const host = { pauseSchedules: () => void paused.push(true), resumeSchedules: () => void paused.push(false) }
  return { clock, paused, pace: createPace({ clock, host }) }
}

describe('settling', () => {
  it('goes on until nothing happens within a quarter of an hour', async () => {
    const { clock, paused, pace } = createWorld()
    repeat(clock, 10 * MINUTE_MS, 3)
    clock.at(60 * MINUTE_MS, () => undefined)

    await pace.settle()

    expect(clock.now()).toBe(30 * MINUTE_MS)
    expect(paused).toEqual([true, false])
  })

  it('says so when something still happens after a day', async () => {
    const { clock, paused, pace } = createWorld()
    repeat(clock, 10 * MINUTE_MS, 200)

    await expect(pace.settle()).rejects.toThrow('Expected the work to end within 24 hours')

    expect(paused).toEqual([true, false])
  })
})
