import { createClock } from '../../../sandbox/clock'
import { createTimekeeper } from '../../../sandbox/page/timekeeper'
import type { Timekeeper } from '../../../sandbox/page/timekeeper'

const START = Date.parse('2026-01-05T00:00:00Z')
const HOUR_MS = 3_600_000

describe('the timekeeper', () => {
  const clock = createClock(START)
  let failure: unknown = null
  let timekeeper: Timekeeper

  beforeAll(() => {
    timekeeper = createTimekeeper({ clock }, (error) => (failure = error))
  })

  afterEach(() => expect(failure).toBeNull())
  afterAll(() => timekeeper.stop())

  it('advances to the asked hour and tells the way there', async () => {
    const seen: number[] = []
    timekeeper.onMove(() => seen.push(clock.now()))

    const arriving = timekeeper.advance(HOUR_MS)
    expect(timekeeper.state().advance).toEqual({ from: START, to: START + HOUR_MS })
    await arriving

    expect(clock.now()).toBe(START + HOUR_MS)
    expect(seen.length).toBeGreaterThan(2)
    expect(timekeeper.state().advance).toBeNull()
  })

  it('adds two wishes up', async () => {
    const before = clock.now()

    await Promise.all([timekeeper.advance(HOUR_MS), timekeeper.advance(HOUR_MS)])

    expect(clock.now()).toBe(before + 2 * HOUR_MS)
  })

  it('moves the clock only as far as a call needs', async () => {
    const before = clock.now()
    clock.after(HOUR_MS, () => undefined)

    const value = await timekeeper.complete(clock.sleep(250).then(() => 'answered'))

    expect(value).toBe('answered')
    expect(clock.now()).toBe(before + 250)
  })

  it('answers calls while it advances', async () => {
    const arriving = timekeeper.advance(24 * HOUR_MS)
    const order: string[] = []

    await Promise.all([
      arriving.then(() => order.push('arrived')),
      timekeeper.complete(clock.sleep(1_000)).then(() => order.push('answered')),
    ])

    expect(order).toEqual(['answered', 'arrived'])
  })

  it('lets time pass by itself when asked to', async () => {
    const before = clock.now()
    timekeeper.setRunning(true)

    await new Promise<void>((resolve) => timekeeper.onMove(() => (clock.now() > before ? resolve() : undefined)))
    timekeeper.setRunning(false)

    expect(clock.now() - before).toBeLessThan(HOUR_MS)
  })
})
