import { createDirectories } from '../../../../src/adapters/directories/create-directories'
import type { OktaCredentials } from '../../../../src/adapters/directories/okta/schema'
import { SAMPLE_PRIVATE_KEY } from '../../../../sandbox/sample-key'
import { createOktaWorld } from '../../../sandbox/okta/okta-world'
import { createRemote } from '../../../support/remote-fetch'

function connect() {
  const { clock, okta, org } = createOktaWorld()
  const remote = createRemote([okta])
  const { probe } = createDirectories({ fetch: remote.fetch, now: () => new Date(clock.now()) })
  const orgUrl = `https://${org.host}`
  const { clientId, keyId } = org
  const app = { clientId, keyId, privateKey: SAMPLE_PRIVATE_KEY }
  return {
    ...{ org, remote },
    withToken: (apiToken = org.apiToken) => probe({ kind: 'okta', values: { orgUrl, apiToken } }),
    withApp: (change: Partial<OktaCredentials> = {}) => probe({ kind: 'okta', values: { orgUrl, ...app, ...change } }),
  }
}

describe('trying Okta', () => {
  it('is content with a token or a service app that may read', async () => {
    const { withToken, withApp } = connect()

    expect(await withToken()).toEqual([{ kind: 'okta', what: 'people', outcome: 'ok' }])
    expect(await withApp()).toEqual([{ kind: 'okta', what: 'people', outcome: 'ok' }])
  })

  it('names a token that is wrong or was revoked', async () => {
    const { org, withToken } = connect()
    expect(await withToken('nonsense')).toEqual([{ kind: 'okta', what: 'people', outcome: 'token-refused' }])
    org.setTokenRevoked(true)

    expect(await withToken()).toEqual([{ kind: 'okta', what: 'people', outcome: 'token-refused' }])
  })

  it('names a service app that Okta does not know by this key, and one without a scope', async () => {
    const { org, withApp } = connect()
    expect(await withApp({ keyId: 'another' })).toEqual([{ kind: 'okta', what: 'people', outcome: 'app-refused' }])
    org.setGrantedScopes(['okta.users.read'])

    expect(await withApp({ clientId: org.clientId })).toEqual([
      { kind: 'okta', what: 'people', outcome: 'scope-missing' },
    ])
  })

  it('names a missing administrator role', async () => {
    const { remote, withToken } = connect()
    const body = JSON.stringify({ errorCode: 'E0000006', errorSummary: 'You do not have permission' })
    remote.answer = ({ pathname }) => (pathname === '/api/v1/groups' ? { status: 403, body } : undefined)

    expect(await withToken()).toEqual([{ kind: 'okta', what: 'people', outcome: 'role-missing' }])
  })

  it('names an address at which there is no Okta org', async () => {
    const { remote, withToken } = connect()
    remote.answer = () => ({ status: 404, body: '<!doctype html><title>Page not found</title>' })

    expect(await withToken()).toEqual([{ kind: 'okta', what: 'people', outcome: 'address-wrong' }])
  })

  it('does not wait for a service that is down', async () => {
    const { remote, withToken } = connect()
    remote.answer = () => ({ status: 503, body: '' })

    expect(await withToken()).toMatchObject([{ kind: 'okta', what: 'people', outcome: 'no-answer' }])
  })
})
