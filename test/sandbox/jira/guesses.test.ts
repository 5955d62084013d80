import { eachAnswer } from '../../support/each-answer'
import { createRemoteWorld, MINUTE, SECOND } from '../remote-world'

describe('guesses about Jira', () => {
  eachAnswer('jira-seats-lag', (answer, guesses) => {
    it('shows a seat that was taken that much later', async () => {
      const world = createRemoteWorld({ seats: 2, guesses })
      const remaining = (): number => world.askJira('/applicationrole/jira-software').body.remainingSeats as number
      world.site.setMember(world.person('Ada').accountId, world.access.groupId, true, 'admin')

      await world.wait(2 * SECOND)
      expect(remaining()).toBe(answer === '2s' ? 1 : 2)
      await world.wait(MINUTE)
      expect(remaining()).toBe(1)
    })
  })

  eachAnswer('jira-unlimited-seats', (answer, guesses) => {
    it('tells the seats of an unlimited licence', () => {
      const { askJira } = createRemoteWorld({ seats: null, guesses, isHeldToContracts: answer !== 'absent' })

      const { body } = askJira('/applicationrole/jira-software')

      const none = answer === 'minus-one' ? -1 : undefined
      expect([body.hasUnlimitedSeats, body.numberOfSeats, body.remainingSeats]).toEqual([true, none, none])
    })
  })

  eachAnswer('jira-app-administers', (answer, guesses) => {
    it('lets the app read the seats, or does not', () => {
      const { askJira } = createRemoteWorld({ guesses })

      expect(askJira('/applicationrole').status).toBe(answer === 'yes' ? 200 : 403)
    })
  })
})
