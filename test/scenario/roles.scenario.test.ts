import { lastRun } from '../support/scenario'
import type { Scenario } from '../support/scenario'
import { ask, rewriteAccounts, seeEverybody, sweepNow, sweepSite } from '../support/sweep-site'

const NEW_ROLE = 'atlassian/viewer'

const onSite = ({ site }: Scenario, role: string) => ({
  resourceId: `ari:cloud:jira-software::site/${site.cloudId}`,
  resourceOwner: 'jira-software',
  roles: [role],
})

/** Somebody asks on the portal. */
async function askFor(scenario: Scenario, person: Parameters<Scenario['company']['accountOf']>[0]): Promise<void> {
  const { accountId } = scenario.company.accountOf(person)
  await scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
}

const reasonsOf = async (scenario: Scenario): Promise<readonly string[]> =>
  ((await ask<{ waiting: { because: string }[] }>(scenario, 'getOverview')).waiting ?? []).map(({ because }) => because)

describe('the role to use AI, which Enterprise plans give to whole companies', () => {
  it('on the access group: grants, sweeps and leavers go on as without it', async () => {
    const { scenario, idle } = await sweepSite(30, 3, { guesses: { 'ai-role-on-groups': 'access-groups' } })
    const { company } = scenario
    const ada = company.person('Ada', { account: true })
    const leaver = company.people[0]!
    await seeEverybody(scenario)
    company.disable(leaver)
    await scenario.runFor('10m')
    await askFor(scenario, ada)
    await sweepNow(scenario)
    await scenario.runFor('2h')

    expect(company.holdsSeat(ada)).toBe(true)
    expect(idle.map((person) => company.holdsSeat(person))).toEqual([false, false, false])
    expect(company.accountOf(leaver).status).not.toBe('active')
    expect(scenario.violations()).toEqual([])
  })
})

describe('a role that nobody knows, on the access group', () => {
  async function withNewRole() {
    const { scenario, idle } = await sweepSite(30, 3)
    scenario.site.setGroupRoles(scenario.company.accessGroupId, [onSite(scenario, NEW_ROLE)])
    const ada = scenario.company.person('Ada', { account: true })
    const leaver = scenario.company.people[0]!
    await seeEverybody(scenario)
    scenario.company.disable(leaver)
    await scenario.runFor('10m')
    await askFor(scenario, ada)
    await sweepNow(scenario)
    await scenario.runFor('2h')
    return { scenario, idle, ada, leaver }
  }

  it('loses and gives nothing until it is known, and the page names it with its group', async () => {
    const { scenario, idle, ada, leaver } = await withNewRole()

    expect([...idle, leaver, ada].map((person) => scenario.company.holdsSeat(person))).toEqual([
      ...[true, true, true],
      true,
      false,
    ])
    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'sweep')).skips).toMatchObject({ 'unknown-role': 3 })
    expect(await reasonsOf(scenario)).toEqual(['unknown-role'])
    const setup = await ask<{ unknownRoles: unknown }>(scenario, 'getSetup')
    expect(setup.unknownRoles).toEqual([
      { role: NEW_ROLE, groupIds: [scenario.company.accessGroupId], groups: 1, people: 0 },
    ])
  })

  it('is settled by one act with the organization’s key and another takes that back', async () => {
    const { scenario, idle, ada, leaver } = await withNewRole()
    const { administrator, company } = scenario
    const groupIds = [company.accessGroupId]

    await scenario.complete(administrator.saveConnections({ groupIds, roles: { [NEW_ROLE]: 'use' } }))
    await sweepNow(scenario)
    await scenario.runFor('4h')
    expect([...idle, leaver, ada].map((person) => company.holdsSeat(person))).toEqual([
      ...[false, false, false],
      false,
      true,
    ])

    await scenario.complete(administrator.saveConnections({ groupIds }))
    const ben = company.person('Ben', { account: true })
    await scenario.runFor('10m')
    await askFor(scenario, ben)
    await scenario.runFor('10m')
    expect(company.holdsSeat(ben)).toBe(false)
    const trail = await ask<{ entries: { settings?: unknown }[] }>(scenario, 'listAudit', {
      kind: 'credentials',
      before: null,
    })
    const role = { setting: 'roles', entry: NEW_ROLE }
    expect(trail.entries.flatMap(({ settings }) => settings ?? []).slice(0, 2)).toEqual([
      { ...role, from: 'use', to: null },
      { ...role, from: null, to: 'use' },
    ])
  })
})

describe('a role that nobody knows, of single people', () => {
  it('is named with how many have it, keeps them, and is settled with the key', async () => {
    const { scenario, idle } = await sweepSite(30, 3)
    const { administrator, company } = scenario
    const some = idle.slice(0, 2).map((person) => company.accountOf(person).accountId)
    rewriteAccounts(scenario, (row) => (some.includes(row.accountId) ? { ...row, platformRoles: [NEW_ROLE] } : row))

    await sweepNow(scenario)
    await scenario.runFor('1h')
    expect(idle.map((person) => company.holdsSeat(person))).toEqual([true, true, false])
    const { unknownRoles } = await ask<{ unknownRoles: unknown }>(scenario, 'getSetup')
    expect(unknownRoles).toEqual([{ role: NEW_ROLE, groupIds: [], groups: 0, people: 2 }])

    const groupIds = [company.accessGroupId]
    await scenario.complete(administrator.saveConnections({ groupIds, roles: { [NEW_ROLE]: 'nothing' } }))
    await sweepNow(scenario)
    await scenario.runFor('1h')
    expect(idle.map((person) => company.holdsSeat(person))).toEqual([false, false, false])
  })
})

describe('an administrator of one app, by a role that was given directly', () => {
  it.each(['any-way', 'groups-only', 'refused'] as const)(
    'keeps everything, where the search finds %s',
    async (filter) => {
      const { scenario, idle } = await sweepSite(30, 3, { guesses: { 'org-role-filter': filter } })
      const { company, site } = scenario
      const leaver = company.people[0]!
      for (const person of [idle[0]!, leaver])
        site.setDirectRoles(company.accountOf(person).accountId, [onSite(scenario, 'atlassian/admin')])
      company.disable(leaver)
      await sweepNow(scenario)
      await scenario.runFor('2h')

      expect(idle.map((person) => company.holdsSeat(person))).toEqual([true, false, false])
      expect(company.holdsSeat(leaver)).toBe(true)
      const { accountId } = company.accountOf(idle[0]!)
      const told = await ask<{ products: { sweep: unknown }[] }>(scenario, 'explainPerson', { accountId })
      expect(told.products[0]!.sweep).toMatchObject({ because: 'administrator' })
      const { skips } = await lastRun(scenario, 'sweep')
      expect(skips['administrator'] ?? 0).toBe(filter === 'any-way' ? 1 : 0)
    },
  )
})

describe('a new word for administration', () => {
  it('can be called nothing less, and its members keep what they have', async () => {
    const { scenario, idle } = await sweepSite(30, 2)
    const { administrator, site, company } = scenario
    const group = site.addGroup({ name: 'unit-admins', roleAssignments: [onSite(scenario, 'atlassian/unit-admin')] })
    site.setMember(company.accountOf(idle[0]!).accountId, group.groupId, true, 'admin')

    await expect(
      scenario.complete(administrator.saveConnections({ roles: { 'atlassian/unit-admin': 'use' } })),
    ).rejects.toThrow(/names end in “admin”/)
    await sweepNow(scenario)
    await scenario.runFor('1h')

    expect(idle.map((person) => company.holdsSeat(person))).toEqual([true, false])
  })
})
