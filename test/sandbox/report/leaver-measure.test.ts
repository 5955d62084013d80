import { companyWithoutApp, DAY, HOUR, MINUTE, MONDAY } from '../company/world'

function company() {
  const sandbox = companyWithoutApp()
  const ada = sandbox.company.person('Ada', { seat: true })
  const accountId = sandbox.company.accountOf(ada).accountId
  const handle = (): void => {
    sandbox.site.setMember(accountId, sandbox.company.accessGroupId, false, 'app', 'jobs-worker')
    sandbox.site.setStatus(accountId, 'deactivated', 'app')
  }
  const numbers = () => {
    const { leaversHandled, leaversMissed } = sandbox.report.read()
    return { leaversHandled, leaversMissed }
  }
  return { ...sandbox, ada, accountId, handle, numbers }
}

describe('the measures of leavers', () => {
  it.each(['disable', 'remove'] as const)('count a leaver whose account is idle 30 minutes after %s', async (leave) => {
    const { clock, company: people, ada, handle, numbers } = company()

    people[leave](ada)
    clock.after(29 * MINUTE, handle)
    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toEqual({ leaversHandled: 1, leaversMissed: 0 })
  })

  it('count one who is handled later as missed', async () => {
    const { clock, company: people, ada, handle, numbers } = company()

    people.disable(ada)
    clock.after(31 * MINUTE, handle)
    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toEqual({ leaversHandled: 0, leaversMissed: 1 })
  })

  it('want both: the seat free and the account deactivated', async () => {
    const { clock, company: people, site, ada, accountId, numbers } = company()

    people.disable(ada)
    site.setMember(accountId, people.accessGroupId, false, 'app', 'jobs-worker')
    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toEqual({ leaversHandled: 0, leaversMissed: 1 })
  })

  it('count the deletion of somebody who was disabled before only once', async () => {
    const { clock, company: people, ada, handle, numbers } = company()

    people.disable(ada)
    handle()
    await clock.runUntil(MONDAY + DAY)
    people.remove(ada)
    await clock.runUntil(MONDAY + 2 * DAY)

    expect(numbers()).toEqual({ leaversHandled: 1, leaversMissed: 0 })
  })

  it('ignore people who never had an account', async () => {
    const { clock, company: people, numbers } = company()
    const alan = people.person('Alan')

    people.disable(alan)
    await clock.runUntil(MONDAY + HOUR)

    expect(numbers()).toEqual({ leaversHandled: 0, leaversMissed: 0 })
  })
})
