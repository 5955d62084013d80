import type { Interception, ServiceReply } from '../../../sandbox/service'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=again'

/** A page of people as Graph sends it. */
const listing = (value: readonly unknown[], next?: string): ServiceReply => ({
  status: 200,
  body: JSON.stringify({ value, ...(next === undefined ? {} : { '@odata.nextLink': next }) }),
})

describe('provisioning', () => {
  it('gives everyone in scope an account and nobody a seat', async () => {
    const scenario = await startScenario()
    const { company, site } = scenario
    const [ada, bea] = [company.person('Ada'), company.person('Bea', { enabled: false })]
    const gus = company.person('Gus', { guest: true })
    addActiveHolders(scenario, 3)

    await scenario.runFor('3h')

    expect(company.accountOf(ada)).toMatchObject({ status: 'active', groupIds: new Set() })
    expect(() => company.accountOf(bea)).toThrow()
    expect(() => company.accountOf(gus)).toThrow()
    expect(site.seatsUsed(company.productKey)).toBe(3)
    expect(scenario.grants()).toBe(0)
    expect(scenario.violations()).toEqual([])
    expect(scenario.host.violations).toEqual([])
  })

  it('writes nothing to Atlassian or the directory when nothing has changed', async () => {
    const scenario = await startScenario()
    for (const name of ['Ada', 'Bea', 'Cid']) scenario.company.person(name)
    await scenario.runFor('3h')
    const writes: string[] = []
    scenario.host.onRequest((service, { method, url }) => {
      if (service === 'scim' || url.pathname.includes('/memberships')) writes.push(`${service} ${method}`)
    })

    await scenario.runFor('24h')

    expect(writes).toEqual([])
  })

  it('deactivates a leaver within 30 minutes, seat first', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 30)
    const ada = scenario.company.person('Ada', { seat: true, lastActiveAt: scenario.startsAt - 86_400_000 })
    await scenario.runFor('10h')
    const order: string[] = []
    scenario.site.onChange((change) => {
      if (change.kind === 'seat' || change.kind === 'account-status') order.push(change.kind)
    })

    scenario.company.disable(ada)
    await scenario.runFor('30m')

    expect(scenario.company.accountOf(ada).status).not.toBe('active')
    expect(order).toEqual(['seat', 'account-status'])
  })

  it.each<[string, RegExp, (page: number) => Interception]>([
    [
      'a later page fails again and again',
      /again and again/,
      (page) => (page < 3 ? listing([], `${NEXT}${page}`) : { status: 503, body: '' }),
    ],
    [
      'an HTML body comes with status 200',
      /an HTML page/,
      () => ({ status: 200, body: '<!doctype html><title>Sign in</title>' }),
    ],
    ['JSON is cut off', /no JSON/, () => ({ status: 200, body: '{"value":[{"id":"1"' })],
    ['nobody is listed', /at least one row from the directory/, () => listing([])],
    ['a page is repeated for ever', /one that was read before/, () => listing([], NEXT)],
    ['the next page lies on another host', /one to evil\.example/, () => listing([], 'https://evil.example/users')],
    [
      'half the people are missing',
      /at least 80 % of the last good read of the directory \(12\), got 6/,
      () => ({ alter: (reply) => listing((JSON.parse(reply.body) as { value: unknown[] }).value.slice(0, 6)) }),
    ],
  ])('removes nobody when %s, and says which check stopped it', async (_, because, answer) => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 12)
    await scenario.runFor('3h')
    let page = 0
    scenario.host.addInterceptor((service, { url }) => {
      if (service !== 'entra' || url.pathname !== '/v1.0/users') return undefined
      page += 1
      return answer(page)
    })
    const before = [...scenario.site.accounts.values()].map((account) => account.status)

    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('2h')

    expect([...scenario.site.accounts.values()].map((account) => account.status)).toEqual(before)
    expect(scenario.removals()).toBe(0)
    const { outcome, because: told } = await lastRun(scenario, 'provision')
    expect(outcome).toMatch(/failed|refused/)
    expect(told).toMatch(because)
    expect(scenario.host.violations).toEqual([])
  })

  it('holds a mass departure for approval, and carries out the approved plan', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 40)
    await scenario.runFor('12h')
    for (const person of scenario.company.people.slice(0, 12)) scenario.company.disable(person)

    await scenario.runFor('1h')
    // Changes show in Entra's delta one after the other: up to ten may go before the limit holds the rest.
    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBeGreaterThanOrEqual(30)

    await scenario.complete(scenario.administrator.approveHeldPlans())
    await scenario.runFor('5m')
    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(28)
  })

  it('does nothing at all outside while it is not armed', async () => {
    const scenario = await startScenario({ isArmed: false })
    scenario.company.person('Ada')
    addActiveHolders(scenario, 5)
    scenario.company.disable(scenario.company.people[1]!)

    await scenario.runFor('30h')

    expect(scenario.site.accounts.size).toBe(6)
    expect((await lastRun(scenario, 'provision')).outcome).toBe('dry-run')
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ create: 1 })
  })
})
