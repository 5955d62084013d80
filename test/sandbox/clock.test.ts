import { createClock } from '../../sandbox/clock'

describe('createClock', () => {
  it('fires events in order of time, and of scheduling at the same instant', async () => {
    const clock = createClock(0)
    const seen: string[] = []
    clock.at(20, () => seen.push('c'))
    clock.at(10, () => seen.push('a'))
    clock.at(10, () => seen.push('b'))

    await clock.runUntil(30)

    expect(seen).toEqual(['a', 'b', 'c'])
    expect(clock.now()).toBe(30)
  })

  it('lets all microtasks finish before time moves on', async () => {
    const clock = createClock(0)
    const seen: number[] = []
    clock.at(10, () => {
      void (async () => {
        for (let turn = 0; turn < 50; turn += 1) await null
        seen.push(clock.now())
      })()
    })
    clock.at(11, () => seen.push(clock.now()))

    await clock.runUntil(20)

    expect(seen).toEqual([10, 11])
  })

  it('waits for real work that it was asked to hold', async () => {
    const clock = createClock(0)
    const seen: number[] = []
    clock.at(10, () => {
      void clock.hold(crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000))).then(() => seen.push(clock.now()))
    })
    clock.at(11, () => seen.push(-1))

    await clock.runUntil(20)

    expect(seen).toEqual([10, -1])
  })

  it('never fires a cancelled timer and reports the next one', async () => {
    const clock = createClock(0)
    const timer = clock.at(10, () => {
      throw new Error('cancelled timers must not fire')
    })
    clock.at(15, () => undefined)
    clock.cancel(timer)

    expect(clock.nextAt()).toBe(15)
    await clock.runUntil(20)
    expect(clock.nextAt()).toBeNull()
  })
})
