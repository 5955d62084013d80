import { runClient, serveWorld } from './run-client'

describe("SCIMMY's schemas and messages", () => {
  it('describe what is sent to the SCIM directory and what it answers', async () => {
    const { served, site } = await serveWorld()
    const base = `${served.atlassian}/scim/directory/${site.scimDirectoryId}`

    const seen = await runClient<Record<string, { accountId?: string }>>('scim-client', {
      ...{ base, apiKey: site.scimApiKey, userName: 'lovelace@example.com' },
    })
    await served.close()

    const found = { totalResults: 1, users: [{ accountId: seen['created']!.accountId }] }
    expect(seen).toMatchObject({
      created: { status: 201, user: { userName: 'lovelace@example.com', externalId: 'object-1', active: true } },
      twice: { status: 409, scimType: 'uniqueness' },
      byUserName: found,
      byExternalId: found,
      byEmail: { status: 400, scimType: 'invalidFilter' },
      deactivated: false,
      restored: true,
      page: 1,
      unknown: { status: 404 },
      deleted: 204,
    })
    expect(site.accounts.get(seen['created']!.accountId!)?.status).toBe('deactivated')
  })
})
