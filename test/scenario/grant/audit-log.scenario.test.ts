import { createAuditWebhook } from '../../../sandbox/organization/audit-webhook'
import { createRandom } from '../../../sandbox/random'
import { deliverySchema } from '../../support/delivery-schema'
import { eachAnswer } from '../../support/each-answer'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const SECRET = 'a-secret-of-the-right-length'

/** As the guide says: the action is found by its name. */
async function switchOn({ complete, administrator }: Scenario, how: 'auditEvents' | 'webTrigger'): Promise<void> {
  const actions = (await complete(administrator.call('listAuditActions'))) as { id: string; isSignIn: boolean }[]
  const auditActions = actions.filter(({ isSignIn }) => isSignIn).map(({ id }) => id)
  await complete(administrator.saveSettings({ signals: { [how]: true, auditActions, signIn: false } }))
}

describe('the audit log of the organization', () => {
  it.each(['account_session_opened', 'user_logged_in'] as const)(
    'gives a seat to who signs in, where that is %s',
    async (key) => {
      const scenario = await startScenario({ seats: 40, guesses: { 'org-audit-sign-in-action': key } })
      await switchOn(scenario, 'auditEvents')
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

describe('the webhook of the audit log', () => {
  eachAnswer('org-audit-webhook-body', (_, guesses) => {
    it('gives a seat to who signs in and to nobody else, before the log itself shows it', async () => {
      const scenario = await startScenario({ seats: 40, guesses })
      const { clock, site, answers, host, company, complete, administrator } = scenario
      await complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
      await switchOn(scenario, 'webTrigger')
      addActiveHolders(scenario, 10)
      const people = ['Ada', 'Ben', 'Cid'].map((name) => company.person(name))
      await scenario.runFor('12h')
      const isWellFormed = deliverySchema('/organization/audit-webhook.json')
      const odd: string[] = []
      const webhook = createAuditWebhook({
        ...{ clock, site, answers, random: createRandom('webhook') },
        send: async (body) => {
          if (!isWellFormed(JSON.parse(body))) odd.push(body)
          const request = { method: 'POST', path: '/', headers: { Authorization: [SECRET] }, body }
          return (await host.invokeWebTrigger('signal-webtrigger', request)).statusCode
        },
      })

      for (const person of people.slice(0, 2)) company.signIn(person)
      await scenario.advanceTo(clock.now() + 60_000)

      expect(people.map((person) => company.holdsSeat(person))).toEqual([true, true, false])
      await scenario.runFor('2m')
      // The two memberships are told of, too.
      expect([...webhook.answers.keys()]).toEqual([200])
      expect(odd).toEqual([])
    })
  })
})
