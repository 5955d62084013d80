import { toConnections, toConnectionsValues } from '../../../static/admin/connections/values'

describe('the connections form', () => {
  it('fills in the ids that are known and leaves every secret empty', () => {
    const values = toConnectionsValues({
      tenantId: 'tenant',
      clientId: 'client',
      orgId: 'org',
      directoryId: 'directory',
      scimDirectoryId: 'scim',
      apiKeyExpires: '2027-01-31',
      groupIds: ['g-jira'],
      maySuspend: true,
    })

    expect(toConnections(values)).toEqual({
      entra: { tenantId: 'tenant', clientId: 'client', clientSecret: '' },
      organization: {
        ...{ orgId: 'org', directoryId: 'directory', apiKey: '', apiKeyExpires: '2027-01-31' },
        ...{ groupIds: ['g-jira'], maySuspend: true },
      },
      scim: { directoryId: 'scim', apiKey: '' },
    })
  })
})
