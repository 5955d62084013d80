/** The properties of a user on Graph v1.0 (CSDL of 2026-08-20, those of identity), and how each is derived here. */
import { publishedMark } from '../daily-publication'
import { badRequest } from './errors'
import { SIGN_IN_ACTIVITY_PUBLISHED_AT_MS } from './limits'
import type { EntraUser } from './tenant'

type Read = (user: EntraUser) => unknown

const NOTHING: Read = () => null
const EMPTY: Read = () => []

const READERS: Readonly<Record<string, Read>> = {
  id: (user) => user.id,
  deletedDateTime: (user) => (user.deletedAt === null ? null : graphTime(user.deletedAt)),
  accountEnabled: (user) => user.accountEnabled,
  createdDateTime: (user) => graphTime(user.createdAt),
  displayName: (user) => user.displayName,
  givenName: (user) => user.givenName,
  surname: (user) => user.surname,
  mail: (user) => user.mail,
  mailNickname: (user) => user.userPrincipalName.split('@')[0],
  userPrincipalName: (user) => user.userPrincipalName,
  userType: (user) => user.userType,
  employeeId: (user) => user.employeeId,
  onPremisesImmutableId: (user) => user.onPremisesImmutableId,
  proxyAddresses: (user) => (user.mail === null ? [] : [`SMTP:${user.mail}`]),
  ...Object.fromEntries(
    ['assignedLicenses', 'businessPhones', 'identities', 'licenseAssignmentStates', 'otherMails'].map((name) => [
      name,
      EMPTY,
    ]),
  ),
  ...Object.fromEntries(
    [
      ...['city', 'companyName', 'country', 'creationType', 'department', 'employeeHireDate'],
      ...['employeeLeaveDateTime', 'employeeOrgData', 'employeeType', 'externalUserState', 'isResourceAccount'],
      ...['jobTitle', 'lastPasswordChangeDateTime', 'mobilePhone', 'officeLocation', 'onPremisesDistinguishedName'],
      ...['onPremisesExtensionAttributes', 'onPremisesLastSyncDateTime'],
      ...['onPremisesSamAccountName', 'onPremisesSyncEnabled', 'onPremisesUserPrincipalName', 'preferredLanguage'],
      ...['securityIdentifier', 'showInAddressList', 'signInSessionsValidFromDateTime', 'state', 'usageLocation'],
    ].map((name) => [name, NOTHING]),
  ),
}

/** What comes without `$select`. */
const DEFAULT_SELECT =
  'businessPhones,displayName,givenName,id,jobTitle,mail,mobilePhone,officeLocation,preferredLanguage,surname,userPrincipalName'

/** Names of the properties to send, in the order asked for. `signInActivity` is one of them, though its data lives elsewhere. */
export function parseUserSelect(text: string | null): readonly string[] {
  const names = (text === null || text === '' ? DEFAULT_SELECT : text).split(',').map((name) => name.trim())
  const wrong = names.find((name) => READERS[name] === undefined && name !== 'signInActivity')
  if (wrong === undefined) return names
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${wrong}' on type 'microsoft.graph.user'.`,
  )
}

export function writeUser(user: EntraUser, select: readonly string[], now: number): string {
  const value: Record<string, unknown> = {}
  for (const name of select) {
    const read = READERS[name]
    if (read !== undefined) value[name] = read(user)
    else addSignInActivity(value, user, now)
  }
  return JSON.stringify(value)
}

/** How Graph writes that it knows no sign-in; Microsoft's own sample of a list has the last two. */
const UNKNOWN = [undefined, null, '', '0001-01-01T00:00:00Z'] as const

/**
 * Who never signed in gets one of the four shapes, by the order of creation: no property at all, null, empty, or year 1.
 * Only interactive sign-ins happen here: the other kind is year 1 for everybody else.
 */
function addSignInActivity(value: Record<string, unknown>, user: EntraUser, now: number): void {
  const at = publishedMark(user.lastSignInAt, user.earlierSignInAt, now, SIGN_IN_ACTIVITY_PUBLISHED_AT_MS)
  const unknown = UNKNOWN[user.position % UNKNOWN.length]
  if (at === null && unknown === undefined) return
  const interactive = at === null ? unknown : graphTime(at)
  value['signInActivity'] = {
    lastSignInDateTime: interactive,
    lastSignInRequestId: null,
    lastNonInteractiveSignInDateTime: at === null ? unknown : '0001-01-01T00:00:00Z',
    lastNonInteractiveSignInRequestId: null,
    lastSuccessfulSignInDateTime: interactive,
    lastSuccessfulSignInRequestId: null,
  }
}

/** Graph writes whole seconds. */
export function graphTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
