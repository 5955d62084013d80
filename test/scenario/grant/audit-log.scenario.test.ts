import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** As the guide says: the action is found by its name. */
async function switchOn({ complete, administrator }: Scenario): Promise<void> {
  const actions = (await complete(administrator.call('listAuditActions'))) as { id: string; isSignIn: boolean }[]
  const auditActions = actions.filter(({ isSignIn }) => isSignIn).map(({ id }) => id)
  await complete(administrator.saveSettings({ signals: { auditEvents: true, auditActions, signIn: false } }))
}

describe('the audit log of the organization', () => {
  it.each(['account_session_opened', 'user_logged_in'] as const)(
    'gives a seat to who signs in, where that is %s',
    async (key) => {
      const scenario = await startScenario({ seats: 40, guesses: { 'org-audit-sign-in-action': key } })
      await switchOn(scenario)
      addActiveHolders(scenario, 10)
      const [ada, ben] = ['Ada', 'Ben'].map((name) => scenario.company.person(name))
      await scenario.runFor('12h')

      scenario.company.signIn(ada!)
      await scenario.runFor('2m')
      expect(scenario.company.holdsSeat(ada!)).toBe(false)
      await scenario.runFor('8m')

      expect([ada, ben].map((person) => scenario.company.holdsSeat(person!))).toEqual([true, false])
    },
  )

  it('says that the plan does not have it, and grants nobody by it', async () => {
    const scenario = await startScenario({
      seats: 40,
      settings: { signals: { auditEvents: true, auditActions: ['any'], signIn: false } },
      hasAuditLog: false,
    })
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
})
