import type { Person } from '../../sandbox/company/person'
import { askOnPortal } from '../support/askers'
import { DAY_MS, addActiveHolders, lastRun, startScenario } from '../support/scenario'
import type { Scenario } from '../support/scenario'
import { ask } from '../support/sweep-site'

/** Two or three virtual nights take some seconds each, longer on a machine that is busy. */
jest.setTimeout(120_000)

interface Shown {
  readonly alerts: readonly { readonly type: string; readonly title: string; readonly text: string }[]
  readonly doubtedGroups: readonly {
    readonly source: string
    readonly name: string
    readonly expected: number
    readonly got: number
  }[]
}

const ADMINISTRATION = {
  resourceId: 'ari:cloud:platform::org/example',
  resourceOwner: 'platform',
  roles: ['atlassian/org-admin'],
} as const
const DISABLE = { account: 'disable', removeGroups: false } as const

const overview = (scenario: Scenario): Promise<Shown> => ask<Shown>(scenario, 'getOverview')
const accountIdOf = ({ company }: Scenario, person: Person): string => company.accountOf(person).accountId

/** So many in a group of the organization, who have not used Jira for 300 days, at a site that looks alive. */
async function idleInGroup(count: number, roles: Parameters<Scenario['site']['addGroup']>[0]['roleAssignments'] = []) {
  const scenario = await startScenario({ seats: null, isArmed: false })
  const { site, company, startsAt, administrator } = scenario
  addActiveHolders(scenario, 40)
  const group = site.addGroup({ name: 'Board of directors', roleAssignments: roles })
  const times = { addedAt: startsAt - 1_000 * DAY_MS, lastActiveAt: startsAt - 300 * DAY_MS }
  const people = Array.from({ length: count }, (_, index) => company.person(`Idle ${index}`, { seat: true, ...times }))
  company.furnish(() => {
    for (const one of people) site.setMember(accountIdOf(scenario, one), group.groupId, true, 'admin')
  })
  const exemptGroupIds = roles.length === 0 ? [group.groupId] : []
  await scenario.complete(administrator.setUp({ exemptGroupIds, schedules: { sweep: '0 4 * * *' } }))
  await scenario.runFor('6h')
  const seated = (): number => people.filter((one) => company.holdsSeat(one)).length
  const nextNight = async (): Promise<void> => {
    for (const one of company.people.slice(0, 40)) company.useJira(one)
    await scenario.runFor('24h')
  }
  return { scenario, group, people, seated, nextNight }
}

/** So many holders, all of them in a group of the directory that is required. */
async function requiredGroup(count: number) {
  const scenario = await startScenario({ isArmed: false })
  const { tenant, company, administrator } = scenario
  addActiveHolders(scenario, count)
  const staff = tenant.addGroup('Staff')
  const people = [...company.people]
  const setMembers = (some: readonly Person[], isMember: boolean): void => {
    for (const one of some) tenant.setMember(staff.id, one.userId, isMember)
  }
  setMembers(people, true)
  const leavers = { 'out-of-scope': DISABLE }
  await scenario.complete(administrator.setUp({ requiredGroupIds: [staff.id], leavers }))
  await scenario.runFor('3h')
  const active = (): number => people.filter((one) => company.accountOf(one).status === 'active').length
  return { scenario, staff, people, setMembers, active }
}

describe('an exempt group', () => {
  it.each([
    ['deleted', 0, (scenario: Scenario, id: string) => scenario.company.furnish(() => scenario.site.deleteGroup(id))],
    ['emptied', 0, (scenario: Scenario, groupId: string) => shrinkTo(scenario, groupId, 0)],
    ['down to one', 1, (scenario: Scenario, groupId: string) => shrinkTo(scenario, groupId, 1)],
  ])('that is %s protects who was in it, and is named with both sizes', async (_, got, change) => {
    const { scenario, group, seated, nextNight } = await idleInGroup(8)
    change(scenario, group.groupId)

    await nextNight()

    expect(seated()).toBe(8)
    expect((await lastRun(scenario, 'sweep')).skips).toMatchObject({ 'exempt-group': 8 })
    const { alerts, doubtedGroups } = await overview(scenario)
    expect(doubtedGroups).toEqual([
      { source: `exempt group ${group.groupId}`, name: 'Board of directors', expected: 8, got },
    ])
    const [alert] = alerts.filter(({ type }) => type === 'group-in-doubt')
    expect(alert!.title).toContain('Board of directors')
    expect(alert!.text).toMatch(new RegExp(`had 8 .* now ${got}`))
  })

  it('goes by its new size once an administrator has accepted it', async () => {
    const { scenario, group, seated, nextNight } = await idleInGroup(8)
    shrinkTo(scenario, group.groupId, 1)
    await nextNight()

    await ask(scenario, 'acceptSourceSize', { source: `exempt group ${group.groupId}` })
    await nextNight()

    expect(seated()).toBe(1)
    expect((await overview(scenario)).doubtedGroups).toEqual([])
    const { entries } = await ask<{ entries: { kind: string }[] }>(scenario, 'listAudit', {})
    expect(entries.map(({ kind }) => kind)).toContain('size-accepted')
  })

  it('that loses two people protects those two no longer', async () => {
    const { scenario, group, seated, nextNight } = await idleInGroup(8)
    shrinkTo(scenario, group.groupId, 6)

    await nextNight()

    expect(seated()).toBe(6)
    expect((await overview(scenario)).doubtedGroups).toEqual([])
  })

  it('that was emptied keeps who is disabled an hour later', async () => {
    const { scenario, group, people } = await idleInGroup(8)
    shrinkTo(scenario, group.groupId, 0)

    scenario.company.disable(people[0]!)
    await scenario.runFor('1h')

    expect(scenario.company.holdsSeat(people[0]!)).toBe(true)
  })
})

