import type { Person } from '../../../sandbox/company/person'
import { PRODUCT_KEY } from '../../../sandbox/company/world'
import { companyWithoutApp } from '../company/world'

/** A licence of 10 seats of which `free` are free, and somebody with an account. */
function licence(free: number) {
  const sandbox = companyWithoutApp({ seats: 10 })
  for (let used = 0; used < 10 - free; used += 1) sandbox.company.person(`Holder ${used}`, { seat: true })
  const ada = sandbox.company.person('Ada', { account: true })
  const alan = sandbox.company.person('Alan', { account: true })
  const give = (person: Person, by: 'app' | 'admin', functionKey: string | null = null): void =>
    sandbox.site.setMember(
      sandbox.company.accountOf(person).accountId,
      sandbox.company.accessGroupId,
      true,
      by,
      functionKey,
    )
  return { ...sandbox, ada, alan, give }
}

describe('the measures of seats', () => {
  it('count a grant with the reserve free, and where the licence stood', () => {
    const { report, ada, give } = licence(5)

    give(ada, 'app', 'inbox-worker')

    expect(report.read()).toMatchObject({
      grants: 1,
      grantsByProvisioning: 0,
      grantsBelowReserve: 0,
      lostRaces: 0,
      peakSeatsUsed: 6,
      finalSeatsUsed: 6,
      minFreeSeats: 4,
    })
  })

  it('count a grant below the reserve', () => {
    const { report, ada, give } = licence(4)

    give(ada, 'app', 'inbox-worker')

    expect(report.read()).toMatchObject({ grants: 1, grantsBelowReserve: 1, lostRaces: 0 })
  })

  it('count a grant of any function but the inbox as made by provisioning', () => {
    const { report, ada, give } = licence(8)

    give(ada, 'app', 'jobs-worker')

    expect(report.read()).toMatchObject({ grants: 1, grantsByProvisioning: 1 })
  })

  it('count a seat that somebody else took between read and write as a lost race', () => {
    const { report, ada, alan, give, readSeats } = licence(5)

    readSeats()
    give(alan, 'admin')
    give(ada, 'app', 'inbox-worker')

    expect(report.read()).toMatchObject({ grants: 1, grantsBelowReserve: 1, lostRaces: 1 })
  })

  it('count a seat that was taken too short a time before the read to be shown by it as a lost race', async () => {
    const { report, clock, ada, alan, give, readSeats } = licence(5)

    give(alan, 'admin')
    await clock.runUntil(clock.now() + 1_999)
    readSeats()
    give(ada, 'app', 'inbox-worker')

    expect(report.read()).toMatchObject({ grants: 1, grantsBelowReserve: 1, lostRaces: 1 })
  })

  it('do not excuse a grant that the read had shown to be one too many', async () => {
    const { report, clock, ada, alan, give, readSeats } = licence(5)

    give(alan, 'admin')
    await clock.runUntil(clock.now() + 2_000)
    readSeats()
    give(ada, 'app', 'inbox-worker')

    expect(report.read()).toMatchObject({ grantsBelowReserve: 1, lostRaces: 0 })
  })

  it('remember the peak and the lowest number of free seats after seats were given back', () => {
    const { report, site, company, ada, give } = licence(5)

    give(ada, 'admin')
    site.setMember(company.accountOf(ada).accountId, company.accessGroupId, false, 'admin')

    expect(site.seatsFree(PRODUCT_KEY)).toBe(5)
    expect(report.read()).toMatchObject({ grants: 0, peakSeatsUsed: 6, finalSeatsUsed: 5, minFreeSeats: 4 })
  })
})
