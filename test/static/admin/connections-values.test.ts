import { DIRECTORY_CHOICES, choiceOf } from '../../../static/admin/connections/directory-choice'
import { toConnections, toConnectionsValues } from '../../../static/admin/connections/values'
import type { ConnectionsValues } from '../../../static/admin/connections/values'

const organization = {
  ...{ orgId: 'org', directoryId: 'directory', apiKeyExpires: '2027-01-31' },
  ...{ groupIds: ['g-jira'], maySuspend: true },
}

/** Every field filled in with its own name. */
const filled = Object.fromEntries(
  Object.keys(toConnectionsValues(null)).map((name) => [name, name]),
) as unknown as ConnectionsValues

describe('the connections form', () => {
  it('fills in the ids that are known and leaves every secret empty', () => {
    const values = toConnectionsValues({
      tenantId: 'tenant',
      clientId: 'client',
      ...organization,
      scimDirectoryId: 'scim',
    })

    expect(toConnections('entra-secret', values)).toEqual({
      entra: { tenantId: 'tenant', clientId: 'client', clientSecret: '' },
      organization: { ...organization, apiKey: '' },
      scim: { directoryId: 'scim', apiKey: '' },
    })
  })

  it('begins with the directory that is connected', () => {
    const okta = {
      ...organization,
      directory: 'okta',
      oktaUrl: 'https://company.okta.com',
      scimDirectoryId: null,
    } as const

    expect(choiceOf(null)).toBe('entra-secret')
    expect(choiceOf(okta)).toBe('okta-token')
    expect(choiceOf({ ...okta, clientId: 'client' })).toBe('okta-app')
    expect(toConnectionsValues(okta).orgUrl).toBe('https://company.okta.com')
  })

  it('sends what was chosen and nothing of the other choices', () => {
    const sent = Object.fromEntries(
      DIRECTORY_CHOICES.map((choice) => {
        const { entra, okta } = toConnections(choice, filled)
        return [choice, entra ?? okta]
      }),
    )

    expect(sent).toEqual({
      'entra-secret': { tenantId: 'tenantId', clientId: 'clientId', clientSecret: 'clientSecret' },
      'entra-certificate': {
        ...{ tenantId: 'tenantId', clientId: 'clientId' },
        certificate: { certificate: 'certificate', privateKey: 'privateKey' },
      },
      'okta-token': { orgUrl: 'orgUrl', apiToken: 'apiToken' },
      'okta-app': { orgUrl: 'orgUrl', serviceApp: { clientId: 'clientId', keyId: 'keyId', privateKey: 'privateKey' } },
    })
  })

  it('leaves SCIM out where both of its fields are empty', () => {
    expect(toConnections('okta-token', { ...filled, scimDirectoryId: '', scimApiKey: '' }).scim).toBeUndefined()
    expect(toConnections('okta-token', { ...filled, scimApiKey: '' }).scim).toEqual({
      directoryId: 'scimDirectoryId',
      apiKey: '',
    })
  })
})
