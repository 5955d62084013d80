/** One exchange per contracted operation, as the app asks and the sandbox answers. */
import type { Service } from '../../sandbox/service'
import type { RemoteWorld } from '../sandbox/remote-world'
import { createRemoteWorld, DAY, MINUTE } from '../sandbox/remote-world'
import type { Exchange } from './exchange'
import { askOkta } from './okta-samples'

export type Ask = (
  service: Service,
  method: string,
  url: string,
  options?: { body?: unknown; headers?: Readonly<Record<string, string>>; type?: string },
) => Exchange

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'

/** @returns exchanges by the name of their operation */
export async function collectSamples(): Promise<ReadonlyMap<string, Exchange>> {
  const world = createRemoteWorld({ seats: 10 })
  const samples = new Map<string, Exchange>()
  const ask: Ask = (service, method, url, { body, headers = {}, type = 'application/json' } = {}) => {
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
    const sent = text === null ? headers : { ...headers, 'content-type': type }
    const request = { method, url: new URL(url), headers: sent, body: text }
    const reply = service.handle({ ...request, caller: { kind: 'app' }, origin: null })
    return { service: service.name, request, reply }
  }
  await askEntra(world, ask, samples)
  await askAtlassian(world, ask, samples)
  await askOkta(ask, samples)
  return samples
}

