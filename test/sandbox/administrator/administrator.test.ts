import { createAdministrator } from '../../../sandbox/administrator/create-administrator'
import { companyWithoutApp, DAY, HOUR, MONDAY } from '../company/world'

/** An app whose page has `held` plans and answers with an error as often as told. */
function page(options: { held?: string[]; errors?: number; refusal?: string } = {}) {
  const { clock, site, tenant } = companyWithoutApp()
  const calls: { at: number; method: string; payload: unknown }[] = []
  const held = options.held ?? []
  const { refusal } = options
  let errors = options.errors ?? 0
  const invokeResolver = async (moduleKey: string, method: string, payload: unknown, caller: { accountId: string }) => {
    expect([moduleKey, caller.accountId]).toEqual(['admin-page', site.adminAccountId])
    calls.push({ at: clock.now(), method, payload })
    if (errors-- > 0) throw new Error('Try again later')
    if (refusal !== undefined) return { ok: false, message: refusal }
    const heldPlans = held.splice(0).map((planId) => ({ planId, job: 'sweep' }))
    const answers = new Map<string, object>([
      ['getOverview', { heldPlans, settings: { version: 0 } }],
      ['getAsking', { offered: { portal: true, signIn: false, signInAppIds: [] } }],
    ])
    return { ok: true, value: answers.get(method) ?? { version: 1 } }
  }
  const administrator = createAdministrator({ clock, host: { invokeResolver }, site, tenant })
  return { clock, site, tenant, calls, administrator }
}

describe('the administrator', () => {
  it('enters the connections, what is proposed for asking, and arms every job', async () => {
    const { administrator, calls, site, tenant } = page()

    await administrator.setUp({ seatReserve: 5, dormancyDays: 180 })

    expect(calls.map(({ method }) => method)).toEqual([
      'saveConnections',
      'getAsking',
      'getOverview',
      'saveSettings',
      'setArmed',
      'setArmed',
      'setArmed',
    ])
    expect(calls[0]?.payload).toMatchObject({
      directory: { kind: 'entra', values: { tenantId: tenant.tenantId } },
      organization: { orgId: site.orgId, apiKeyExpires: '2027-01-04' },
      scim: { directoryId: site.scimDirectoryId },
    })
    expect(calls[3]?.payload).toEqual({
      version: 0,
      changes: [
        { path: 'products[jira-software].seatReserve', value: 5 },
        { path: 'products[jira-software].dormancyDays', value: 180 },
        { path: 'signals.signIn', value: true },
        { path: 'signals.signInAppIds', value: [tenant.atlassianAppId] },
        { path: 'signals.portal', value: true },
      ],
    })
  })

  it('looks every day at nine and approves each held plan', async () => {
    const { administrator, calls, clock } = page({ held: ['plan-1', 'plan-2'] })

    administrator.lookDaily()
    await clock.runUntil(MONDAY + 2 * DAY)

    expect(calls.map(({ at, method, payload }) => [(at - MONDAY) / HOUR, method, payload])).toEqual([
      [9, 'getOverview', {}],
      [9, 'approvePlan', { planId: 'plan-1' }],
      [9, 'approvePlan', { planId: 'plan-2' }],
      [33, 'getOverview', {}],
    ])
  })

  it('tries again after a minute and keeps what went wrong', async () => {
    const { administrator, calls, clock } = page({ errors: 1 })

    administrator.lookDaily()
    await clock.runUntil(MONDAY + DAY)

    expect(calls.map(({ at }) => at - MONDAY - 9 * HOUR)).toEqual([0, 60_000])
    expect(administrator.failures).toEqual(['2026-01-05T09:00:00.000Z Try again later'])
  })

  it('passes on what the page refuses', async () => {
    const { administrator } = page({ refusal: 'The key is not accepted.' })

    await expect(administrator.saveConnections()).rejects.toThrow('saveConnections: The key is not accepted.')
  })
})
