import { eachAnswer } from '../../support/each-answer'
import { MINUTE } from '../remote-world'
import { createOktaWorld } from './okta-world'

describe('guesses about Okta', () => {
  eachAnswer('okta-log-lag', (answer, guesses) => {
    it('shows every sign-in within that time', async () => {
      const { tenant, colleague, ask, clock } = createOktaWorld(guesses)
      const ada = colleague('Ada')
      for (let count = 0; count < 20; count += 1) tenant.recordSignIn(ada.id)
      const filter = `eventType eq "user.authentication.sso" and target.id eq "${tenant.atlassianAppId}"`
      const window = 'since=2026-01-05T00:00:00Z&until=2026-01-05T06:00:00Z&sortOrder=DESCENDING'
      const shown = (): number =>
        ask(`/api/v1/logs?${window}&filter=${encodeURIComponent(filter)}`).body.length as number

      await clock.runUntil(clock.now() + 2 * MINUTE)
      expect(shown() === 20).toBe(answer === '2m')
      await clock.runUntil(clock.now() + 60 * MINUTE)
      expect(shown()).toBe(20)
    })
  })
})
