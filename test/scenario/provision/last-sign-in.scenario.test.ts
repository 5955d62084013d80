import type { Explanation } from '../../../src/app/admin/explain-person'
import { DAY_MS } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { ask, sweepSite } from '../../support/sweep-site'

async function linkedSite(): Promise<{ scenario: Scenario; explain: (index: number) => Promise<Explanation> }> {
  const { scenario, idle } = await sweepSite(40, 5)
  await ask(scenario, 'runNow', { job: 'provision' })
  await scenario.settle()
  const { company } = scenario
  company.signIn(idle[4]!)
  await scenario.advanceTo(scenario.clock.now() + DAY_MS)
  const accountIds = idle.map((person) => company.accountOf(person).accountId)
  return { scenario, explain: (index) => ask(scenario, 'explainPerson', { accountId: accountIds[index] }) }
}

describe('the last sign-in at Entra', () => {
  it('is not known in each of the four shapes, and does not speak against taking the seat where it is known', async () => {
    const { explain } = await linkedSite()

    for (const index of [0, 1, 2, 3]) {
      expect((await explain(index)).directory.lastSignIn).toEqual({ at: null, because: 'not-known' })
    }
    const { directory, products } = await explain(4)

    expect(directory.lastSignIn).toMatchObject({ isAttempt: false, ageDays: 1 })
    expect(products[0]!.sweep?.because).toBe((await explain(0)).products[0]!.sweep?.because)
  })

  it('costs one request, and only itself where Entra refuses it or is too busy', async () => {
    const { scenario, explain } = await linkedSite()
    const { tenant } = scenario
    const asked: string[] = []
    scenario.host.onRequest((service, { url }) => {
      if (service === 'entra' && url.search.includes('signInActivity')) asked.push(url.pathname)
    })
    const told = await explain(4)
    expect(asked).toHaveLength(1)

    const many: Explanation[] = []
    for (let count = 0; count < 11; count += 1) many.push(await explain(4))
    const busy = many.find(({ directory: { lastSignIn } }) => lastSignIn?.at === null)
    expect(busy).toMatchObject({ directory: { lastSignIn: { because: 'throttled' } }, products: told.products })

    const roles = tenant.consentedRoles
    tenant.setConsentedRoles(roles.filter((role) => role !== 'AuditLog.Read.All'))
    await scenario.advanceTo(scenario.clock.now() + 2 * 3_600_000)
    const refused = await explain(4)
    expect(refused.directory.lastSignIn).toEqual({ at: null, because: 'permission-missing', kind: 'entra' })
    expect(refused.products[0]!.sweep).toEqual(told.products[0]!.sweep)
    tenant.setConsentedRoles(roles)
    tenant.setPremium(false)
    expect((await explain(4)).directory.lastSignIn).toEqual({ at: null, because: 'no-premium', kind: 'entra' })
  })
})
