import { createRemoteWorld } from '../sandbox/remote-world'
import { takeBreaches } from '../support/contract-breaches'
import { holdToContract } from '../support/contracts'
import { createRemote } from '../support/remote-fetch'

describe('the contracts in the test runs', () => {
  it('record a reply of the sandbox that breaks its contract, with operation, place and value', () => {
    const { jira, site, send } = createRemoteWorld()
    const reply = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"key":"jira-software","seats":5}',
    }
    const wrong = holdToContract({ ...jira, handle: () => reply })

    send(wrong, 'GET', `${site.siteUrl}/rest/api/3/applicationrole/jira-software`)

    expect(takeBreaches()).toContain(
      'jira/get-application-role: reply 200 must not have the property "seats", got {"key":"jira-software","seats":5}',
    )
  })

  it('record a request of an adapter that breaks its contract, also when a fault answers it', async () => {
    const { organization, site } = createRemoteWorld()
    const remote = createRemote([organization])
    remote.answer = () => ({ status: 200, body: '<html>' })
    const base = `https://api.atlassian.com/admin/v2/orgs/${site.orgId}/directories/-`
    const headers = { authorization: 'Bearer key' }

    await remote.http.send({ method: 'POST', url: `${base}/users/search`, headers, json: { limit: 101 } })

    expect(takeBreaches()).toContain('organization/search-users: request body /limit must be <= 100, got 101')
  })

  it('say nothing of what keeps to them', () => {
    createRemoteWorld().askOrganization('POST', '/users/search', { limit: 100 })

    expect(takeBreaches()).toEqual([])
  })
})
