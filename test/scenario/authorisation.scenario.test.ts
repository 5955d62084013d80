import { adminMethods } from '../../src/app/admin/methods'
import { startScenario } from '../support/scenario'
import type { Scenario } from '../support/scenario'

/** Every method of both pages × everybody who could call it past the menus, on the built bundle. */
const FORBIDDEN = { ok: false, code: 'forbidden', message: 'This page is for Jira administrators.' }

interface Callers {
  readonly anonymous: string
  readonly customer: string
  readonly user: string
  readonly administrator: string
}

async function meet(): Promise<{ scenario: Scenario; callers: Callers }> {
  const scenario = await startScenario()
  const { company, site } = scenario
  const user = company.accountOf(company.person('Ada', { account: true })).accountId
  const customer = site.addAccount({
    email: 'cleo@customer.example',
    displayName: 'Cleo',
    by: 'admin',
    accountType: 'customer',
  })
  await scenario.advanceTo(scenario.startsAt + 60_000)
  return {
    scenario,
    callers: {
      anonymous: 'unidentified',
      customer: customer.accountId,
      user,
      administrator: site.adminAccountId,
    },
  }
}

function call(scenario: Scenario, page: string, method: string, accountId: string): Promise<unknown> {
  return scenario.complete(scenario.host.invokeResolver(page, method, {}, { accountId }))
}

describe('who may call what', () => {
  it('refuses every method of the admin page to everybody but administrators, telling nothing and changing nothing', async () => {
    const { scenario, callers } = await meet()
    const writesBefore = scenario.host.counts.kvsWrites

    for (const method of adminMethods) {
      for (const kind of ['anonymous', 'customer', 'user'] as const) {
        const answer = await call(scenario, 'admin-page', method, callers[kind])
        expect({ method, kind, answer }).toEqual({ method, kind, answer: FORBIDDEN })
      }
    }

    expect(scenario.host.counts.kvsWrites).toBe(writesBefore)
  })

  it('answers every method of the admin page to an administrator, if only to say what was wrong with the question', async () => {
    const { scenario, callers } = await meet()

    for (const method of adminMethods) {
      const answer = await call(scenario, 'admin-page', method, callers.administrator)
      expect({ method, answer }).not.toMatchObject({ answer: { code: 'forbidden' } })
      expect({ method, answer }).toMatchObject({ answer: { ok: expect.any(Boolean) as boolean } })
    }
  })

  it.each([
    ['anonymous', 'cannot-ask', 'cannot-ask'],
    ['customer', 'none', 'cannot-ask'],
    ['user', 'none', 'asked'],
    ['administrator', 'none', 'asked'],
  ] as const)('acts on the portal for %s on nobody but the caller: %s, then %s', async (kind, status, requested) => {
    const { scenario, callers } = await meet()

    expect(await call(scenario, 'portal-page', 'status', callers[kind])).toMatchObject({ state: status })
    expect(await call(scenario, 'portal-page', 'request', callers[kind])).toMatchObject({ state: requested })

    for (const other of ['customer', 'user', 'administrator'] as const) {
      if (other === kind) continue
      expect(await call(scenario, 'portal-page', 'status', callers[other])).toMatchObject({ state: 'none' })
    }
  })
})
