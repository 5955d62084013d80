import { addActiveHolders, startScenario } from '../../support/scenario'

const signals = { auditEvents: true, signIn: false, signInAppIds: [] }

describe('the audit log of the organization', () => {
  it('gives a seat to who signs in, some minutes later', async () => {
    const scenario = await startScenario({ seats: 40, settings: { signals } })
    addActiveHolders(scenario, 10)
    const [ada, ben] = ['Ada', 'Ben'].map((name) => scenario.company.person(name))
    await scenario.runFor('12h')

    scenario.company.signIn(ada!)
    await scenario.runFor('2m')
    expect(scenario.company.holdsSeat(ada!)).toBe(false)
    await scenario.runFor('8m')

    expect([ada, ben].map((person) => scenario.company.holdsSeat(person!))).toEqual([true, false])
  })

  it('says that the plan does not have it, and grants nobody by it', async () => {
    const scenario = await startScenario({ seats: 40, settings: { signals }, hasAuditLog: false })
    const ada = scenario.company.person('Ada')
    await scenario.runFor('12h')

    scenario.company.signIn(ada)
    await scenario.runFor('20m')

    expect(scenario.company.holdsSeat(ada)).toBe(false)
    const { alerts } = (await scenario.complete(scenario.administrator.call('getOverview'))) as { alerts: object[] }
    expect(alerts).toContainEqual(
      expect.objectContaining({ type: 'signal-failing', text: expect.stringMatching(/Guard Standard/) }),
    )
    await expect(scenario.complete(scenario.administrator.call('listAuditActions'))).rejects.toThrow(/Guard Standard/)
  })

  it('lists the organization’s actions to choose from', async () => {
    const scenario = await startScenario()

    expect(await scenario.complete(scenario.administrator.call('listAuditActions'))).toContainEqual({
      id: 'user_login',
      name: 'Logged in to account',
    })
  })
})
