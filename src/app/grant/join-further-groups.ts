import { targetGroupIds, wantedGroupIds } from '../../core/local-groups'
import { codeOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { mapConcurrent } from '../map-concurrent'
import type { FoundPeople } from '../read/find-people'
import { findKeptByName } from '../read/kept-by-name'
import { readGate } from '../read/group-gate'
import type { OpenGroup } from '../read/group-gate'
import { readAccessGroupIds } from '../read/products'
import { addToGrantReport } from './grant-report'
import { isOutOfTime } from './slice-budget'

/** Groups of the settings that somebody who gets a seat belongs into and is not in. */
export function findFurtherGroups(
  settings: Settings,
  { accounts, memberOf }: Pick<FoundPeople, 'accounts' | 'memberOf'>,
  accountId: string,
): readonly string[] {
  const held = accounts.get(accountId)?.groupIds ?? []
  const wanted = wantedGroupIds(settings, (id) => memberOf.get(accountId)?.includes(id) === true)
  return [...wanted].filter((groupId) => !held.includes(groupId))
}

/**
 * Who has just got a seat also joins the mapped and always-assigned groups. None of them gives a product, and a seat is
 * never taken back because one of them could not be joined: that is reported, and the next provision run completes it.
 */
export async function joinFurtherGroups(
  ports: Ports,
  settings: Settings,
  accountIds: readonly string[],
  furtherOf: (accountId: string) => readonly string[],
): Promise<void> {
  const wanted = accountIds.flatMap((accountId) => furtherOf(accountId).map((groupId) => ({ accountId, groupId })))
  if (wanted.length === 0) return
  const counts = { extraJoined: 0, extraFailed: 0 }
  try {
    const neverAssigned = await findKeptByName(ports.accounts, settings.groups.neverAssign, targetGroupIds(settings))
    const missing = wanted.filter(({ groupId }) => !neverAssigned.has(groupId))
    const accessGroupIds = missing.length === 0 ? [] : await readAccessGroupIds(ports, settings)
    // Each group is read once for everybody, right before.
    const gate = await readGate(
      ports,
      missing.map((one) => one.groupId),
    )
    await mapConcurrent(missing, async ({ accountId, groupId }) => {
      const because = await join(ports, gate.openPlain(groupId, 'join', accessGroupIds), accountId)
      if (because === null) counts.extraJoined += 1
      else {
        counts.extraFailed += 1
        ports.log.warn('further group not joined', { accountId, groupId, because })
      }
    })
  } catch (error) {
    if (codeOf(error) === null) throw error
    counts.extraFailed += accountIds.length
    ports.log.warn('further groups not read', { because: codeOf(error) })
  }
  await addToGrantReport(ports, counts, ports.clock.now())
}

/** @returns why not, or null */
async function join(
  ports: Pick<Ports, 'budget'>,
  group: OpenGroup | { readonly refusal: string },
  accountId: string,
): Promise<string | null> {
  if ('refusal' in group) return group.refusal
  if (isOutOfTime(ports)) return 'budget-spent'
  try {
    return (await group.add(accountId)) === 'no-seat' ? 'no-seat' : null
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    return code
  }
}
