import type { Person } from '../../sandbox/company/person'
import type { ChosenAnswers, GuessId } from '../../sandbox/guesses/guesses'
import { eachAnswer } from '../support/each-answer'
import type { Scenario } from '../support/scenario'
import { addActiveHolders, lastRun, startScenario } from '../support/scenario'

/** A site with so many of 20 seats taken, provisioned, at noon of the first day; Ada and Ben have accounts and no seats. */
async function atNoon(taken: number, guesses: ChosenAnswers) {
  const scenario = await startScenario({ seats: 20, guesses })
  addActiveHolders(scenario, taken)
  const [ada, ben] = ['Ada', 'Ben'].map((name) => scenario.company.person(name, { account: true })) as [Person, Person]
  await scenario.runFor('12h')
  return { scenario, ada, ben }
}

const askOnPortal = (scenario: Scenario, person: Person): Promise<unknown> => {
  const { accountId } = scenario.company.accountOf(person)
  return scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
}

const waiting = async (scenario: Scenario): Promise<readonly { message: string }[]> => {
  const overview = await scenario.complete(scenario.administrator.call('getOverview'))
  return (overview as { waiting: { message: string }[] }).waiting
}

/** Guesses whose answers the app takes alike. */
const IN_EITHER_CASE: readonly GuessId[] = ['kvs-missing-record-condition', 'jira-seats-lag', 'org-empty-expand']

describe('asking for a seat', () => {
  for (const id of IN_EITHER_CASE) {
    eachAnswer(id, (_, guesses) => {
      it('takes the last seat above the reserve, and the next one waits', async () => {
        const { scenario, ada, ben } = await atNoon(15, guesses)

        await askOnPortal(scenario, ada)
        await scenario.runFor('2m')
        await askOnPortal(scenario, ben)
        await scenario.runFor('2m')

        expect([ada, ben].map((person) => scenario.company.holdsSeat(person))).toEqual([true, false])
        expect(await waiting(scenario)).toEqual([expect.objectContaining({ message: 'Not enough licenses: 4' })])
      })
    })
  }

  eachAnswer('org-empty-expand', (answer, guesses) => {
    it('goes on where full runs do not, since a field that is missing is never taken for an empty one', async () => {
      const { scenario } = await atNoon(10, guesses)

      expect((await lastRun(scenario, 'provision')).outcome).toBe(answer === 'empty' ? 'done' : 'failed')
      expect((await lastRun(scenario, 'sweep')).outcome).toBe(answer === 'empty' ? 'refused' : 'failed')
    })
  })

  eachAnswer('sign-in-without-seat', (answer, guesses) => {
    it('is not heard at a sign-in that no log shows, and is heard on the portal', async () => {
      const { scenario, ada, ben } = await atNoon(10, guesses)

      scenario.company.signIn(ada)
      await askOnPortal(scenario, ben)
      await scenario.runFor('30m')

      expect([ada, ben].map((person) => scenario.company.holdsSeat(person))).toEqual([answer === 'row', true])
    })
  })

  eachAnswer('org-licence-exceeded-reply', (_, guesses) => {
    it('never takes a seat that somebody else took unseen, and takes the one that frees', async () => {
      const { scenario, ada } = await atNoon(14, { ...guesses, 'jira-seats-lag': '60s' })
      const { site, company } = scenario
      const others = Array.from({ length: 6 }, (_, index) => company.person(`Rival ${index}`, { seat: true }))

      await askOnPortal(scenario, ada)
      await scenario.runFor('2m')
      expect([scenario.grants() > 0, company.holdsSeat(ada)]).toEqual([true, false])
      expect(site.seatsUsed(company.productKey)).toBe(20)

      for (const other of others)
        site.setMember(company.accountOf(other).accountId, company.accessGroupId, false, 'admin')
      await scenario.runFor('30m')
      expect(company.holdsSeat(ada)).toBe(true)
    })
  })
})
