import { compareSettings } from '../../src/core/settings/compare-settings'
import { settings } from '../support/builders'

const before = settings()
const [product] = before.products

describe('compareSettings', () => {
  it('finds nothing between equal settings', () => {
    expect(compareSettings(before, settings())).toEqual([])
  })

  it('names a changed value by its whole path, a product by its key', () => {
    const after = {
      ...before,
      products: [{ ...product, seatReserve: 12 }] as const,
      schedules: { ...before.schedules, sweep: '0 5 * * 0' },
    }

    expect(compareSettings(before, after)).toEqual([
      { setting: 'products[jira-software].seatReserve', from: '5', to: '12' },
      { setting: 'schedules.sweep', from: '0 4 * * *', to: '0 5 * * 0' },
    ])
  })

  it('tells entries of a list one by one, wherever they stand', () => {
    const old = { ...before, requiredGroupIds: ['g-1', 'g-2'] }
    const after = { ...before, requiredGroupIds: ['g-3', 'g-2'] }

    expect(compareSettings(old, after)).toEqual([
      { setting: 'requiredGroupIds', entry: 'g-1', from: 'true', to: null },
      { setting: 'requiredGroupIds', entry: 'g-3', from: null, to: 'true' },
    ])
  })

  it('tells a record of a list by its account', () => {
    const exemption = { accountId: 'a-ada', owner: 'Boss', reason: 'audit', until: null }
    const changed = { ...before, exemptPeople: [{ ...exemption, until: '2026-12-31' }] }

    expect(compareSettings({ ...before, exemptPeople: [exemption] }, changed)).toEqual([
      { setting: 'exemptPeople[a-ada].until', from: 'null', to: '2026-12-31' },
    ])
  })

  it('cuts what is longer than a line', () => {
    const after = { ...before, refusalMessage: 'x'.repeat(500) }

    expect(compareSettings(before, after)[0]?.to).toHaveLength(200)
  })
})
