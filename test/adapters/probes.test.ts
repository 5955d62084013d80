import { createProbes } from '../../src/adapters/probes'
import type { EntraAccess } from '../../src/ports'
import { createRemoteWorld } from '../sandbox/remote-world'
import { createRemote } from '../support/remote-fetch'

const GUID = '11111111-2222-3333-4444-555555555555'
const ALL_ROLES = ['User.Read.All', 'GroupMember.Read.All', 'AuditLog.Read.All']

function connect() {
  const world = createRemoteWorld({ seats: 10 })
  const remote = createRemote([world.entra, world.organization, world.scim])
  const probes = createProbes(remote.fetch, () => new Date(world.clock.now()))
  const { tenant, site } = world
  const { tenantId, clientId, clientSecret } = tenant
  return {
    ...{ world, remote, tenant, site, probes },
    entra: (change: Partial<EntraAccess> = {}) => probes.entra({ tenantId, clientId, clientSecret, ...change }),
    organization: (change: { orgId?: string; directoryId?: string; apiKey?: string } = {}) => {
      const { orgId, directoryId, orgApiKey: apiKey } = site
      return probes.organization({ orgId, directoryId, apiKey, ...change }, site.scimDirectoryId)
    },
    scim: (change: { directoryId?: string; apiKey?: string } = {}) =>
      probes.scim({ directoryId: site.scimDirectoryId, apiKey: site.scimApiKey, ...change }),
  }
}

describe('trying Entra', () => {
  it('signs in and may read everything', async () => {
    expect(await connect().entra()).toEqual(
      ['sign-in', 'users', 'groups', 'sign-ins'].map((what) => ({ what, outcome: 'ok' })),
    )
  })

  it.each<[string, Partial<EntraAccess>, string]>([
    ['another secret', { clientSecret: 'another~secret' }, 'secret-wrong'],
    ['the id of the secret instead of its value', { clientSecret: GUID }, 'secret-is-its-id'],
    ['another application', { clientId: GUID }, 'app-unknown'],
    ['another tenant', { tenantId: GUID }, 'tenant-unknown'],
  ])('names %s', async (_, change, outcome) => {
    expect(await connect().entra(change)).toEqual([{ what: 'sign-in', outcome }])
  })

  it('names an expired secret', async () => {
    const { tenant, entra } = connect()
    tenant.setSecretExpired(true)

    expect(await entra()).toEqual([{ what: 'sign-in', outcome: 'secret-expired' }])
  })

  it.each([
    ['User.Read.All', 'users'],
    ['GroupMember.Read.All', 'groups'],
    ['AuditLog.Read.All', 'sign-ins'],
  ])('names the missing permission %s', async (missing, what) => {
    const { tenant, entra } = connect()
    tenant.setConsentedRoles(ALL_ROLES.filter((role) => role !== missing))

    const findings = await entra()

    expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([{ what, outcome: 'permission-missing' }])
  })

  it('tells a missing licence from a missing permission', async () => {
    const { tenant, entra } = connect()
    tenant.setPremium(false)

    expect((await entra()).at(-1)).toEqual({ what: 'sign-ins', outcome: 'no-premium' })
  })

  it('does not wait for a service that is down', async () => {
    const { remote, entra } = connect()
    remote.answer = () => ({ status: 503, headers: {}, body: '' })

    expect(await entra()).toMatchObject([{ what: 'sign-in', outcome: 'no-answer' }])
    expect(remote.sent).toHaveLength(1)
  })
})

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

describe('endOfCertificate', () => {
  it('is the last day of the certificate, and nothing for a text that is none', () => {
    const { tenant, probes } = connect()

    expect(probes.endOfCertificate(tenant.certificate)).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(probes.endOfCertificate('-----BEGIN nothing')).toBeNull()
  })
})
