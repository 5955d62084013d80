import { createDirectories } from '../../../../src/adapters/directories/create-directories'
import type { EntraCredentials } from '../../../../src/adapters/directories/entra/schema'
import { createRemoteWorld } from '../../../sandbox/remote-world'
import { createRemote } from '../../../support/remote-fetch'

const GUID = '11111111-2222-3333-4444-555555555555'
const ALL_ROLES = ['User.Read.All', 'GroupMember.Read.All', 'AuditLog.Read.All']
const OPTIONAL = { isOptional: true }

function connect() {
  const world = createRemoteWorld({ seats: 10 })
  const remote = createRemote([world.entra])
  const { probe, endOf } = createDirectories({ fetch: remote.fetch, now: () => new Date(world.clock.now()) })
  const { tenant } = world
  const { tenantId, clientId, clientSecret } = tenant
  return {
    ...{ remote, tenant, endOf },
    entra: (change: Partial<EntraCredentials> = {}) =>
      probe({ kind: 'entra', values: { tenantId, clientId, clientSecret, ...change } }),
  }
}

describe('trying Entra', () => {
  it('signs in and may read everything', async () => {
    expect(await connect().entra()).toEqual(
      ['sign-in', 'users', 'groups', 'sign-ins'].map((what) => ({
        kind: 'entra',
        what,
        outcome: 'ok',
        ...(what === 'sign-ins' && OPTIONAL),
      })),
    )
  })

  it.each<[string, Partial<EntraCredentials>, string]>([
    ['another secret', { clientSecret: 'another~secret' }, 'secret-wrong'],
    ['the id of the secret instead of its value', { clientSecret: GUID }, 'secret-is-its-id'],
    ['another application', { clientId: GUID }, 'app-unknown'],
    ['another tenant', { tenantId: GUID }, 'tenant-unknown'],
  ])('names %s', async (_, change, outcome) => {
    expect(await connect().entra(change)).toEqual([{ kind: 'entra', what: 'sign-in', outcome }])
  })

  it('names an expired secret', async () => {
    const { tenant, entra } = connect()
    tenant.setSecretExpired(true)

    expect(await entra()).toEqual([{ kind: 'entra', what: 'sign-in', outcome: 'secret-expired' }])
  })

  it.each([
    ['User.Read.All', 'users'],
    ['GroupMember.Read.All', 'groups'],
    ['AuditLog.Read.All', 'sign-ins'],
  ])('names the missing permission %s', async (missing, what) => {
    const { tenant, entra } = connect()
    tenant.setConsentedRoles(ALL_ROLES.filter((role) => role !== missing))

    const findings = await entra()

    expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([
      expect.objectContaining({ kind: 'entra', what, outcome: 'permission-missing' }),
    ])
  })

  it('tells a missing licence from a missing permission', async () => {
    const { tenant, entra } = connect()
    tenant.setPremium(false)

    expect((await entra()).at(-1)).toEqual({ kind: 'entra', what: 'sign-ins', outcome: 'no-premium', ...OPTIONAL })
  })

  it('does not wait for a service that is down', async () => {
    const { remote, entra } = connect()
    remote.answer = () => ({ status: 503, headers: {}, body: '' })

    expect(await entra()).toMatchObject([{ kind: 'entra', what: 'sign-in', outcome: 'no-answer' }])
    expect(remote.sent).toHaveLength(1)
  })
})

describe('the end of a connection', () => {
  it('is the last day of the certificate, and nothing for a text that is none or for a secret', () => {
    const { tenant, endOf } = connect()
    const endWith = (credential: object) =>
      endOf({ kind: 'entra', values: { tenantId: 't', clientId: 'c', ...credential } })
    const privateKey = '-----BEGIN PRIVATE KEY-----'

    expect(endWith({ certificate: tenant.certificate, privateKey })).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(endWith({ certificate: '-----BEGIN nothing', privateKey })).toBeNull()
    expect(endWith({ clientSecret: 'secret' })).toBeNull()
  })
})
