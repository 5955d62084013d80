import { runClient, serveWorld } from './run-client'

describe('oauth4webapi', () => {
  it('signs in, and reads why it may not', async () => {
    const { served, tenant } = await serveWorld()
    const { tenantId, clientId, clientSecret } = tenant

    const seen = await runClient('oauth-client', { entra: served.entra, tenantId, clientId, clientSecret })
    await served.close()

    expect(seen).toEqual({
      granted: expect.objectContaining({ token_type: 'bearer', expires_in: 3599 }),
      wrongSecret: { status: 401, error: 'invalid_client', description: expect.stringContaining('AADSTS7000215') },
      wrongScope: { status: 400, error: 'invalid_scope', description: expect.stringContaining('AADSTS1002012') },
    })
  })
})
