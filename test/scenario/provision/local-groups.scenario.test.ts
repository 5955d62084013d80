import { KILL_STEP, killJobsAt, watchWrites } from '../../support/kill-at'
import type { Kill, KilledCalls } from '../../support/kill-at'
import { addActiveHolders, doubtedSources, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

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
    expect(await doubtedSources(scenario)).toEqual([`mapped group ${sales.id}`])
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

/** After the first night two have left sales and four have joined it, one of them new; the worker dies at its n-th call. */
async function regroupKilled(killAt: number, how: Kill, which: KilledCalls) {
  const { scenario, ada, sales } = await startWithSales()
  const { company, site, tenant, administrator } = scenario
  const [bert, ...others] = company.people.slice(0, 4)
  tenant.setMember(sales.id, bert!.userId, true)
  await scenario.runFor('3h')
  for (const one of [ada, bert!]) tenant.setMember(sales.id, one.userId, false)
  for (const one of [...others, company.person('Cid', { account: true })]) tenant.setMember(sales.id, one.userId, true)
  // The organization shows the new account a little late.
  await scenario.runFor('1m')
  const writes = watchWrites(scenario)
  const isKilled = killJobsAt(scenario, killAt, how, which)

  await scenario.complete(administrator.call('runNow', { job: 'provision' }))
  await scenario.runFor('2h')

  const members = [...site.groups.values()].map(({ name, memberIds }) => `${name} ${[...memberIds].sort().join()}`)
  const { outcome } = await lastRun(scenario, 'provision')
  return { scenario, isKilled: isKilled(), end: { outcome, members, writes: [...writes].sort() } }
}

describe('local group management that dies', () => {
  it.each<[string, Kill, KilledCalls, number]>([
    ['right after a call of a remote service', 'kill-after', 'remote', KILL_STEP],
    ['before one of many calls of anything', 'kill', 'any', 11 * KILL_STEP],
  ])('%s makes each membership once and forgets none', async (_, how, which, step) => {
    const unharmed = await regroupKilled(Infinity, how, which)
    // Two leave the team, four join it, and the new one joins everybody's group as well.
    expect(unharmed.end.writes).toHaveLength(7)
    expect(unharmed.end.outcome).toBe('done')

    let killAt = step
    for (let isOver = false; !isOver; killAt += step) {
      const { end, isKilled } = await regroupKilled(killAt, how, which)
      expect({ killAt, ...end }).toEqual({ killAt, ...unharmed.end })
      isOver = !isKilled
    }
    expect(killAt).toBeGreaterThan(20)
  })

  it('writes nothing more on unchanged data', async () => {
    const { scenario } = await regroupKilled(12, 'kill-after', 'remote')
    const writes = watchWrites(scenario)

    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('1h')

    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    expect(writes).toEqual([])
  })
})

describe('one person', () => {
  it('is regrouped at once, and has that undone', async () => {
    const { scenario, ada, sales, team, everybody, accountId } = await startWithSales()
    const { administrator, tenant } = scenario
    await scenario.runFor('3h')
    tenant.setMember(sales.id, scenario.company.people[0]!.userId, true)
    tenant.setMember(sales.id, ada.userId, false)

    const { mail } = tenant.users.get(ada.userId)!
    await scenario.complete(administrator.call('provisionPerson', { person: mail }))
    await scenario.runFor('2m')
    expect(isMember(scenario, team.groupId, accountId)).toBe(false)
    expect(isMember(scenario, team.groupId, scenario.company.accountOf(scenario.company.people[0]!).accountId)).toBe(
      false,
    )

    await scenario.complete(administrator.call('undoPerson', { accountId }))
    await scenario.runFor('2m')
    expect([team, everybody].map(({ groupId }) => isMember(scenario, groupId, accountId))).toEqual([true, true])
    expect(scenario.violations()).toEqual([])
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
