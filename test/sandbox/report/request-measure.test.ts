import type { Person } from '../../../sandbox/company/person'
import { companyWithoutApp, DAY, HOUR, MINUTE, MONDAY } from '../company/world'

function company() {
  const sandbox = companyWithoutApp()
  const ada = sandbox.company.person('Ada', { account: true })
  const ask = (person: Person): void => {
    const at = sandbox.clock.now()
    const { accountId } = sandbox.company.accountOf(person)
    sandbox.deliver({ eventType: 'avi:jira:commented:issue', timestamp: String(at), atlassianId: accountId }, at)
  }
  const grant = (person: Person): void =>
    sandbox.site.setMember(
      sandbox.company.accountOf(person).accountId,
      sandbox.company.accessGroupId,
      true,
      'app',
      'inbox-worker',
    )
  const numbers = () => {
    const { refusals, waiting, medianGrantSeconds, p99GrantSeconds } = sandbox.report.read()
    return { refusals, waiting, medianGrantSeconds, p99GrantSeconds }
  }
  return { ...sandbox, ada, ask, grant, numbers }
}

describe('the measures of requests', () => {
  it('take the time from the first hand-over to the seat', async () => {
    const { clock, ada, ask, grant, numbers } = company()

    ask(ada)
    await clock.runUntil(MONDAY + MINUTE)
    ask(ada)
    await clock.runUntil(MONDAY + 90_000)
    grant(ada)

    expect(numbers()).toEqual({ refusals: 0, waiting: 0, medianGrantSeconds: 90, p99GrantSeconds: 90 })
  })

  it('count somebody without a seat ten minutes later as refused, once a day, and as waiting', async () => {
    const { clock, ada, ask, numbers } = company()

    ask(ada)
    await clock.runUntil(MONDAY + 10 * MINUTE)
    ask(ada)
    await clock.runUntil(MONDAY + HOUR)
    expect(numbers()).toMatchObject({ refusals: 1, waiting: 1 })

    await clock.runUntil(MONDAY + DAY)
    ask(ada)
    await clock.runUntil(MONDAY + DAY + HOUR)
    expect(numbers()).toMatchObject({ refusals: 2, waiting: 1 })
  })

  it('leave those who had to wait out of the times', async () => {
    const { clock, ada, ask, grant, numbers } = company()

    ask(ada)
    await clock.runUntil(MONDAY + DAY)
    grant(ada)

    expect(numbers()).toEqual({ refusals: 1, waiting: 0, medianGrantSeconds: null, p99GrantSeconds: null })
  })

  it('ignore holders, and people who left', async () => {
    const { clock, company: people, ada, ask, numbers } = company()
    const alan = people.person('Alan', { seat: true })

    ask(alan)
    ask(ada)
    people.disable(ada)
    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toMatchObject({ refusals: 0, waiting: 0 })
  })

  it('take the middle and the slowest of a hundred', async () => {
    const { clock, company: people, ask, grant, numbers } = company()
    for (let second = 1; second <= 100; second += 1) {
      const person = people.person(`Person ${second}`, { account: true })
      ask(person)
      clock.after(second * 1_000, () => grant(person))
    }

    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toMatchObject({ medianGrantSeconds: 50, p99GrantSeconds: 99 })
  })

  it('count exactly those as missed of whom no log tells', async () => {
    const { clock, company, report, tenant } = companyWithoutApp({ visits: { silent: 0.2, session: 0.1 } })
    const people = Array.from({ length: 200 }, (_, index) =>
      company.person(`Ada${index}`, { account: true, usesJira: true }),
    )
    await clock.runUntil(MONDAY + DAY)
    const rows = tenant.findSignIns({ from: 0, to: Infinity, asOf: clock.now() }, 0, 1_000)

    expect(report.readRequests().missed).toBe(people.length)
    tenant.deliverSignIns(rows)

    expect(report.readRequests().missed).toBe(people.length - rows.length)
    expect(rows.length).toBeGreaterThan(110)
    expect(rows.length).toBeLessThan(170)
  })
})
