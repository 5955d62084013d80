import { nextTryAt } from '../../src/core/back-off'
import { MINUTE_MS } from '../../src/core/time'
import { NOW } from '../support/builders'

describe('nextTryAt', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 180],
    [40, 180],
  ])('waits after %i failed tries for %i minutes', (tries, minutes) => {
    expect(nextTryAt(tries, NOW)).toBe(new Date(NOW.getTime() + minutes * MINUTE_MS).toISOString())
  })

  it('leaves at most 12 tries to the first day', () => {
    let [now, tries] = [NOW, 0]
    while (now.getTime() < NOW.getTime() + 24 * 60 * MINUTE_MS) now = new Date(nextTryAt((tries += 1), now))
    expect(tries).toBeLessThanOrEqual(12)
  })
})
