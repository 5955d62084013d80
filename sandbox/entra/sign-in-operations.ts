/** GET /auditLogs/signIns: interactive sign-ins, newest first. */
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { notPremium } from './errors'
import { parseSignInFilter } from './filters'
import { SIGN_INS_PAGE_MAX } from './limits'
import { nextLink, pageReply, readSkipToken, readTop, writeSkipToken } from './odata'
import type { SignIn } from './tenant'
import { graphTime } from './user-properties'
import type { EntraWorld } from './world'

export function listSignIns(world: EntraWorld, call: Call): ServiceReply {
  const { clock, tenant, strictness, throttle } = world
  throttle.takeReport()
  if (!tenant.isPremium) throw notPremium()
  const top = readTop(call, SIGN_INS_PAGE_MAX, SIGN_INS_PAGE_MAX)
  const [skip = 0, asOf = clock.now()] = readSkipToken(call) ?? []
  const query = parseSignInFilter(strictness, call.query.get('$filter'))
  const rows = query === null ? [] : tenant.findSignIns({ ...query, asOf }, skip, top + 1)
  const page = rows.slice(0, top)
  tenant.deliverSignIns(page)
  const next = rows.length > top ? nextLink(call, writeSkipToken([skip + top, asOf])) : undefined
  return pageReply(call, { context: 'auditLogs/signIns', items: page.map((row) => writeSignIn(world, row)), next })
}

/** Put together by hand: a poll every five minutes with overlapping windows sends each row several times. */
function writeSignIn({ tenant }: EntraWorld, { id, userId, appId, at }: SignIn): string {
  const user = tenant.users.get(userId) ?? tenant.deletedUsers.get(userId)
  const appName = appId === tenant.atlassianAppId ? '"Atlassian Cloud"' : 'null'
  return (
    `{"id":"${id}","createdDateTime":"${graphTime(at)}","userDisplayName":${JSON.stringify(user?.displayName ?? null)},` +
    `"userPrincipalName":${JSON.stringify(user?.userPrincipalName ?? null)},"userId":"${userId}","appId":"${appId}",` +
    `"appDisplayName":${appName},"clientAppUsed":"Browser","correlationId":"${id}","conditionalAccessStatus":"notApplied",` +
    `"isInteractive":true,"resourceDisplayName":${appName},"resourceId":null,"status":{"errorCode":0,"failureReason":"Other.",` +
    `"additionalDetails":null},"location":null,"deviceDetail":null,"riskDetail":"none","riskLevelAggregated":"none",` +
    `"riskLevelDuringSignIn":"none","riskState":"none","riskEventTypes_v2":[],"ipAddress":null}`
  )
}
