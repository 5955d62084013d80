import { SAMPLE_PRIVATE_KEY } from '../../../sandbox/sample-key'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const inOkta = (options: Parameters<typeof startScenario>[0] = {}): Promise<Scenario> =>
  startScenario({ directory: 'okta', ...options })

/** Statuses of everybody's account, which must not change when a read cannot be believed. */
const statuses = (scenario: Scenario): string[] => [...scenario.site.accounts.values()].map(({ status }) => status)

const requestsOf = (scenario: Scenario): string[] => {
  const asked: string[] = []
  scenario.host.onRequest((service, { url }) => void asked.push(`${service} ${url.pathname}`))
  return asked
}

describe('a company in Okta', () => {
  it('gets its accounts, and nobody a seat by it; Entra is never asked', async () => {
    const scenario = await inOkta()
    const asked = requestsOf(scenario)
    const { company, site } = scenario
    const [ada, bea] = [company.person('Ada'), company.person('Bea', { enabled: false })]
    addActiveHolders(scenario, 3)

    await scenario.runFor('3h')

    expect(company.accountOf(ada)).toMatchObject({ status: 'active', groupIds: new Set() })
    expect(company.accountOf(ada).externalId).toMatch(/^00u\w{17}$/)
    expect(() => company.accountOf(bea)).toThrow()
    expect(site.seatsUsed(company.productKey)).toBe(3)
    expect(scenario.grants()).toBe(0)
    expect(asked.filter((line) => line.startsWith('okta /api/v1/users')).length).toBeGreaterThan(0)
    expect(asked.filter((line) => line.startsWith('entra'))).toEqual([])
    expect(scenario.violations()).toEqual([])
    expect(scenario.host.violations).toEqual([])
  })

  it('knows a member of a required group who is in hundreds of others', async () => {
    const scenario = await inOkta({ seats: 20 })
    const { company, okta } = scenario
    addActiveHolders(scenario, 3)
    const ada = company.person('Ada')
    const groupIds = Array.from({ length: 250 }, (_, index) => okta.tenant.addGroup(`Group ${index}`).id)
    for (const groupId of groupIds) okta.tenant.setMember(groupId, ada.userId, true)
    await scenario.complete(scenario.administrator.saveSettings({ requiredGroupIds: [groupIds[249]!] }))
    await scenario.runFor('3h')

    company.signIn(ada)
    await scenario.runFor('30m')

    expect(company.holdsSeat(ada)).toBe(true)
  })

  it.each(['SUSPENDED', 'DEPROVISIONED'] as const)(
    'has a leaver who is %s handled within twenty minutes',
    async (status) => {
      const scenario = await inOkta()
      addActiveHolders(scenario, 30)
      const ada = scenario.company.person('Ada', { seat: true, lastActiveAt: scenario.startsAt - 86_400_000 })
      await scenario.runFor('10h')

      scenario.okta.setStatus(ada.userId, status)
      await scenario.runFor('20m')

      expect(scenario.company.accountOf(ada).status).not.toBe('active')
      expect(scenario.company.holdsSeat(ada)).toBe(false)
    },
  )

  it.each(['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY'] as const)('takes nothing from who is %s', async (status) => {
    const scenario = await inOkta()
    addActiveHolders(scenario, 30)
    await scenario.runFor('10h')

    scenario.okta.setStatus(scenario.company.people[0]!.userId, status)
    await scenario.runFor('20h')

    expect(scenario.removals()).toBe(0)
    expect(statuses(scenario).every((one) => one === 'active')).toBe(true)
  })

  it('has who was deleted found by the next full run', async () => {
    const scenario = await inOkta()
    addActiveHolders(scenario, 30)
    const ada = scenario.company.person('Ada', { seat: true, lastActiveAt: scenario.startsAt - 86_400_000 })
    await scenario.runFor('10h')
    const { accountId } = scenario.company.accountOf(ada)

    scenario.company.remove(ada)
    await scenario.runFor('17h')

    expect(scenario.site.accounts.get(accountId)!.status).not.toBe('active')
    expect(scenario.removals()).toBe(1)
  })

  it('gives a seat to who signs in', async () => {
    const scenario = await inOkta()
    const ada = scenario.company.person('Ada')
    addActiveHolders(scenario, 3)
    await scenario.runFor('10h')

    scenario.company.signIn(ada)
    await scenario.runFor('10m')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
  })

  it('is what required groups leave', async () => {
    const scenario = await inOkta({ isArmed: false })
    const { company, tenant, administrator } = scenario
    const [ada, bea] = ['Ada', 'Bea'].map((name) => company.person(name))
    const staff = tenant.addGroup('Staff')
    tenant.setMember(staff.id, ada!.userId, true)
    await scenario.complete(administrator.setUp({ requiredGroupIds: [staff.id] }))

    await scenario.runFor('3h')

    expect(company.accountOf(ada!).status).toBe('active')
    expect(() => company.accountOf(bea!)).toThrow()
    const names = await scenario.complete(administrator.call('nameDirectoryGroups', { ids: [staff.id] }))
    expect(JSON.stringify(names)).toContain('Staff')
    const found = await scenario.complete(administrator.call('findDirectoryGroups', { query: 'sta' }))
    expect(JSON.stringify(found)).toContain(staff.id)
  })

  it('is read by a service app with a key of its own', async () => {
    const scenario = await inOkta()
    const { administrator, okta, site, company } = scenario
    const ada = company.person('Ada')
    const organization = { orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey }
    const { clientId, keyId } = okta
    okta.setTokenRevoked(true)
    await scenario.complete(
      administrator.call('saveConnections', {
        directory: { kind: 'okta', values: { orgUrl: okta.host, clientId, keyId, privateKey: SAMPLE_PRIVATE_KEY } },
        organization: { ...organization, apiKeyExpires: '2026-12-31' },
        scim: { directoryId: site.scimDirectoryId, apiKey: site.scimApiKey },
      }),
    )

    await scenario.runFor('3h')

    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    expect(company.accountOf(ada).status).toBe('active')
  })
})