async function askEntra(
  { entra, tenant, ...world }: RemoteWorld,
  ask: Ask,
  samples: Map<string, Exchange>,
): Promise<void> {
  const [ada, ben] = ['Ada', 'Ben'].map(world.colleague)
  const group = tenant.addGroup('Everybody')
  for (const user of [ada!, ben!]) tenant.setMember(group.id, user.id, true)
  tenant.recordSignIn(ada!.id)
  await world.wait(DAY)

  const form = {
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  }
  const token = ask(entra, 'POST', `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`, {
    body: new URLSearchParams(form).toString(),
    type: 'application/x-www-form-urlencoded',
  })
  samples.set('entra/get-token', token)
  const bearer = { authorization: `Bearer ${(JSON.parse(token.reply.body) as { access_token: string }).access_token}` }
  const graph = (method: string, path: string, body?: unknown, more = {}): Exchange =>
    ask(entra, method, path.startsWith('https:') ? path : `https://graph.microsoft.com/v1.0${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { ...bearer, ...more },
    })

  samples.set('entra/list-users', graph('GET', '/users?$select=id,displayName,signInActivity&$top=1'))
  const latest = graph('GET', '/users/delta?$select=id,accountEnabled&$deltatoken=latest')
  tenant.updateUser(ada!.id, { accountEnabled: false })
  tenant.deleteUser(ben!.id)
  await world.wait(10 * MINUTE)
  const deltaLink = (JSON.parse(latest.reply.body) as Record<string, string>)['@odata.deltaLink']!
  samples.set('entra/users-delta', graph('GET', deltaLink))
  samples.set('entra/get-user', graph('GET', `/users/${ada!.id}?$select=id,mail`))
  samples.set('entra/list-groups', graph('GET', '/groups?$select=id&$top=1'))
  samples.set('entra/get-group', graph('GET', `/groups/${group.id}?$select=id,displayName`))
  const members = `/groups/${group.id}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=999`
  samples.set('entra/list-transitive-members', graph('GET', members, undefined, { consistencylevel: 'eventual' }))
  const check = { groupIds: [group.id] }
  samples.set('entra/check-member-groups', graph('POST', `/users/${ada!.id}/checkMemberGroups`, check))
  const filter = `appId eq '${tenant.atlassianAppId}' and status/errorCode eq 0`
  samples.set('entra/list-sign-ins', graph('GET', `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}&$top=1000`))
  const requests = [{ id: '0', method: 'GET', url: `/users/${ada!.id}?$select=id` }]
  samples.set('entra/batch', graph('POST', '/$batch', { requests }))
}

async function askAtlassian(world: RemoteWorld, ask: Ask, samples: Map<string, Exchange>): Promise<void> {
  const { site, access, organization, scim, jira } = world
  const grace = world.person('Grace')
  site.setMember(grace.accountId, access.groupId, true, 'admin')
  site.recordActivity(grace.accountId)
  // Until its groups and its activity are published.
  await world.wait(2 * DAY)
  const spare = site.addGroup({ name: 'spare' })
  const org = (method: string, path: string, body?: unknown): Exchange =>
    ask(
      organization,
      method,
      `https://api.atlassian.com/admin/v2/orgs/${site.orgId}/directories/${site.directoryId}${path}`,
      {
        ...(body === undefined ? {} : { body }),
        headers: { authorization: `Bearer ${site.orgApiKey}` },
      },
    )
  const search = { limit: 1, expand: ['productAccess', 'groups', 'platformRoles', 'counts.resources'] }
  samples.set('organization/search-users', org('POST', '/users/search', { ...search, accountIds: [grace.accountId] }))
  samples.set('organization/count-users', org('GET', `/users/count?groupIds=${access.groupId}&status=active`))
  const groups = { groupIds: [access.groupId], limit: 100, expand: ['counts.users'] }
  samples.set('organization/search-groups', org('POST', '/groups/search', groups))
  samples.set('organization/list-group-roles', org('GET', `/groups/${access.groupId}/role-assignments`))
  samples.set('organization/list-user-roles', org('GET', `/users/${grace.accountId}/role-assignments`))
  const admin = (path: string): Exchange =>
    ask(organization, 'GET', `https://api.atlassian.com/admin${path}`, {
      headers: { authorization: `Bearer ${site.orgApiKey}` },
    })
  samples.set('organization/list-organizations', admin('/v1/orgs'))
  samples.set('organization/list-directories', admin(`/v2/orgs/${site.orgId}/directories`))
  samples.set(
    'organization/invite-users',
    ask(organization, 'POST', `https://api.atlassian.com/admin/v2/orgs/${site.orgId}/users/invite`, {
      body: { emails: ['kit@example.com'], sendNotification: false },
      headers: { authorization: `Bearer ${site.orgApiKey}` },
    }),
  )
  const memberships = `/groups/${spare.groupId}/memberships`
  samples.set('organization/add-membership', org('POST', memberships, { accountId: grace.accountId }))
  samples.set('organization/remove-membership', org('DELETE', `${memberships}/${grace.accountId}`))
  site.recordLogin(grace.accountId)
  await world.wait(10 * MINUTE)
  const v1 = (path: string): Exchange =>
    ask(organization, 'GET', `https://api.atlassian.com/admin/v1/orgs/${site.orgId}${path}`, {
      headers: { authorization: `Bearer ${site.orgApiKey}` },
    })
  samples.set('organization/poll-events', v1(`/events-stream?limit=500&from=${world.clock.now() - DAY}`))
  samples.set('organization/list-event-actions', v1('/event-actions'))
  samples.set('organization/suspend-user', org('POST', `/users/${grace.accountId}/suspend`, {}))
  samples.set('organization/restore-user', org('POST', `/users/${grace.accountId}/restore`, {}))

  const directory = (method: string, path: string, body?: unknown): Exchange =>
    ask(scim, method, `https://api.atlassian.com/scim/directory/${site.scimDirectoryId}${path}`, {
      ...(body === undefined ? {} : { body, type: 'application/scim+json' }),
      headers: { authorization: `Bearer ${site.scimApiKey}` },
    })
  const emails = [{ value: 'linus@example.com', type: 'work', primary: true }]
  const user = {
    schemas: [USER_SCHEMA],
    userName: 'linus@example.com',
    name: { givenName: 'Linus' },
    emails,
    active: true,
  }
  const created = directory('POST', '/Users', user)
  samples.set('scim/create-user', created)
  samples.set(
    'scim/find-users',
    directory('GET', `/Users?filter=${encodeURIComponent('userName eq "linus@example.com"')}`),
  )
  const { id } = JSON.parse(created.reply.body) as { id: string }
  samples.set('scim/replace-user', directory('PUT', `/Users/${id}`, { ...user, displayName: 'Linus' }))
  samples.set('scim/read-user', directory('GET', `/Users/${id}`))

  const rest = `${site.siteUrl}/rest/api/3`
  samples.set('jira/get-application-role', ask(jira, 'GET', `${rest}/applicationrole/jira-software`))
  samples.set('jira/list-application-roles', ask(jira, 'GET', `${rest}/applicationrole`))
  samples.set('jira/get-my-permissions', ask(jira, 'GET', `${rest}/mypermissions?permissions=ADMINISTER`))
  samples.set('jira/get-server-info', ask(jira, 'GET', `${rest}/serverInfo`))
  jira.issues.add('IT-1')
  const to = { users: [{ accountId: grace.accountId }] }
  const notice = { subject: 'Your seat', textBody: 'Open this issue.', htmlBody: '<p>Open this issue.</p>', to }
  samples.set('jira/notify-issue', ask(jira, 'POST', `${rest}/issue/IT-1/notify`, { body: notice }))
}