describe('a group of administrators', () => {
  it('that was emptied protects who was in it', async () => {
    const { scenario, group, seated, nextNight } = await idleInGroup(8, [ADMINISTRATION])
    await nextNight()
    expect((await lastRun(scenario, 'sweep')).skips).toMatchObject({ administrator: 8 })
    shrinkTo(scenario, group.groupId, 0)

    await nextNight()

    expect(seated()).toBe(8)
    expect((await overview(scenario)).doubtedGroups).toMatchObject([{ expected: 8, got: 0 }])
  })
})

describe('a group without access', () => {
  it('that was emptied gives nobody a seat', async () => {
    const scenario = await startScenario({ isArmed: false })
    const { site, company, administrator } = scenario
    addActiveHolders(scenario, 5)
    const group = site.addGroup({ name: 'Contractors' })
    const people = Array.from({ length: 4 }, (_, index) => company.person(`Asker ${index}`, { account: true }))
    for (const one of people) site.setMember(accountIdOf(scenario, one), group.groupId, true, 'admin')
    await scenario.complete(administrator.setUp({ noAccessGroupIds: [group.groupId] }))
    await scenario.runFor('3h')
    shrinkTo(scenario, group.groupId, 0)

    await askOnPortal(scenario, people)
    await scenario.runFor('10m')

    expect(people.filter((one) => company.holdsSeat(one))).toEqual([])
  })
})

describe('a required group', () => {
  it('that falls from eight to one disables nobody until its size is accepted', async () => {
    const { scenario, staff, people, setMembers, active } = await requiredGroup(8)
    setMembers(people.slice(1), false)

    await scenario.runFor('24h')
    expect(active()).toBe(8)
    expect((await lastRun(scenario, 'provision')).skips).toMatchObject({ 'group-in-doubt': 7 })
    const source = `required group ${staff.id}`
    expect((await overview(scenario)).doubtedGroups).toEqual([{ source, name: 'Staff', expected: 8, got: 1 }])

    await ask(scenario, 'acceptSourceSize', { source })
    await scenario.runFor('24h')
    expect(active()).toBe(1)
  })

  it('that is whole again is in doubt no longer', async () => {
    const { scenario, people, setMembers, active } = await requiredGroup(8)
    setMembers(people.slice(1), false)
    await scenario.runFor('24h')

    setMembers(people.slice(1), true)
    await scenario.runFor('24h')

    expect(active()).toBe(8)
    expect((await overview(scenario)).doubtedGroups).toEqual([])
  })

  it('that cannot be read disables nobody, is named, and does not stop the run', async () => {
    const { scenario, staff, active } = await requiredGroup(8)
    const { faults, company, administrator } = scenario
    const others = scenario.tenant.addGroup('Others')
    const bea = company.person('Bea')
    scenario.tenant.setMember(others.id, bea.userId, true)
    await scenario.complete(administrator.setUp({ requiredGroupIds: [staff.id, others.id] }))
    faults.add(`entra /groups/${staff.id} 403 for 25h`)

    await scenario.runFor('24h')

    expect(active()).toBe(8)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done', skips: { 'group-in-doubt': 8 } })
    expect(company.accountOf(bea).status).toBe('active')
    const { alerts, doubtedGroups } = await overview(scenario)
    expect(doubtedGroups).toEqual([])
    expect(alerts.find(({ type }) => type === 'group-in-doubt')!.title).toBe('A required group "Staff" cannot be read')

    await scenario.runFor('24h')
    expect((await overview(scenario)).alerts.map(({ type }) => type)).not.toContain('group-in-doubt')
  })

  it('that is being evaluated refuses nobody for the day', async () => {
    const scenario = await startScenario({ isArmed: false })
    const { tenant, company, administrator } = scenario
    addActiveHolders(scenario, 5)
    const ada = company.person('Ada', { account: true })
    const staff = tenant.addGroup('Staff')
    const setMembers = (isMember: boolean): void => {
      for (const one of company.people) tenant.setMember(staff.id, one.userId, isMember)
    }
    setMembers(true)
    await scenario.complete(administrator.setUp({ requiredGroupIds: [staff.id] }))
    await scenario.runFor('6h')

    setMembers(false)
    await askOnPortal(scenario, [ada])
    await scenario.runFor('3m')
    expect(company.holdsSeat(ada)).toBe(false)
    setMembers(true)
    await scenario.runFor('20m')

    expect(company.holdsSeat(ada)).toBe(true)
  })
})

function shrinkTo({ site, company }: Scenario, groupId: string, size: number): void {
  company.furnish(() => {
    for (const accountId of [...site.groups.get(groupId)!.memberIds].slice(size))
      site.setMember(accountId, groupId, false, 'admin')
  })
}