describe('Okta that cannot be believed', () => {
  it.each([
    ['a page fails again and again', () => ({ status: 503, body: '' })],
    ['an HTML body comes with status 200', () => ({ status: 200, body: '<!doctype html><title>Sign in</title>' })],
    ['nobody is listed', () => ({ status: 200, body: '[]' })],
    [
      'a page leads to itself',
      (url: URL) => ({ status: 200, headers: { link: `<${url.href}>; rel="next"` }, body: '[]' }),
    ],
    [
      'the next page lies on another host below okta.com',
      () => ({
        status: 200,
        headers: { link: '<https://evil.okta.com/api/v1/users?after=x>; rel="next"' },
        body: '[]',
      }),
    ],
    [
      'the rate limit is used up for hours',
      () => ({ status: 429, headers: { 'x-rate-limit-reset': '1900000000' }, body: '{"errorCode":"E0000047"}' }),
    ],
  ])('removes nobody when %s, and says why', async (_, answer) => {
    const scenario = await inOkta()
    addActiveHolders(scenario, 12)
    await scenario.runFor('3h')
    const asked = requestsOf(scenario)
    scenario.host.addInterceptor((service, { url }) =>
      service === 'okta' && url.pathname === '/api/v1/users' ? answer(url) : undefined,
    )
    const before = statuses(scenario)

    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('2h')

    expect(statuses(scenario)).toEqual(before)
    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'provision')).outcome).toMatch(/failed|refused/)
    expect((await lastRun(scenario, 'provision')).because).not.toBeNull()
    expect(asked.some((line) => line.includes('evil'))).toBe(false)
    expect(scenario.host.violations).toEqual([])
  })

  it('waits as long as Okta says before it asks again', async () => {
    const scenario = await inOkta()
    const ada = scenario.company.person('Ada')
    addActiveHolders(scenario, 3)
    const refusedAt: number[] = []
    const answeredAt: number[] = []
    scenario.host.addInterceptor((service, { url }) => {
      if (service !== 'okta' || !url.search.includes('1970')) return undefined
      const now = scenario.clock.now()
      if (refusedAt.length > 0) answeredAt.push(now)
      if (refusedAt.length > 0) return undefined
      refusedAt.push(now)
      const reset = String(Math.ceil(now / 1_000) + 40)
      return { status: 429, headers: { date: new Date(now).toUTCString(), 'x-rate-limit-reset': reset }, body: '{}' }
    })

    await scenario.runFor('3h')

    expect(answeredAt[0]! - refusedAt[0]!).toBeGreaterThanOrEqual(40_000)
    expect(scenario.company.accountOf(ada).status).toBe('active')
  })
})

describe('another directory in place of the first', () => {
  it('takes nothing from anybody: people are matched anew', async () => {
    const scenario = await inOkta()
    addActiveHolders(scenario, 12)
    await scenario.runFor('3h')
    const { administrator, okta, site } = scenario
    const organization = { orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey }
    await scenario.complete(
      administrator.call('saveConnections', {
        directory: { kind: 'okta', values: { orgUrl: 'https://elsewhere.okta.com', apiToken: okta.apiToken } },
        organization: { ...organization, apiKeyExpires: '2026-12-31' },
        scim: { directoryId: site.scimDirectoryId, apiKey: site.scimApiKey },
      }),
    )
    await scenario.complete(administrator.saveConnections())

    await scenario.runFor('24h')

    expect(scenario.removals()).toBe(0)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done', counts: { matched: 12 } })
  })
})
