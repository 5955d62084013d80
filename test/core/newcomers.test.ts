import { afterLook, countCameWithAccess, hasAccess, isNewcomer, nextStep } from '../../src/core/newcomers'
import type { NewcomerWatch } from '../../src/core/newcomers'
import { NOW, account } from '../support/builders'

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
const begun: NewcomerWatch = {
  ...{ first: 10, from: 10, to: 10, lookedAt: NOW.toISOString(), isClean: false, before: {} },
}
const clean: NewcomerWatch = { ...begun, from: 35, to: 35, isClean: true }

describe('nextStep', () => {
  it.each([
    ['begins with 25', begun, 10, false, 0, { type: 'make', most: 25 }],
    ['looks at the 25', begun, 35, false, 0, { type: 'look' }],
    ['makes 1,000 after them', clean, 35, false, 1, { type: 'make', most: 1_000 }],
    ['looks after 1,000', clean, 1_035, false, 1, { type: 'look' }],
    ['looks after five minutes', clean, 36, false, 5, { type: 'look' }],
    ['looks at the end', clean, 36, true, 1, { type: 'look' }],
    ['has nobody to look at in the end', clean, 35, true, 9, { type: 'make', most: 0 }],
  ] as const)('%s', (_, watch, next, isOver, minutes, expected) => {
    expect(nextStep(watch, next, isOver, at(minutes))).toEqual(expected)
  })
})

describe('afterLook', () => {
  const none = { firstUnlisted: 10, isWhole: false }

  it('waits longer from look to look, five minutes at most, and gives up after twelve hours', () => {
    const waits: number[] = []
    let now = NOW
    for (let next = afterLook(begun, none, 35, false, now); next !== 'given-up';) {
      const lookAt = new Date(next.waits!.lookAt)
      waits.push((lookAt.getTime() - now.getTime()) / 1_000)
      now = lookAt
      next = afterLook(next, none, 35, false, now)
    }

    expect(waits.slice(0, 6)).toEqual([30, 30, 60, 120, 240, 300])
    expect(now.getTime() - NOW.getTime()).toBeGreaterThanOrEqual(12 * 3_600_000)
  })

  it('looks once more for whoever was not listed yet, and then no more', () => {
    const first = afterLook(clean, { firstUnlisted: 600, isWhole: false }, 1_035, false, NOW)
    expect(first).toMatchObject({ from: 600, to: 1_035 })

    const second = afterLook(first as NewcomerWatch, { firstUnlisted: 600, isWhole: false }, 2_035, false, NOW)
    expect(second).toMatchObject({ from: 1_035, to: 2_035 })
  })
})

describe('countCameWithAccess', () => {
  it.each([
    ['nobody of 25', { seated: 0 }, 25, 0],
    ['two of 25, by hand', { seated: 2 }, 25, 0],
    ['three of 25', { seated: 3 }, 25, 3],
    ['the only one', { seated: 1 }, 1, 1],
    ['five who asked and got a seat', { seated: 5, recorded: 5, given: 5 }, 25, 0],
    ['five with a record, and the app gave none', { seated: 5, recorded: 5 }, 25, 5],
    ['nobody listed with a group, and 20 seats more', { others: 20 }, 25, 20],
    ['nobody, and four seats more', { others: 4 }, 4, 0],
  ])('%s', (_, found, made, expected) => {
    expect(countCameWithAccess({ seated: 0, recorded: 0, given: 0, others: null, ...found }, made)).toBe(expected)
  })
})

describe('a new account', () => {
  const jira = { key: 'jira-software', kind: 'jira', sweep: true, dormancyDays: null, accessGroupIds: ['g'] } as const

  it.each([
    ['is in an access group', { groupIds: ['g'] }, true],
    ['is in another group', { groupIds: ['h'] }, false],
    ['has the product listed, never used', { groupIds: [], lastSeen: null, gaps: { dates: ['jira'] } }, true],
    ['has nothing', { groupIds: [], lastSeen: null }, false],
    ['is not active', { groupIds: ['g'], isActive: false }, false],
  ])('%s: %#', (_, change, expected) => {
    expect(hasAccess(account('Ada', { lastSeen: null, ...change }), [jira])).toBe(expected)
  })

  it('is of the day of the plan or later, or does not say', () => {
    const dates = ['2020-01-01T00:00:00.000Z', `${NOW.toISOString().slice(0, 10)}T00:00:00.000Z`, null]

    expect(dates.map((addedAt) => isNewcomer({ addedAt }, NOW.toISOString()))).toEqual([false, true, true])
  })
})
