import type { ProductEvent } from '../../../sandbox/company/world'
import { companyWithoutApp, DAY, HOUR, MONDAY } from './world'

function issueEvents(emitted: readonly ProductEvent[]): ProductEvent[] {
  return emitted.filter(({ eventType }) => eventType.endsWith(':issue'))
}

describe('a working week', () => {
  it('has exactly one product event and one activity of a holder on each working day', async () => {
    const { clock, company, emitted } = companyWithoutApp()
    const ada = company.person('Ada', { seat: true, usesJira: true })

    await clock.runUntil(MONDAY + 14 * DAY)

    const days = issueEvents(emitted).map(({ timestamp }) => Math.floor((Number(timestamp) - MONDAY) / DAY))
    expect(days).toEqual([0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
    expect(issueEvents(emitted).every(({ atlassianId }) => atlassianId === company.accountOf(ada).accountId)).toBe(true)
    expect(company.accountOf(ada).lastActiveAt).toBe(Number(issueEvents(emitted).at(-1)?.['timestamp']))
  })

  it('has one sign-in a working day of an active person without a seat, and no product event', async () => {
    const { clock, company, tenant, emitted } = companyWithoutApp()
    const signIns: number[] = []
    const recordSignIn = tenant.recordSignIn
    tenant.recordSignIn = (userId) => {
      signIns.push(Math.floor((clock.now() - MONDAY) / DAY))
      recordSignIn(userId)
    }
    company.person('Alan', { usesJira: true })

    await clock.runUntil(MONDAY + 8 * DAY)

    expect(signIns).toEqual([0, 1, 2, 3, 4, 7])
    expect(issueEvents(emitted)).toEqual([])
  })

  it('sees a seat used within the hour in working time', async () => {
    const { clock, site, company, emitted } = companyWithoutApp()
    const grace = company.person('Grace', { account: true, usesJira: true })

    await clock.runUntil(MONDAY + 10 * HOUR)
    site.setMember(company.accountOf(grace).accountId, company.accessGroupId, true, 'app', 'inbox-worker')
    await clock.runUntil(MONDAY + 11 * HOUR)

    expect(issueEvents(emitted)).toHaveLength(1)
    await clock.runUntil(MONDAY + DAY)
    expect(issueEvents(emitted)).toHaveLength(1)
  })

  it('sees a seat that comes in the evening used on the next working day', async () => {
    const { clock, site, company, emitted } = companyWithoutApp()
    const grace = company.person('Grace', { account: true, usesJira: true })

    await clock.runUntil(MONDAY + 4 * DAY + 20 * HOUR)
    site.setMember(company.accountOf(grace).accountId, company.accessGroupId, true, 'app', 'inbox-worker')
    await clock.runUntil(MONDAY + 7 * DAY)

    expect(issueEvents(emitted)).toEqual([])
    await clock.runUntil(MONDAY + 8 * DAY)
    expect(issueEvents(emitted)).toHaveLength(1)
  })

  it('ends when somebody stops or leaves', async () => {
    const { clock, company, emitted } = companyWithoutApp()
    const ada = company.person('Ada', { seat: true, usesJira: true })
    const alan = company.person('Alan', { seat: true, usesJira: true })
    company.stopUsing(ada)
    company.disable(alan)

    await clock.runUntil(MONDAY + 7 * DAY)

    expect(issueEvents(emitted)).toEqual([])
  })

  it('tells about accounts and memberships, but not about the past that people are furnished with', async () => {
    const { clock, site, company, emitted } = companyWithoutApp()
    const ada = company.person('Ada', { seat: true })
    expect(emitted).toEqual([])

    site.setMember(company.accountOf(ada).accountId, company.projectGroupId, true, 'admin')
    site.addAccount({ email: 'mei@company.example', displayName: 'Mei', by: 'app' })
    await clock.runUntil(MONDAY + DAY)

    expect(emitted.map(({ eventType }) => eventType)).toEqual(['avi:jira:updated:user', 'avi:jira:created:user'])
  })
})
