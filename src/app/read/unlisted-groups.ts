import { codeOf } from '../../core/errors'
import { MINUTE_MS } from '../../core/time'
import { checkTargetGroup } from '../../core/target-group'
import type { Ports } from '../../ports'
import type { ConnectedInfo } from '../state/connections'
import { unlistedGroups } from '../state/group-facts'

/** A group gives a product, could be on the list of groups that the app may write to, and is not. */
export interface UnlistedGroup {
  readonly productKey: string
  readonly groupId: string
  readonly name: string
}

interface ProductGroups {
  readonly productKey: string
  readonly accessGroupIds: readonly string[]
}

/** The page is looked at often, and such groups come rarely. */
const MAX_AGE_MS = 10 * MINUTE_MS

/**
 * Somebody gave a product another access group after the credential was entered: nobody is added to it or taken from it
 * until it is on the list. Groups that can never be on it (of administrators, of the identity provider) are no news.
 */
export async function readUnlistedGroups(
  ports: Pick<Ports, 'accounts' | 'store' | 'site' | 'clock' | 'log'>,
  connected: ConnectedInfo | null,
  products: readonly ProductGroups[],
): Promise<readonly UnlistedGroup[]> {
  if (connected === null) return []
  const listed = new Set(connected.groupIds)
  const unlisted = [...new Set(products.flatMap((one) => one.accessGroupIds))].filter((id) => !listed.has(id)).sort()
  if (unlisted.length === 0) return []
  const names = await readNames(ports, unlisted)
  return products.flatMap(({ productKey, accessGroupIds }) =>
    accessGroupIds.flatMap((groupId) => {
      const name = names.get(groupId)
      return name === undefined ? [] : [{ productKey, groupId, name }]
    }),
  )
}

/** Names of those that could be on the list; without an answer there is no news. */
async function readNames(
  ports: Parameters<typeof readUnlistedGroups>[0],
  unlisted: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    const possible = await readPossible(ports, unlisted)
    if (possible.length === 0) return new Map()
    return new Map([...(await ports.accounts.describeGroups(possible))].map(([id, { name }]) => [id, name]))
  } catch (error) {
    if (codeOf(error) === null) throw error
    ports.log.warn('access groups not read', { because: codeOf(error) })
    return new Map()
  }
}

async function readPossible(
  { accounts, store, site, clock }: Parameters<typeof readUnlistedGroups>[0],
  unlisted: readonly string[],
): Promise<readonly string[]> {
  const known = await unlistedGroups.read(store)
  const isFresh = known !== null && clock.now().getTime() - Date.parse(known.at) < MAX_AGE_MS
  if (isFresh && known.unlisted.join() === unlisted.join()) return known.possible
  const groups = [...(await accounts.readGroups(unlisted)).values()]
  // What a role means that nobody knows can be said; such a group may be on the list before.
  const possible = groups
    .filter((group) => [null, 'unknown-role'].includes(checkTargetGroup(group, site.cloudId(), {})))
    .map(({ id }) => id)
  await unlistedGroups.change(store, () => ({ at: clock.now().toISOString(), unlisted, possible }))
  return possible
}
