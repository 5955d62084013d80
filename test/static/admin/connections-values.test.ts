import { DIRECTORY_CHOICES, toDirectory } from '../../../static/admin/connections/directory-choice'
import { emptyValues } from '../../../static/admin/connections/values'
import type { ConnectionsValues } from '../../../static/admin/connections/values'

/** Every field filled in with its own name. */
const filled = Object.fromEntries(Object.keys(emptyValues).map((name) => [name, name])) as unknown as ConnectionsValues

describe('what is sent of the directory', () => {
  it('is what was chosen and nothing of the other choices', () => {
    const sent = Object.fromEntries(
      DIRECTORY_CHOICES.map((choice) => {
        const { entra, okta } = toDirectory(choice, filled)
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
})
