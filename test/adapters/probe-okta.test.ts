import { createProbes } from '../../src/adapters/probes'
import type { OktaAccess } from '../../src/ports'
import { SAMPLE_PRIVATE_KEY } from '../../sandbox/sample-key'
import { createOktaWorld } from '../sandbox/okta/okta-world'
import { createRemote } from '../support/remote-fetch'

function connect() {
  const { clock, okta, org } = createOktaWorld()
  const remote = createRemote([okta])
  const probes = createProbes(remote.fetch, () => new Date(clock.now()))
  const orgUrl = `https://${org.host}`
  const { clientId, keyId } = org
  const app = { clientId, keyId, privateKey: SAMPLE_PRIVATE_KEY }
  return {
    ...{ org, remote },
    withToken: (apiToken = org.apiToken) => probes.okta({ orgUrl, apiToken }),
    withApp: (change: Partial<NonNullable<OktaAccess['serviceApp']>> = {}) =>
      probes.okta({ orgUrl, serviceApp: { ...app, ...change } }),
  }
}

describe('trying Okta', () => {
  it('is content with a token or a service app that may read', async () => {
    const { withToken, withApp } = connect()

    expect(await withToken()).toEqual([{ what: 'okta', outcome: 'ok' }])
    expect(await withApp()).toEqual([{ what: 'okta', outcome: 'ok' }])
  })

  it('names a token that is wrong or was revoked', async () => {
    const { org, withToken } = connect()
    expect(await withToken('nonsense')).toEqual([{ what: 'okta', outcome: 'token-refused' }])
    org.setTokenRevoked(true)

    expect(await withToken()).toEqual([{ what: 'okta', outcome: 'token-refused' }])
  })

  it('names a service app that Okta does not know by this key, and one without a scope', async () => {
    const { org, withApp } = connect()
    expect(await withApp({ keyId: 'another' })).toEqual([{ what: 'okta', outcome: 'app-refused' }])
    org.setGrantedScopes(['okta.users.read'])

    expect(await withApp({ clientId: org.clientId })).toEqual([{ what: 'okta', outcome: 'scope-missing' }])
  })

  it('names a missing administrator role', async () => {
    const { remote, withToken } = connect()
    const body = JSON.stringify({ errorCode: 'E0000006', errorSummary: 'You do not have permission' })
    remote.answer = ({ pathname }) => (pathname === '/api/v1/groups' ? { status: 403, body } : undefined)

    expect(await withToken()).toEqual([{ what: 'okta', outcome: 'role-missing' }])
  })

  it('names an address at which there is no Okta org', async () => {
    const { remote, withToken } = connect()
    remote.answer = () => ({ status: 404, body: '<!doctype html><title>Page not found</title>' })

    expect(await withToken()).toEqual([{ what: 'okta', outcome: 'address-wrong' }])
  })

  it('does not wait for a service that is down', async () => {
    const { remote, withToken } = connect()
    remote.answer = () => ({ status: 503, body: '' })

    expect(await withToken()).toMatchObject([{ what: 'okta', outcome: 'no-answer' }])
  })
})
