import { countHolders } from '../../../sandbox/company/parameters'
import { PRODUCT_KEY } from '../../../sandbox/company/world'
import { companyWithoutApp, DAY, MONDAY } from './world'

const SMALL = { people: 500, enabled: 480, seats: 200, active: 120, reserve: 5, endsAt: null }

describe('countHolders', () => {
  it.each([
    ['six for every five active people', { active: 11_500, seats: 15_000, reserve: 5 }, 13_800],
    ['rounded up', { active: 6, seats: 100, reserve: 5 }, 8],
    ['exact where tenths are', { active: 5, seats: 100, reserve: 5 }, 6],
    ['twice the reserve stays free', { active: 200, seats: 50, reserve: 5 }, 40],
    ['never below none', { active: 200, seats: 8, reserve: 5 }, 0],
    ['none active', { active: 0, seats: 50, reserve: 5 }, 0],
  ])('%s', (_, company, expected) => {
    expect(countHolders(company)).toBe(expected)
  })
})

describe('the company on day 0', () => {
  it('has the people, the seats and the accounts that were asked for', () => {
    const { tenant, site } = companyWithoutApp({ company: SMALL })

    const users = [...tenant.users.values()].filter(({ userType }) => userType === 'Member')
    expect(users).toHaveLength(500)
    expect(users.filter(({ accountEnabled }) => accountEnabled)).toHaveLength(480)
    expect(site.seatsUsed(PRODUCT_KEY)).toBe(144)
    expect(site.accounts.size).toBe(144 + 1)
  })

  it('gives nothing to disabled people and no seat to the administrator', () => {
    const { tenant, site, identities } = companyWithoutApp({ company: SMALL })

    const disabled = [...tenant.users.values()].filter(({ accountEnabled }) => !accountEnabled)
    expect(disabled.filter(({ id }) => identities.accountOf(id) !== undefined)).toEqual([])
    expect(site.holdsSeat(site.adminAccountId, PRODUCT_KEY)).toBe(false)
  })

  it('has active holders who worked on Friday and idle ones of up to 400 days, each account older than its last use', () => {
    const { site, company } = companyWithoutApp({ company: SMALL })

    const holders = company.people.filter(company.holdsSeat)
    const active = holders.filter(({ usesJira }) => usesJira).map((person) => company.accountOf(person))
    const idle = holders.filter(({ usesJira }) => !usesJira).map((person) => company.accountOf(person))
    expect([active.length, idle.length]).toEqual([120, 24])
    expect(active.every(({ lastActiveAt }) => MONDAY - lastActiveAt! < 3 * DAY)).toBe(true)
    expect(idle.every(({ lastActiveAt }) => MONDAY - lastActiveAt! < 404 * DAY)).toBe(true)
    expect(idle.some(({ lastActiveAt }) => MONDAY - lastActiveAt! > 180 * DAY)).toBe(true)
    expect([...active, ...idle].every(({ addedAt, lastActiveAt }) => addedAt < lastActiveAt!)).toBe(true)
    expect(site.publishedActivity(active[0]!.accountId)).toBe(active[0]!.lastActiveAt)
  })

  it('leaves active people without a seat when there are too few', () => {
    const { company } = companyWithoutApp({ company: { ...SMALL, seats: 50, active: 200 } })

    const active = company.people.filter((person) => person.usesJira && company.isEmployed(person))
    expect(active).toHaveLength(200)
    expect(active.filter(company.holdsSeat)).toHaveLength(40)
  })

  it('counts grants as old as the account', () => {
    const { report } = companyWithoutApp({ company: SMALL })

    expect(report.read().missedRevocations).toBeGreaterThan(0)
  })
})
