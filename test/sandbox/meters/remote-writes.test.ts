import { isRemoteWrite } from '../../../sandbox/meters/remote-writes'
import type { ServiceRequest } from '../../../sandbox/service'

const ORG = 'https://api.atlassian.com/admin/v2/orgs/o/directories/d'
const SCIM = 'https://api.atlassian.com/scim/directory/d/Users'
const batch = (...items: object[]): string => JSON.stringify({ requests: items })

describe('isRemoteWrite', () => {
  it.each([
    ['GET', `${ORG}/groups/g`, null, false],
    ['POST', `${ORG}/users/search`, '{}', false],
    ['POST', `${ORG}/groups/search`, '{}', false],
    ['POST', 'https://login.microsoftonline.com/t/oauth2/v2.0/token', 'x', false],
    ['POST', 'https://graph.microsoft.com/v1.0/users/u/checkMemberGroups', '{}', false],
    ['POST', 'https://graph.microsoft.com/v1.0/$batch', batch({ id: '1', method: 'GET', url: '/users/1' }), false],
    ['POST', 'https://graph.microsoft.com/v1.0/$batch', batch({ id: '1', method: 'PATCH', url: '/users/1' }), true],
    ['POST', `${ORG}/groups/g/memberships`, '{}', true],
    ['DELETE', `${ORG}/groups/g/memberships/a`, null, true],
    ['POST', `${ORG}/users/a/suspend`, '{}', true],
    ['POST', SCIM, '{}', true],
    ['PATCH', `${SCIM}/1`, '{}', true],
  ])('%s %s %s: %s', (method, url, body, expected) => {
    expect(isRemoteWrite('entra', { method, url: new URL(url), body } as ServiceRequest)).toBe(expected)
  })
})
