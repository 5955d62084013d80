import { bringForward, handOver, isDue, letBe, noteTries, summarize, tryNow } from '../../src/core/troubles'
import type { Troubled, Troubles, Try } from '../../src/core/troubles'
import { MINUTE_MS } from '../../src/core/time'
import { NOW } from '../support/builders'

const after = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS)
const leaver = (name: string): Troubled => ({
  ...{ type: 'deactivate', objectId: `o-${name}`, accountId: `a-${name}`, because: 'disabled' },
})
const rename = (name: string): Troubled => ({ type: 'update', objectId: `o-${name}`, accountId: `a-${name}` })
const failed: Omit<Try, 'action'> = { because: 'refused', isSuccess: false, isSuspect: false, isTaken: false }
const done: Omit<Try, 'action'> = { ...failed, because: null, isSuccess: true }
const LEAVERS = { kind: 'leavers' } as const
const note = (before: Troubles, tried: readonly Try[], now: Date): Troubles => noteTries(before, tried, LEAVERS, now)
const ADA = 'deactivate a-ada'

describe('noteTries', () => {
  it('remembers who failed, with the reason, and waits longer each time', () => {
    const action = leaver('ada')
    const once = note({}, [{ action, ...failed }], NOW)
    const twice = note(once, [{ action, ...failed, because: 'not-found' }], after(1))

    expect(once[ADA]).toMatchObject({ because: 'refused', tries: 1, nextAt: after(1).toISOString() })
    expect(twice).toEqual({
      [ADA]: {
        ...{ action, kind: 'leavers', because: 'not-found', tries: 2 },
        ...{ since: NOW.toISOString(), nextAt: after(6).toISOString() },
      },
    })
  })

  it('counts no try of people who only showed an outage, and waits for as long as it lasts', () => {
    const suspect = { action: leaver('ada'), ...failed, isSuspect: true }
    const first = note({}, [suspect], NOW)
    const second = note(first, [suspect], after(1))
    const last = note(second, [suspect], after(60))

    expect(first[ADA]).toMatchObject({ tries: 0, nextAt: after(1).toISOString() })
    expect(second[ADA]).toMatchObject({ tries: 0, nextAt: after(2).toISOString() })
    expect(last[ADA]).toMatchObject({ tries: 0, nextAt: after(120).toISOString() })
  })

  it('makes at most 25 tries a day of people whom an outage hits for ever, and counts them after an hour', () => {
    let troubles: Troubles = {}
    let tries = 0
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const known = troubles[ADA]
      if (known !== undefined && known.nextAt > after(minute).toISOString()) continue
      tries += 1
      troubles = note(troubles, [{ action: leaver('ada'), ...failed, isSuspect: true }], after(minute))
    }

    expect(tries).toBeLessThanOrEqual(25)
    expect(troubles[ADA]!.tries).toBeGreaterThanOrEqual(2)
  })

  it('forgets who succeeded, and keeps each action and each group apart', () => {
    const join = (groupId: string): Troubled => ({
      ...{ type: 'join-group', objectId: 'o-ada', accountId: 'a-ada', groupId },
    })
    const actions = [leaver('ada'), rename('ada'), join('g-1'), join('g-2')]
    const four = note(
      {},
      actions.map((action) => ({ action, ...failed })),
      NOW,
    )
    const three = note(four, [{ action: join('g-1'), ...done }], after(1))

    expect(Object.keys(four)).toHaveLength(4)
    expect(Object.keys(three)).toEqual([ADA, 'update a-ada', 'join-group a-ada g-2'])
  })
})

describe('bringForward', () => {
  it('brings others forward who failed with the same answer to the same call', () => {
    const tries = [
      { action: leaver('bea'), ...failed },
      { action: leaver('cid'), ...failed, because: 'conflict' as const },
      { action: rename('dan'), ...failed },
    ]
    const brought = bringForward(note({}, tries, NOW), [{ action: leaver('ada'), because: 'refused' }], NOW)

    expect(
      Object.entries(brought)
        .filter(([, one]) => isDue(one, NOW))
        .map(([key]) => key),
    ).toEqual(['deactivate a-bea'])
  })

  it('does so once in three hours for one person', () => {
    const success = [{ action: leaver('ada'), because: 'refused' as const }]
    const fail = (troubles: Troubles, now: Date): Troubles =>
      note(troubles, [{ action: leaver('bea'), ...failed }], now)
    const brought = fail(bringForward(fail({}, NOW), success, NOW), NOW)

    expect(bringForward(brought, success, after(2))).toEqual(brought)
    const later = fail(brought, after(180))
    expect(isDue(bringForward(later, success, after(180))['deactivate a-bea']!, after(180))).toBe(true)
  })
})

describe('an administrator', () => {
  it('has somebody tried now, or left alone', () => {
    const known = note({}, [{ action: leaver('ada'), ...failed }], NOW)
    const keys = new Set([ADA])

    expect(isDue(tryNow(known, keys, NOW, 'a-boss')[ADA]!, NOW)).toBe(true)
    const alone = letBe(known, keys)
    expect(isDue(alone[ADA]!, after(600))).toBe(false)
    expect(tryNow(alone, keys, NOW, 'a-boss')[ADA]).not.toHaveProperty('isLeftAlone')
  })
})

describe('summarize', () => {
  it('counts people once, and leavers who failed twice', () => {
    const tries = [leaver('ada'), rename('ada'), leaver('bea'), rename('cid')].map((action) => ({ action, ...failed }))
    const once = note({}, tries, NOW)
    const twice = note(once, [tries[0]!, tries[3]!], after(1))

    expect(summarize(letBe(twice, new Set(['deactivate a-bea'])))).toEqual({
      ...{ count: 4, people: 2, twice: 2, leaversTwice: 1, dueAt: after(1).toISOString() },
    })
    expect(summarize(handOver(twice, new Set(Object.keys(twice)), NOW)).dueAt).toBe(after(180).toISOString())
  })
})
