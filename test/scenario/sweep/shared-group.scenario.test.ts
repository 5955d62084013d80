import { DAY_MS, lastRun } from '../../support/scenario'
import { ask, sweepNow, sweepSite } from '../../support/sweep-site'

const SERVICE_DESK = 'jira-servicedesk'

it('a group that gives two products is left only when neither is used, by the longer of their periods', async () => {
  const { scenario } = await sweepSite(40, 0)
  const { site, company } = scenario
  site.addProduct({ key: SERVICE_DESK, name: 'Jira Service Management', seats: 100 })
  const both = site.addGroup({ name: 'agents', productKeys: [company.productKey, SERVICE_DESK] })
  const accountIds = [120, 300].map((days) => {
    const lastActiveAt = scenario.startsAt - days * DAY_MS
    const one = company.person(`Idle ${days}`, {
      seat: true,
      addedAt: scenario.startsAt - 1_000 * DAY_MS,
      lastActiveAt,
    })
    const { accountId } = company.accountOf(one)
    company.furnish(() => {
      site.setMember(accountId, both.groupId, true, 'admin')
      site.setMember(accountId, company.accessGroupId, false, 'admin')
    })
    return accountId
  })
  // The credential is entered again: now it also covers the new group.
  await scenario.complete(scenario.administrator.saveConnections())
  await scenario.runFor('1m')
  await scenario.complete(
    scenario.administrator.saveSettings({
      products: [
        { key: company.productKey, dormancyDays: 90 },
        { key: SERVICE_DESK, dormancyDays: 180 },
      ],
    }),
  )

  await sweepNow(scenario)

  expect(scenario.removals()).toBe(1)
  expect(site.accounts.get(accountIds[1]!)!.groupIds).not.toContain(both.groupId)
  expect(site.accounts.get(accountIds[0]!)!.groupIds).toContain(both.groupId)
  expect(await lastRun(scenario, 'sweep')).toMatchObject({ skips: { 'active-in-other-product': 1 } })
  expect(await ask(scenario, 'explainPerson', { accountId: accountIds[0] })).toMatchObject({
    products: [{ sweep: { decision: 'keep', because: 'active-in-other-product' } }, { sweep: { decision: 'keep' } }],
  })
})

it.each(['missing', 'null'])(
  'a product that does not tell its groups (%s) stops the sweep of the others',
  async (how) => {
    const { scenario } = await sweepSite(40, 1)
    const { site, company } = scenario
    site.addProduct({ key: SERVICE_DESK, name: 'Jira Service Management', seats: 100 })
    await scenario.complete(
      scenario.administrator.saveSettings({
        products: [{ key: company.productKey }, { key: SERVICE_DESK, sweep: false }],
      }),
    )
    scenario.host.addInterceptor((service, request) => {
      if (service !== 'jira' || !request.url.pathname.endsWith('/applicationrole')) return undefined
      const { jira } = scenario.services
      const reply = jira.handle(request)
      const roles = (JSON.parse(reply.body) as { key: string; groupDetails?: unknown }[]).map((role) => {
        const { groupDetails: _, ...rest } = role
        if (role.key !== SERVICE_DESK) return role
        return how === 'null' ? { ...rest, groupDetails: null } : rest
      })
      return { ...reply, body: JSON.stringify(roles) }
    })

    await sweepNow(scenario)
    await scenario.runFor('20m')

    expect(scenario.removals()).toBe(0)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      outcome: 'failed',
      because: expect.stringContaining(SERVICE_DESK),
    })
  },
)
