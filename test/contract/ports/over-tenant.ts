/** Harness parts that directories over the sandbox share: its people live in one tenant, whatever service shows them. */
import type { Tenant } from '../../../sandbox/entra/tenant'
import type { ServiceReply } from '../../../sandbox/service'
import type { Remote } from '../../support/remote-fetch'
import type { DirectoryHarness } from './directory-harness'

type Acts = Pick<
  DirectoryHarness,
  'appId' | 'addPerson' | 'setEnabled' | 'remove' | 'addGroup' | 'renameGroup' | 'setMember' | 'signIn'
>

export function addToTenant(tenant: Tenant): Acts {
  return {
    appId: tenant.atlassianAppId,
    addPerson: ({ name, login, email, kind }) => {
      const [givenName = '', surname = ''] = name.split(' ')
      const userType = kind === 'guest' ? 'Guest' : 'Member'
      return tenant.addUser({
        ...{ displayName: name, givenName, surname, userPrincipalName: login, mail: email, userType },
      }).id
    },
    setEnabled: (objectId, accountEnabled) => tenant.updateUser(objectId, { accountEnabled }),
    remove: (objectId) => tenant.deleteUser(objectId),
    addGroup: (name) => tenant.addGroup(name).id,
    renameGroup: (groupId, name) => tenant.renameGroup(groupId, name),
    setMember: (groupId, memberId, isMember) => tenant.setMember(groupId, memberId, isMember),
    signIn: (objectId, appId) => tenant.recordSignIn(objectId, appId),
  }
}

/** @param isLater of the addresses of the list: not its first page @param elsewhere a page whose next one lies on another host */
export function breakPages(
  remote: Remote,
  pathname: string,
  isLater: (url: URL) => boolean,
  how: Parameters<DirectoryHarness['breakSecondPage']>[0],
  elsewhere: ServiceReply,
): void {
  // Nobody waits for a service that fails again and again.
  remote.timeLeftMs = 0
  let second: ServiceReply | undefined
  remote.answer = (url, ask) => {
    if (url.pathname !== pathname || !isLater(url)) return undefined
    if (how === 'fails') return { status: 429, headers: { 'retry-after': '60' }, body: '{}' }
    if (how === 'is HTML') return { status: 200, body: '<!doctype html><title>Sign in</title>' }
    if (how === 'lies on another host') return elsewhere
    // The page that leads to itself: its own link is what comes for every page after it.
    second ??= replaceNext(ask(), url)
    return second
  }
}

function replaceNext(reply: ServiceReply, url: URL): ServiceReply {
  if (reply.headers?.['link'] !== undefined)
    return { ...reply, headers: { ...reply.headers, link: `<${url.href}>; rel="next"` } }
  return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), '@odata.nextLink': url.href }) }
}
