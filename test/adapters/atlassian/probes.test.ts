import { createKeyProbes } from '../../../src/adapters/atlassian/probes'
import { createRemoteWorld } from '../../sandbox/remote-world'
import { createRemote } from '../../support/remote-fetch'

const GUID = '11111111-2222-3333-4444-555555555555'

function connect() {
  const world = createRemoteWorld({ seats: 10 })
  const remote = createRemote([world.organization, world.scim])
  const probes = createKeyProbes(remote.fetch)
  const { site } = world
  return {
    site,
    organization: (change: { orgId?: string; directoryId?: string; apiKey?: string } = {}) => {
      const { orgId, directoryId, orgApiKey: apiKey } = site
      return probes.organization({ orgId, directoryId, apiKey, ...change }, site.scimDirectoryId)
    },
    scim: (change: { directoryId?: string; apiKey?: string } = {}) =>
      probes.scim({ directoryId: site.scimDirectoryId, apiKey: site.scimApiKey, ...change }),
  }
}

describe('trying the organization', () => {
  it('is content with its own key', async () => {
    expect(await connect().organization()).toEqual([{ what: 'key', outcome: 'ok' }])
  })

  it('tells the key of the SCIM directory from a wrong one', async () => {
    const { site, organization } = connect()

    expect(await organization({ apiKey: site.scimApiKey })).toEqual([{ what: 'key', outcome: 'key-of-scim' }])
    expect(await organization({ apiKey: 'nonsense' })).toEqual([{ what: 'key', outcome: 'key-refused' }])
  })

  it('names an expired key as one that is refused', async () => {
    const { site, organization } = connect()
    site.setKeyExpired('organization', true)

    expect(await organization()).toEqual([{ what: 'key', outcome: 'key-refused' }])
  })

  it('names a key that was made with scopes', async () => {
    const { site, organization } = connect()
    site.setKeyScoped(true)

    expect(await organization()).toEqual([{ what: 'key', outcome: 'key-scoped' }])
  })

  it('says which organization and which directory the key knows', async () => {
    const { site, organization } = connect()

    expect(await organization({ orgId: GUID })).toEqual([
      { what: 'key', outcome: 'organization-unknown', detail: site.orgId },
    ])
    expect(await organization({ directoryId: GUID })).toEqual([
      { what: 'key', outcome: 'directory-unknown', detail: site.directoryId },
    ])
  })
})

describe('trying the SCIM directory', () => {
  it('is content with its own key', async () => {
    expect(await connect().scim()).toEqual([{ what: 'key', outcome: 'ok' }])
  })

  it('tells the key of the organization from a wrong one', async () => {
    const { site, scim } = connect()

    expect(await scim({ apiKey: site.orgApiKey })).toEqual([{ what: 'key', outcome: 'key-of-organization' }])
    expect(await scim({ apiKey: 'nonsense' })).toEqual([{ what: 'key', outcome: 'key-refused' }])
  })

  it('names another directory', async () => {
    expect(await connect().scim({ directoryId: GUID })).toEqual([{ what: 'key', outcome: 'directory-unknown' }])
  })
})
