/** The four remote services over one small site and tenant, and a client for them. */
import { createSite } from '../../sandbox/atlassian/create-site'
import { createClock } from '../../sandbox/clock'
import { entraKind } from '../../sandbox/entra/directory-kind'
import { createEntraService } from '../../sandbox/entra/entra-service'
import { createTenant } from '../../sandbox/entra/create-tenant'
import type { ChosenAnswers } from '../../sandbox/guesses/guesses'
import { settleAnswers } from '../../sandbox/guesses/guesses'
import { createJiraService } from '../../sandbox/jira/jira-service'
import { createOrganizationService } from '../../sandbox/organization/organization-service'
import { createRandom } from '../../sandbox/random'
import { createScimService } from '../../sandbox/scim/scim-service'
import type { Caller, Service } from '../../sandbox/service'
import { holdToContract } from '../support/contracts'

export const START = Date.parse('2026-01-05T00:00:00Z')
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const DAY = 1_440 * MINUTE
export const LONG_AGO = START - 300 * DAY

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- assertions read replies field by field
export type Body = any

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body
}

interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly caller?: Caller
}

const SCOPES = ['manage:jira-configuration', 'read:jira-user', 'read:jira-work', 'write:jira-work']

export function createRemoteWorld({
  seats = 2,
  scopes = SCOPES,
  guesses = {},
  isHeldToContracts = true,
}: {
  seats?: number | null
  scopes?: readonly string[]
  guesses?: ChosenAnswers
  /** false: under answers without something that the app relies on today, which the contracts therefore ask for. */
  isHeldToContracts?: boolean
} = {}) {
  const hold = <S extends Service>(service: S): S => (isHeldToContracts ? holdToContract(service) : service)
  const answers = settleAnswers(guesses)
  const clock = createClock(START)
  const random = createRandom('test')
  const site = createSite({ clock, random: random.fork('site'), answers })
  const tenant = createTenant({ clock, random: random.fork('tenant'), kind: entraKind(answers) })
  site.addProduct({ key: 'jira-software', name: 'Jira', seats })
  const access = site.addGroup({ name: 'jira-users', productKeys: ['jira-software'] })
  const organization = hold(createOrganizationService({ clock, site, random, answers }))
  const scim = hold(createScimService({ clock, site, random, answers }))
  const entra = hold(createEntraService({ clock, tenant, random, answers }))
  const jira = hold(createJiraService({ clock, site, scopes, answers }))

  function send(
    service: Service,
    method: string,
    url: string,
    { body, headers = {}, caller = { kind: 'app' } }: Sent = {},
  ): Answer {
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
    const origin = { functionKey: 'worker', invocationId: 1 }
    const sent = text === null ? headers : { 'content-type': 'application/json', ...headers }
    const reply = service.handle({ method, url: new URL(url), headers: sent, body: text, caller, origin })
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      body: reply.body === '' ? null : JSON.parse(reply.body),
    }
  }

  function askToken(change: Record<string, string> = {}): Answer {
    const form = new URLSearchParams({
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
      grant_type: 'client_credentials',
      ...change,
    })
    const url = `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return send(entra, 'POST', url, { body: form.toString(), headers })
  }

  const orgUrl = `https://api.atlassian.com/admin/v2/orgs/${site.orgId}/directories/${site.directoryId}`
  const scimUrl = `https://api.atlassian.com/scim/directory/${site.scimDirectoryId}`
  const orgKey = { authorization: `Bearer ${site.orgApiKey}` }
  const scimKey = { authorization: `Bearer ${site.scimApiKey}` }

  return {
    ...{ clock, site, tenant, access, organization, scim, entra, jira, send, askToken },
    person: (name: string) =>
      site.addAccount({
        email: `${name.toLowerCase()}@example.com`,
        displayName: name,
        addedAt: LONG_AGO,
        by: 'admin',
      }),
    colleague: (name: string) => {
      const address = `${name.toLowerCase()}@example.com`
      return tenant.addUser({
        displayName: name,
        givenName: name,
        surname: 'X',
        userPrincipalName: address,
        mail: address,
      })
    },
    wait: (ms: number) => clock.runUntil(clock.now() + ms),
    askOrganization: (method: string, path: string, body?: unknown) =>
      send(organization, method, `${orgUrl}${path}`, { body, headers: orgKey }),
    askAudit: (path: string) =>
      send(organization, 'GET', `https://api.atlassian.com/admin/v1/orgs/${site.orgId}/${path}`, { headers: orgKey }),
    askScim: (method: string, path: string, body?: unknown) =>
      send(scim, method, `${scimUrl}${path}`, { body, headers: scimKey }),
    askJira: (path: string, caller: Caller = { kind: 'app' }) =>
      send(jira, 'GET', `${site.siteUrl}/rest/api/3${path}`, { caller }),
    /** @param target a path below /v1.0, or a whole link */
    askGraph: (method: string, target: string, { body, headers = {}, token }: Sent & { token?: string } = {}) => {
      const bearer = token ?? (askToken().body.access_token as string)
      const url = target.startsWith('https:') ? target : `https://graph.microsoft.com/v1.0${target}`
      return send(entra, method, url, { body, headers: { ...headers, authorization: `Bearer ${bearer}` } })
    },
  }
}

export type RemoteWorld = ReturnType<typeof createRemoteWorld>

/** Follows the links of a Graph list; throws unless every page is there. */
export function readGraphList(
  world: RemoteWorld,
  target: string,
  options: Parameters<RemoteWorld['askGraph']>[2] = {},
): { values: Body[]; deltaLink: string } {
  const values: Body[] = []
  for (let next = target; ;) {
    const { status, body } = world.askGraph('GET', next, options)
    if (status !== 200) throw new Error(`Expected 200, got ${status} ${JSON.stringify(body)}`)
    values.push(...body.value)
    if (body['@odata.nextLink'] === undefined) return { values, deltaLink: body['@odata.deltaLink'] }
    next = body['@odata.nextLink']
  }
}
