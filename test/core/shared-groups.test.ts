import { findAccessProducts } from '../../src/core/products'
import { planSweep } from '../../src/core/sweep'
import type { SeatRecord } from '../../src/core/people'
import type { ProductSettings } from '../../src/core/settings/products'
import { dayNumber } from '../../src/core/time'
import { NOW, account, daysAgo, groupProduct, products, seats, settings } from '../support/builders'

const [jira] = products()
const serviceDesk: ProductSettings = { ...jira, key: 'jira-servicedesk' }
const confluence = groupProduct({ accessGroupIds: ['g-both', 'g-conf'] })
const family = [seats({ accessGroupIds: ['g-both', 'g-jira'] })]
const withServiceDesk = [...family, seats({ productKey: 'jira-servicedesk', accessGroupIds: ['g-both'] })]

/** Bea has not used Jira for 200 days, and holds it through the group that gives two products. */
const bea = account('Bea', { groupIds: ['g-both'], lastSeen: daysAgo(200) })

function sweep(
  managed: readonly ProductSettings[],
  holder = bea,
  {
    records = new Map<string, SeatRecord>(),
    removeNeverUsed = false,
    told = family,
    usedIn = new Set(['jira', 'confluence']),
  } = {},
) {
  const [{ key, kind, dormancyDays } = jira] = managed
  const snapshot = {
    holders: [holder],
    population: 1,
    accessGroupIds: kind === 'group' ? confluence.accessGroupIds : ['g-both', 'g-jira'],
    readOnlyGroups: new Map(),
    records,
    usedIn,
    adminGroups: { unknown: new Set<string>(), admin: new Set<string>(), unread: new Set<string>() },
    kept: new Map<string, 'exempt-group'>(),
    accessProducts: findAccessProducts(managed, told),
  }
  const plan = planSweep(snapshot, { ...settings({ removeNeverUsed }), key, kind, dormancyDays }, NOW)
  return plan.actions.length > 0 ? 'revoke' : plan.skips[0]?.because
}

describe('a group that gives two products', () => {
  it.each([
    ['used the other yesterday', { confluence: daysAgo(1) }, 'active-in-other-product'],
    ['used the other a day within its days', { confluence: daysAgo(179) }, 'active-in-other-product'],
    ['is not known ever to have used the other', {}, 'active-in-other-product'],
    ['has not used the other for as long', { confluence: daysAgo(181) }, 'revoke'],
  ])('when the person %s: %s', (_, seenIn, expected) => {
    expect(sweep([jira, confluence], { ...bea, seenIn })).toBe(expected)
  })

  it('is left alone by the sweep of the other product while the person uses Jira', () => {
    const holder = account('Bea', { groupIds: ['g-both'], lastSeen: daysAgo(1), seenIn: { confluence: daysAgo(300) } })
    const asSeen = { ...holder, lastSeen: daysAgo(300), seenInJira: daysAgo(1) }

    expect(sweep([confluence, jira], asSeen)).toBe('active-in-other-product')
  })

  it('is left after the longer of two periods where one date counts for both products', () => {
    const short = { ...jira, dormancyDays: 90 }
    const at = (days: number) => ({ ...bea, lastSeen: daysAgo(days) })
    const rules = { told: withServiceDesk }

    expect(sweep([short, serviceDesk], at(180), rules)).toBe('active-in-other-product')
    expect(sweep([short, serviceDesk], at(181), rules)).toBe('revoke')
  })

  it('is not held by a product of the Jira family that nobody manages here', () => {
    expect(sweep([jira], bea, { told: withServiceDesk })).toBe('revoke')
  })

  it('is kept for a product whose unused access is not taken back', () => {
    const kept = { ...serviceDesk, sweep: false }

    expect(sweep([jira, kept], bea, { told: withServiceDesk })).toBe('active-in-other-product')
  })

  it('never used in the other product counts from the grant, with the switch on', () => {
    const records = new Map([['a-bea', { holds: true, grantedAt: daysAgo(100) }]])

    expect(sweep([{ ...jira, dormancyDays: 90 }, confluence], bea, { records, removeNeverUsed: true })).toBe(
      'active-in-other-product',
    )
    expect(sweep([jira, confluence], bea, { removeNeverUsed: true })).toBe('revoke')
  })

  it('is kept for another product of which no use by anybody is told', () => {
    const rules = { removeNeverUsed: true, usedIn: new Set(['jira']) }

    expect(sweep([jira, confluence], bea, rules)).toBe('active-in-other-product')
  })

  it('says nothing when the person holds the product through another group only', () => {
    const holder = { ...bea, groupIds: ['g-jira', 'g-conf'], seenIn: { confluence: daysAgo(1) } }

    expect(sweep([jira, confluence], holder)).toBe('revoke')
  })
})

it('does not take an act in Jira, as we saw it, for use of another product', () => {
  const holder = account('Bea', { groupIds: ['g-conf'], lastSeen: null })
  const records = new Map([['a-bea', { holds: true, seenDay: dayNumber(NOW) - 200 }]])

  expect(sweep([confluence], holder, { records })).toBe('activity-unknown')
})
