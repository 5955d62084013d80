/** Rule 10: on unchanged data a run writes nothing outside, and at most ten times to the store. */
import { isRemoteWrite } from '../../meters/remote-writes'
import type { ServiceRequest } from '../../service'
import type { World } from '../world'
import type { Ending } from './ending'

const LASTS = '40m'
const DAY_MS = 86_400_000
const DORMANCY_MS = 180 * DAY_MS
const HOUR_MS = 3_600_000
const KVS_WRITES_MAX = 10
const WRITES = /\/(set|delete|transaction)$/

export const quietRunsWriteNothing: Ending = {
  name: 'quiet-runs-write-nothing',
  check: async (world) => {
    const { host } = world.sandbox
    let isWatching = true
    let isUndisturbed = true
    const written: string[] = []
    const storeWrites = new Map<number, number>()
    host.onRequest((service, request) => {
      if (!isWatching || request.origin === null || !isRemoteWrite(service, request)) return
      if (isJustDormant(world, request) || isRoleRemembered(world, request)) isUndisturbed = false
      else written.push(`${request.method} ${request.url.pathname} by ${request.origin.functionKey}`)
    })
    const stop = host.addPlatformInterceptor(({ kind, path, functionKey, invocationId }) => {
      if (kind === 'kvs' && functionKey === 'jobs-worker' && WRITES.test(path))
        storeWrites.set(invocationId, (storeWrites.get(invocationId) ?? 0) + 1)
      return undefined
    })
    for (const job of ['provision', 'sweep']) await world.call('runNow', { job })
    await world.sandbox.runFor(LASTS)
    isWatching = false
    stop()
    const most = Math.max(0, ...storeWrites.values())
    return [
      ...(isUndisturbed ? written.map((call) => `Nothing had changed, and yet: ${call}.`) : []),
      ...(isUndisturbed && most > KVS_WRITES_MAX
        ? [`Nothing had changed, and one run wrote ${most} times to the store.`]
        : []),
    ]
  },
}

/** Time alone has made somebody dormant since the last sweep: that is no unchanged data. */
function isJustDormant({ sandbox: { site, clock } }: World, { method, url }: ServiceRequest): boolean {
  const accountId = decodeURIComponent(/\/memberships\/([^/]+)$/.exec(url.pathname)?.[1] ?? '')
  const last = site.accounts.get(accountId)?.lastActiveAt
  return method === 'DELETE' && last != null && clock.now() - last < DORMANCY_MS + 3 * HOUR_MS
}

/** A plan goes by roles that were read within the day: that a group of the person has lost one may be news to this run. */
function isRoleRemembered({ sandbox: { site, clock }, truth }: World, { url }: ServiceRequest): boolean {
  const [, left = '', accountId = ''] = /\/groups\/([^/]+)\/memberships\/([^/]+)$/.exec(url.pathname) ?? []
  const groupIds = [left, ...(site.accounts.get(decodeURIComponent(accountId))?.groupIds ?? [])]
  return groupIds.some((groupId) => truth.gaveRoleSince(groupId, clock.now() - DAY_MS))
}
