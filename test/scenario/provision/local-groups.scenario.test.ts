import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** Two virtual nights take some seconds each, longer on a machine that is busy. */
jest.setTimeout(120_000)

const isMember = (scenario: Scenario, groupId: string, accountId: string): boolean =>
  scenario.site.groups.get(groupId)!.memberIds.has(accountId)

/** Ada is in sales; the organization has a group for sales and one for everybody. */
async function startWithSales(isArmed = true) {
  const scenario = await startScenario({ isArmed: false, seats: 100 })
  const { site, tenant, company, administrator } = scenario
  addActiveHolders(scenario, 12)
  const [ada, bea] = [company.person('Ada', { account: true }), company.person('Bea', { account: true })]
  const sales = tenant.addGroup('APP Sales')
  tenant.setMember(sales.id, ada.userId, true)
  const [team, everybody] = [site.addGroup({ name: 'team-sales' }), site.addGroup({ name: 'everybody' })]
  const groupIds = [company.accessGroupId, team.groupId, everybody.groupId]
  await scenario.complete(administrator.saveConnections({ groupIds }))
  const groups = {
    always: [everybody.groupId],
    mappings: [{ directoryGroupId: sales.id }],
    nameRule: { pattern: '^APP (.*)$', replacement: 'team-$1' },
  }
  await scenario.complete(administrator.saveSettings({ groups }))
  if (isArmed)
    for (const job of ['provision', 'grant'] as const) await scenario.complete(administrator.setArmed(job, true))
  const accountId = company.accountOf(ada).accountId
  const beaId = company.accountOf(bea).accountId
  return { scenario, ada, sales, team, everybody, accountId, beaId }
}

describe('local group management', () => {
  it('follows the directory night by night, and finds a mapped group by its name', async () => {
    const { scenario, ada, sales, team, everybody, accountId, beaId } = await startWithSales()

    await scenario.runFor('3h')
    expect([accountId, beaId].map((id) => isMember(scenario, team.groupId, id))).toEqual([true, false])
    expect([accountId, beaId].map((id) => isMember(scenario, everybody.groupId, id))).toEqual([true, true])

    const cid = scenario.company.person('Cid', { account: true })
    scenario.tenant.setMember(sales.id, cid.userId, true)
    scenario.tenant.setMember(sales.id, ada.userId, false)
    await scenario.runFor('24h')

    expect(isMember(scenario, team.groupId, scenario.company.accountOf(cid).accountId)).toBe(true)
    expect(isMember(scenario, team.groupId, accountId)).toBe(false)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done', counts: { left: 1 } })
    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(12)
    expect(scenario.violations()).toEqual([])
  })

  it('takes nobody from a group when the directory’s group was emptied', async () => {
    const { scenario, ada, sales, team, accountId } = await startWithSales()
    await scenario.runFor('3h')

    scenario.tenant.setMember(sales.id, ada.userId, false)
    await scenario.runFor('24h')

    expect(isMember(scenario, team.groupId, accountId)).toBe(true)
    expect((await lastRun(scenario, 'provision')).because).toContain(sales.id)
  })

  it('refuses an access group, and one of administrators, before anything is saved', async () => {
    const { scenario } = await startWithSales(false)
    const { administrator, company, site } = scenario
    const admins = [...site.groups.values()].find(({ name }) => name === 'company-administrators')!

    await expect(
      scenario.complete(administrator.saveSettings({ groups: { always: [company.accessGroupId] } })),
    ).rejects.toThrow(/expected one that gives no product/)
    await expect(scenario.complete(administrator.saveConnections({ groupIds: [admins.groupId] }))).rejects.toThrow(
      /Group "company-administrators": .* \(atlassian\/site-admin\)/,
    )
  })
})

describe('who gets a seat', () => {
  it('joins the mapped and always-assigned groups in the same minute', async () => {
    const { scenario, team, everybody, accountId } = await startWithSales(false)
    // Linked by a dry run; nothing has been written.
    await scenario.runFor('3h')
    await scenario.complete(scenario.administrator.setArmed('grant', true))

    await scenario.complete(
      scenario.administrator.call('grantNow', { accountId, productKey: scenario.company.productKey }),
    )
    await scenario.runFor('1m')

    expect(scenario.site.holdsSeat(accountId, scenario.company.productKey)).toBe(true)
    expect([team, everybody].map(({ groupId }) => isMember(scenario, groupId, accountId))).toEqual([true, true])
    expect(await lastRun(scenario, 'grant')).toMatchObject({ counts: { granted: 1, extraJoined: 2 } })
    expect(scenario.violations()).toEqual([])
  })
})
