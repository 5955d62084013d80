/** One exchange per contracted operation of Okta, as the app asks and the sandbox answers. */
import { createHash, sign } from 'node:crypto'
import { SAMPLE_PRIVATE_KEY } from '../../sandbox/sample-key'
import { createOktaWorld } from '../sandbox/okta/okta-world'
import { DAY } from '../sandbox/remote-world'
import type { Exchange } from './exchange'
import type { Ask } from './samples'

export async function askOkta(ask: Ask, samples: Map<string, Exchange>): Promise<void> {
  const { clock, tenant, org, okta, colleague } = createOktaWorld()
  const ada = colleague('Ada')
  const group = tenant.addGroup('Everybody')
  tenant.setMember(group.id, ada.id, true)
  tenant.recordSignIn(ada.id)
  await clock.runUntil(clock.now() + DAY)
  const get = (path: string): Exchange =>
    ask(okta, 'GET', `https://${org.host}${path}`, { headers: { authorization: `SSWS ${org.apiToken}` } })

  const filter = encodeURIComponent('lastUpdated ge "1970-01-01T00:00:00.000Z"')
  samples.set('okta/list-users', get(`/api/v1/users?filter=${filter}&limit=200`))
  samples.set('okta/list-user-groups', get(`/api/v1/users/${ada.id}/groups`))
  samples.set('okta/list-groups', get('/api/v1/groups?q=every&limit=20'))
  samples.set('okta/get-group', get(`/api/v1/groups/${group.id}`))
  samples.set('okta/list-group-users', get(`/api/v1/groups/${group.id}/users?limit=1000`))
  const events = encodeURIComponent(
    `eventType eq "user.authentication.sso" and target.id eq "${tenant.atlassianAppId}"`,
  )
  const window = `since=2026-01-01T00:00:00Z&until=${new Date(clock.now()).toISOString()}&sortOrder=DESCENDING`
  samples.set('okta/list-logs', get(`/api/v1/logs?${window}&filter=${events}&limit=1000`))
  const form = {
    grant_type: 'client_credentials',
    scope: 'okta.users.read okta.groups.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signAssertion(org, clock.now()),
  }
  const body = new URLSearchParams(form).toString()
  const type = 'application/x-www-form-urlencoded'
  samples.set('okta/get-token', ask(okta, 'POST', `https://${org.host}/oauth2/v1/token`, { body, type }))
}

/** By hand, as another client would: the app's own is made by its library. */
export function signAssertion(org: { clientId: string; keyId: string; host: string }, now: number): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { clientId } = org
  const exp = Math.floor(now / 1_000) + 300
  const jti = createHash('sha256').update(`${clientId}/${now}`).digest('hex')
  const claims = { iss: clientId, sub: clientId, aud: `https://${org.host}/oauth2/v1/token`, exp, jti }
  const content = `${encode({ alg: 'RS256', kid: org.keyId })}.${encode(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), SAMPLE_PRIVATE_KEY).toString('base64url')}`
}
