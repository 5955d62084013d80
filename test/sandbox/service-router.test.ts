import { createServiceRouter } from '../../sandbox/service-router'
import { createRemoteWorld } from './remote-world'

describe('createServiceRouter', () => {
  it.each([
    ['https://api.atlassian.com/admin/v1/orgs', 'organization'],
    ['https://api.atlassian.com/scim/directory/1/Users', 'scim'],
    ['https://graph.microsoft.com/v1.0/users', 'entra'],
    ['https://login.microsoftonline.com/t/oauth2/v2.0/token', 'entra'],
    ['https://api.atlassian.com/ex/jira', undefined],
    ['https://example.org/', undefined],
  ])('finds the service of %s', (url, name) => {
    const { organization, scim, entra, jira } = createRemoteWorld()
    const find = createServiceRouter([jira, organization, scim, entra])

    expect(find(new URL(url))?.name).toBe(name)
  })
})
