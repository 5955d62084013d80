import type { Person } from '../../../sandbox/company/person'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { ask, rewriteAccounts } from '../../support/sweep-site'

const ORG_ADMIN = 'atlassian/org-admin'
const NEW_ROLE = 'atlassian/viewer'
const inOrganization = (role: string) => ({
  ...{ resourceId: 'ari:cloud:platform::org/1', resourceOwner: 'platform' },
  roles: [role],
})

/** A linked company of twelve; five of them administer something, or may do so. */
async function startWithAdministrators(): Promise<{ scenario: Scenario; some: readonly Person[]; plain: Person }> {
  const scenario = await startScenario({ seats: null })
  addActiveHolders(scenario, 12)
  await scenario.runFor('3h')
  const { company, site } = scenario
  const [some, plain] = [company.people.slice(0, 5), company.people[5]!]
  const [itself, byGroup, direct, unknown, unknownGroup] = some.map((one) => company.accountOf(one).accountId)
  rewriteAccounts(scenario, (row) => (row.accountId === itself ? { ...row, platformRoles: [ORG_ADMIN] } : row))
  site.setDirectRoles(direct!, [inOrganization('atlassian/admin')])
  site.setDirectRoles(unknown!, [inOrganization(NEW_ROLE)])
  for (const [accountId, role] of [
    [byGroup!, ORG_ADMIN],
    [unknownGroup!, NEW_ROLE],
  ] as const) {
    const { groupId } = site.addGroup({ name: role, roleAssignments: [inOrganization(role)] })
    site.setMember(accountId, groupId, true, 'admin')
  }
  return { scenario, some, plain }
}

const told = ({ company }: Scenario, people: readonly Person[]) =>
  people.map((one) => {
    const { email, displayName, status, groupIds } = company.accountOf(one)
    return { email, displayName, status, groups: [...groupIds] }
  })

async function provisionNow(scenario: Scenario): Promise<void> {
  await ask(scenario, 'runNow', { job: 'provision' })
  await scenario.runFor('10m')
}

describe('accounts with administration, by whatever path, or with a role that nobody knows', () => {
  it('keep name and address, whatever the directory says, and a report says why', async () => {
    const { scenario, some, plain } = await startWithAdministrators()
    const before = told(scenario, some)
    for (const { userId } of [...some, plain])
      scenario.tenant.updateUser(userId, { displayName: 'Mallory', mail: `mallory.${userId}@example.com` })

    await provisionNow(scenario)

    expect(told(scenario, some)).toEqual(before)
    expect(scenario.company.accountOf(plain)).toMatchObject({ displayName: 'Mallory' })
    expect((await lastRun(scenario, 'provision')).skips['administrator']).toBeGreaterThan(0)
  })
})

describe('a group that has just become one of organization administrators', () => {
  it('is joined by nobody who asks four minutes after somebody was let in', async () => {
    const scenario = await startScenario({ seats: 100 })
    const { company, site } = scenario
    const [ada, bea] = [company.person('Ada'), company.person('Bea')] as const
    addActiveHolders(scenario, 3)
    await scenario.runFor('3h')
    const askFor = (person: Person) =>
      scenario.complete(
        scenario.host.invokeResolver('portal-page', 'request', {}, { accountId: company.accountOf(person).accountId }),
      )
    await askFor(ada)
    await scenario.runFor('3m')
    expect(company.holdsSeat(ada)).toBe(true)
    site.setGroupRoles(company.accessGroupId, [inOrganization(ORG_ADMIN)])
    await scenario.runFor('1m')

    await askFor(bea)
    await scenario.runFor('10m')

    expect([...company.accountOf(bea).groupIds]).toEqual([])
  })
})
