import { lastRun } from '../../support/scenario'
import { IDLE_SOON, addIdleHolder, ask, seeEverybody, startSweep, sweepNow, sweepSite } from '../../support/sweep-site'

const HOUR_MS = 3_600_000

describe('the removal limit', () => {
  it.each([
    // idle, holders, removed at once
    [1, 40, 1], //     the control: a sweep that is within every bound removes
    [9, 40, 9],
    [10, 40, 10], //   up to 10 whatever the share
    [11, 40, 0],
    [14, 300, 14],
    [15, 300, 15], //  exactly 5 %
    [16, 300, 0],
  ])('lets %i of %i holders go: %i', async (idle, holders, removed) => {
    const { scenario } = await sweepSite(holders - idle, idle)

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(removed)
    expect((await lastRun(scenario, 'sweep')).outcome).toBe(removed === 0 ? 'held' : 'done')
  })

  it.each([
    [499, 499],
    [500, 500],
    [501, 0],
  ])(
    'lets %i of 10,100 holders go: %i',
    async (idle, removed) => {
      const { scenario } = await sweepSite(10_100 - idle, idle)

      await sweepNow(scenario)

      expect(scenario.removals()).toBe(removed)
    },
    60_000,
  )

  it('is one limit over several runs within 24 hours', async () => {
    const { scenario } = await sweepSite(40, 6, {}, ({ scenario: site }) => {
      for (let index = 0; index < 5; index += 1) addIdleHolder(site, `Later ${index}`, IDLE_SOON)
    })
    await sweepNow(scenario)
    await scenario.runFor('2h')

    await sweepNow(scenario)
    expect(scenario.removals()).toBe(6)
    expect((await lastRun(scenario, 'sweep')).outcome).toBe('held')

    const later = scenario.clock.now() + 24 * HOUR_MS
    await scenario.advanceTo(later)
    scenario.company.useJira(scenario.company.people[0]!)
    await scenario.advanceTo(later + 20 * HOUR_MS)
    await sweepNow(scenario)
    expect(scenario.removals()).toBe(11)
  })

  it.each([[1], [2], [3]])('counts people once where one group gives %i products', async (count) => {
    const { scenario } = await sweepSite(275, 25)
    const { site, company, administrator } = scenario
    const others = ['jira-servicedesk', 'jira-product-discovery'].slice(0, count - 1)
    for (const key of others) site.addProduct({ key, name: key, seats: null })
    const productKeys = [company.productKey, ...others]
    const shared = site.addGroup({ name: 'everybody', productKeys })
    company.furnish(() => {
      for (const one of company.people) {
        const { accountId } = company.accountOf(one)
        site.setMember(accountId, shared.groupId, true, 'admin')
        site.setMember(accountId, company.accessGroupId, false, 'admin')
      }
    })
    await scenario.complete(administrator.saveConnections())
    await scenario.runFor('1m')
    await scenario.complete(administrator.saveSettings({ products: productKeys.map((key) => ({ key })) }))

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(0)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'held', counts: { holders: 300 } })
  })

  it('comes to a plan that is larger than a value of the storage', async () => {
    const { scenario, idle } = await sweepSite(40, 700, {}, ({ scenario: { site, company } }) => {
      const more = [1, 2, 3].map((index) => site.addGroup({ name: `more-${index}`, productKeys: [company.productKey] }))
      for (const person of company.people)
        for (const { groupId } of more) site.setMember(company.accountOf(person).accountId, groupId, true, 'admin')
    })
    await scenario.complete(scenario.administrator.saveConnections())
    const planId = await sweepNow(scenario)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'held', counts: { revoke: 700 } })

    await ask(scenario, 'approvePlan', { planId })
    await scenario.settle()

    expect(idle.filter((person) => scenario.company.holdsSeat(person))).toEqual([])
    expect(scenario.removals()).toBe(4 * 700)
  }, 120_000)

  it('is one limit over leavers and sweeps', async () => {
    const { scenario, idle } = await sweepSite(30, 10)
    await seeEverybody(scenario)
    for (const one of scenario.company.people.slice(0, 5)) scenario.company.disable(one)
    await scenario.runFor('30m')
    expect(scenario.removals()).toBe(5)

    await sweepNow(scenario)

    expect(idle.every((one) => scenario.company.holdsSeat(one))).toBe(true)
    expect((await lastRun(scenario, 'sweep')).outcome).toBe('held')
  })

  it('is one limit over two runs at the same time', async () => {
    const { scenario } = await sweepSite(40, 10)
    await startSweep(scenario)
    await startSweep(scenario)
    await scenario.settle()

    expect(scenario.removals()).toBe(10)
  })
})

describe('an approval', () => {
  it('removes nobody later than 24 hours after the plan', async () => {
    const { scenario } = await sweepSite(40, 20)
    const planId = await sweepNow(scenario)
    await scenario.advanceTo(scenario.clock.now() + 24 * HOUR_MS)

    await expect(ask(scenario, 'approvePlan', { planId })).rejects.toThrow(/within 24 hours/)
    await scenario.settle()

    expect(scenario.removals()).toBe(0)
  })

  it('of another plan removes nobody, and one of this plan works once', async () => {
    const { scenario } = await sweepSite(40, 20)
    const older = await sweepNow(scenario)
    const planId = await sweepNow(scenario)

    await expect(ask(scenario, 'approvePlan', { planId: older })).rejects.toThrow(/waits for approval/)
    await scenario.settle()
    expect(scenario.removals()).toBe(0)

    await ask(scenario, 'approvePlan', { planId })
    await expect(ask(scenario, 'approvePlan', { planId })).rejects.toThrow(/waits for approval/)
    await scenario.settle()
    expect(scenario.removals()).toBe(20)
  })
})

describe('a run', () => {
  it('stops before its next batch when an administrator says so', async () => {
    const { scenario, idle } = await sweepSite(100, 80)
    const planId = await sweepNow(scenario)
    await ask(scenario, 'approvePlan', { planId })
    while (scenario.removals() < 5) await scenario.advanceTo(scenario.clock.now() + 100)

    await ask(scenario, 'stopRun', { planId })
    await scenario.settle()

    expect(scenario.removals()).toBeGreaterThanOrEqual(20)
    expect(scenario.removals()).toBeLessThan(80)
    expect(idle.filter((person) => !scenario.company.holdsSeat(person))).toHaveLength(scenario.removals())
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      outcome: 'refused',
      because: expect.stringMatching(/administrator stopped/),
    })
  })

  it('takes access from no more people than its budget; the next one goes on', async () => {
    const { scenario } = await sweepSite(900, 45, { settings: { removalsPerRun: 20 } })

    await sweepNow(scenario)
    expect(scenario.removals()).toBe(20)
    expect((await lastRun(scenario, 'sweep')).because).toMatch(/budget of 20 removals/)

    await sweepNow(scenario)
    expect(scenario.removals()).toBe(40)
  })
})
