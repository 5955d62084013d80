import { eachAnswer } from '../../support/each-answer'
import { companyWithoutApp, DAY, MONDAY } from '../company/world'
import { createRemoteWorld, MINUTE, readGraphList } from '../remote-world'

const HOUR = 60 * MINUTE

describe('guesses about Entra', () => {
  eachAnswer('sign-in-without-seat', (answer, guesses) => {
    it('logs a sign-in of somebody without a seat, or not', async () => {
      const { clock, company, tenant } = companyWithoutApp({ guesses })
      const alan = company.person('Alan', { account: true, usesJira: true })

      await clock.runUntil(MONDAY + DAY)

      const query = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 2 * DAY, userId: alan.userId }
      expect(tenant.findSignIns(query, 0, 10)).toHaveLength(answer === 'row' ? 1 : 0)
    })

    it('logs a sign-in of somebody who holds a seat', () => {
      const { company, tenant } = companyWithoutApp({ guesses })
      const ada = company.person('Ada', { seat: true })

      company.signIn(ada)

      const query = { from: MONDAY, to: MONDAY, asOf: MONDAY + 2 * DAY, userId: ada.userId }
      expect(tenant.findSignIns(query, 0, 10)).toHaveLength(1)
    })
  })

  eachAnswer('entra-sign-in-lag', (answer, guesses) => {
    it('shows every sign-in within that time', async () => {
      const world = createRemoteWorld({ guesses })
      const ada = world.colleague('Ada')
      for (let count = 0; count < 20; count += 1) world.tenant.recordSignIn(ada.id)
      const filter = `appId eq '${world.tenant.atlassianAppId}' and createdDateTime ge 2026-01-05T00:00:00Z and status/errorCode eq 0`
      const shown = (): number =>
        readGraphList(world, `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}`).values.length

      await world.wait(15 * MINUTE)
      expect(shown() === 20).toBe(answer === '15m')
      await world.wait(24 * HOUR)
      expect(shown()).toBe(20)
    })
  })

  eachAnswer('entra-delta-lag', (answer, guesses) => {
    it('shows every change within that time', async () => {
      const world = createRemoteWorld({ guesses })
      const { deltaLink } = readGraphList(world, '/users/delta?$select=id,displayName')
      for (let count = 0; count < 20; count += 1) world.colleague(`Person ${count}`.replace(' ', ''))
      const shown = (): number => new Set(readGraphList(world, deltaLink).values.map(({ id }) => id)).size

      await world.wait(2 * MINUTE)
      expect(shown() === 20).toBe(answer === '2m')
      await world.wait(HOUR)
      expect(shown()).toBe(20)
    })
  })

  eachAnswer('entra-token-roles', (answer, guesses) => {
    it('goes by what a token was issued with, or by what is consented to now', () => {
      const world = createRemoteWorld({ guesses })
      const token = world.askToken().body.access_token as string
      world.tenant.setConsentedRoles([])

      const { status } = world.askGraph('GET', '/users?$select=id', { token })

      expect(status).toBe(answer === 'until-expiry' ? 200 : 403)
    })
  })
})
