/** Links come from outside: no request, and no token, follows one to another host. */
import type { ServiceName, ServiceReply } from '../../../sandbox/service'
import { lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { watchEverything } from '../../support/witness'

const HOSTS = ['login.microsoftonline.com', 'graph.microsoft.com', 'api.atlassian.com']

/** Addresses that only look right, or do not even that. */
const LINKS = [
  'https://evil.example/v1.0/users?$skiptoken=x',
  'https://graph.microsoft.com.evil.example/v1.0/users',
  'https://evil.example/graph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com@evil.example/v1.0/users',
  'http://graph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com:8443/v1.0/users',
  'https://api.atlassian.com/v1.0/users',
  '//evil.example/v1.0/users',
  'https://',
  'javascript:alert(1)',
]

async function provisioned(): Promise<Scenario> {
  const scenario = await startScenario()
  for (const name of ['Ada', 'Ben', 'Cleo']) scenario.company.person(name)
  await scenario.runFor('3h')
  return scenario
}

/** From now on every JSON reply of a service is changed. */
function change(scenario: Scenario, of: ServiceName, how: (body: Record<string, unknown>) => object): void {
  const alter = (reply: ServiceReply): ServiceReply =>
    reply.status === 200 && reply.body.startsWith('{')
      ? { ...reply, body: JSON.stringify(how(JSON.parse(reply.body) as Record<string, unknown>)) }
      : reply
  scenario.host.addInterceptor((service, { url }) =>
    service === of && !url.pathname.endsWith('/token') ? { alter } : undefined,
  )
}

const runAll = async (scenario: Scenario): Promise<void> => {
  await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
  await scenario.runFor('40m')
}

describe.each(LINKS)('a link to %s', (link) => {
  it('as the next page of the directory is not followed: the run fails and says so, and nobody is removed', async () => {
    const scenario = await provisioned()
    const { sent } = watchEverything(scenario)
    change(scenario, 'entra', (body) => ('value' in body ? { ...body, '@odata.nextLink': link } : body))

    await runAll(scenario)

    expect(sent.filter(({ host }) => !HOSTS.includes(host))).toEqual([])
    expect(sent.filter(({ host, text }) => host === 'api.atlassian.com' && text.includes('/v1.0/users'))).toEqual([])
    expect(await lastRun(scenario, 'provision')).toMatchObject({
      outcome: 'failed',
      because: expect.stringMatching(/^\S/),
    })
    expect(scenario.host.counts.failedInvocations).toBe(0)
    expect(scenario.removals()).toBe(0)
  })

  it('as where to look for changes next is not followed either', async () => {
    const scenario = await provisioned()
    const { sent } = watchEverything(scenario)
    change(scenario, 'entra', (body) => ('@odata.deltaLink' in body ? { ...body, '@odata.deltaLink': link } : body))

    await scenario.runFor('40m')

    expect(sent.filter(({ host }) => !HOSTS.includes(host))).toEqual([])
    expect(scenario.host.counts.failedInvocations).toBe(0)
    expect(scenario.removals()).toBe(0)
  })

  it('as the next page of the organization goes nowhere but to the organization', async () => {
    const scenario = await provisioned()
    const { sent } = watchEverything(scenario)
    change(scenario, 'organization', (body) => ('data' in body ? { ...body, links: { next: link } } : body))

    await runAll(scenario)

    const strayed = sent.filter(({ host, text }) => {
      const [address] = JSON.parse(text) as [string]
      return (
        !HOSTS.includes(host) || (host === 'api.atlassian.com' && !/\/(admin|scim)\//.test(new URL(address).pathname))
      )
    })
    expect(strayed).toEqual([])
    expect(scenario.host.counts.failedInvocations).toBe(0)
    expect(scenario.removals()).toBe(0)
  })
})
