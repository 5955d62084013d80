/** Who may call what: every method of the page and of the portal, by everybody who could try. */
import { adminMethods } from '../../../src/app/admin/methods'
import { startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const REFUSAL = { ok: false, code: 'forbidden', message: 'This page is for Jira administrators.' }

let scenario: Scenario
let callers: Record<'anonymous' | 'customer' | 'user' | 'holder', string>

beforeAll(async () => {
  scenario = await startScenario()
  const { company, site } = scenario
  const user = company.person('Una', { account: true })
  const holder = company.person('Hal', { seat: true })
  const customer = site.addAccount({
    email: 'vera@partner.example',
    displayName: 'Vera Visitor',
    accountType: 'customer',
    by: 'admin',
  })
  // The full run of the night tells the app who holds access.
  await scenario.runFor('3h')
  scenario.host.pauseSchedules()
  callers = {
    anonymous: 'unidentified',
    customer: customer.accountId,
    user: company.accountOf(user).accountId,
    holder: company.accountOf(holder).accountId,
  }
})

/** A minute apart: callers of a page are limited, and this is not about that. */
async function call(moduleKey: string, method: string, accountId: string, payload: unknown = {}): Promise<unknown> {
  await scenario.runFor('1m')
  return scenario.complete(
    scenario.host.invokeResolver(moduleKey, method, payload, { accountId }).catch((error: unknown) => error),
  )
}

const countsOf = ({ host: { counts } }: Scenario) => ({
  kvsReads: counts.kvsReads,
  kvsWrites: counts.kvsWrites,
  queueEvents: counts.queueEvents,
  remote: { ...counts.requests, jira: 0 },
})

describe.each(adminMethods)('the page’s method %s', (method) => {
  it.each(['anonymous', 'customer', 'user', 'holder'] as const)(
    'is refused to: %s; nothing is read or written',
    async (who) => {
      await scenario.runFor('1m')
      const before = countsOf(scenario)

      const answer = await call('admin-page', method, callers[who])

      expect(answer).toEqual(REFUSAL)
      expect(countsOf(scenario)).toEqual(before)
    },
  )

  it('is answered to an administrator', async () => {
    const answer = await call('admin-page', method, scenario.site.adminAccountId)

    expect(answer).toMatchObject({ ok: expect.any(Boolean) })
    expect(answer).not.toMatchObject({ code: 'forbidden' })
  })
})

describe('the portal', () => {
  it.each(['anonymous', 'customer'] as const)('gives nothing to: %s', async (who) => {
    const queueEvents = scenario.host.counts.queueEvents

    expect(await call('portal-page', 'status', callers[who])).toEqual({
      state: expect.stringMatching(/^(none|cannot-ask)$/),
    })
    expect(await call('portal-page', 'request', callers[who])).toEqual({ state: 'cannot-ask' })
    expect(scenario.host.counts.queueEvents).toBe(queueEvents)
  })

  it('acts on the caller only, whoever the call names', async () => {
    const { user, holder } = callers
    const named = { accountId: user, payload: { accountId: user } }

    await call('portal-page', 'request', holder, named)

    expect(await call('portal-page', 'status', user)).toEqual({ state: 'none' })
    expect(scenario.site.holdsSeat(user, scenario.company.productKey)).toBe(false)
  })

  it('has no method of the page', async () => {
    for (const method of adminMethods) {
      const answer = await call('portal-page', method, scenario.site.adminAccountId)
      expect(answer).toBeInstanceOf(Error)
    }
  })
})
