import { asSeenIn, capSeats, seatsOfGroups } from '../../src/core/products'
import { NOW, account, daysAgo, products, seats } from '../support/builders'

describe('capSeats', () => {
  it.each([
    ['no cap', null, { total: 100, remaining: 20 }, 20],
    ['a cap above the plan', 200, { total: 100, remaining: 20 }, 20],
    ['a cap below the plan', 90, { total: 100, remaining: 20 }, 10],
    ['a cap that is reached', 80, { total: 100, remaining: 20 }, 0],
    ['a cap that is passed', 70, { total: 100, remaining: 20 }, -10],
    ['a cap on unlimited seats', 90, { total: null, remaining: null, used: 80 }, 10],
    ['no cap on unlimited seats', null, { total: null, remaining: null, used: 80 }, null],
  ])('%s', (_, cap, change, remaining) => {
    expect(capSeats(seats(change), cap).remaining).toBe(remaining)
  })
})

describe('seatsOfGroups', () => {
  const [confluence] = products({ key: 'confluence', kind: 'group', accessGroupIds: ['g-1', 'g-2'], seatTotal: 50 })

  it('is the total less the people in the groups that give the product', () => {
    expect(seatsOfGroups(confluence, 35, NOW.toISOString())).toMatchObject({ used: 35, total: 50, remaining: 15 })
  })

  it('is unlimited without a total', () => {
    const read = seatsOfGroups({ ...confluence, seatTotal: null }, 35, NOW.toISOString())

    expect(read).toMatchObject({ used: 35, total: null, remaining: null })
  })
})

describe('asSeenIn', () => {
  const ada = account('Ada', { lastSeen: daysAgo(3), seenIn: { confluence: daysAgo(90) } })

  it.each([
    ['one of Jira’s family', { kind: 'jira' as const, key: 'jira-servicedesk' }, daysAgo(3)],
    ['a product with activity of its own', { kind: 'group' as const, key: 'confluence' }, daysAgo(90)],
    ['a product without any: unknown', { kind: 'group' as const, key: 'bitbucket' }, null],
  ])('tells the last activity in %s', (_, product, expected) => {
    expect(asSeenIn(ada, product).lastSeen).toBe(expected)
  })
})
