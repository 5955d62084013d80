import { mappedDirectoryGroupIds, targetGroupIds, wantedGroupIds } from '../../core/local-groups'
import { codeOf } from '../../core/errors'
import { compilePatterns } from '../../core/patterns'
import type { Account } from '../../core/people'
import type { Settings } from '../../core/settings'
import { SECOND_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { mapConcurrent } from '../map-concurrent'
import { setMembership } from '../provision/apply-memberships'
import { readPeopleOfAccounts } from '../state/link-store'
import { wholeOf } from '../read/read-people'
import { readAccessGroupIds } from '../read/products'
import { addToGrantReport } from './grant-report'

const MIN_TIME_MS = 10 * SECOND_MS
const MIN_REQUESTS = 25

/**
 * Who has just got a seat also joins the mapped and always-assigned groups. None of them gives a product, and a seat is
 * never taken back because one of them could not be joined: that is reported, and the next provision run completes it.
 */
export async function joinFurtherGroups(
  ports: Ports,
  settings: Settings,
  accountIds: readonly string[],
  accounts: ReadonlyMap<string, Account>,
): Promise<void> {
  const targets = targetGroupIds(settings)
  if (accountIds.length === 0 || targets.length === 0) return
  const counts = { extraJoined: 0, extraFailed: 0 }
  try {
    const missing = await findMissing(ports, settings, accountIds, accounts)
    const accessGroupIds = missing.length === 0 ? [] : await readAccessGroupIds(ports, settings)
    await mapConcurrent(missing, async ({ accountId, groupId }) => {
      const because = await join(ports, accountId, groupId, accessGroupIds)
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

async function findMissing(
  { directory, accounts: reader, store }: Pick<Ports, 'directory' | 'accounts' | 'store'>,
  settings: Settings,
  accountIds: readonly string[],
  accounts: ReadonlyMap<string, Account>,
): Promise<readonly { readonly accountId: string; readonly groupId: string }[]> {
  const mapped = mappedDirectoryGroupIds(settings)
  const owners = await readPeopleOfAccounts(store, accountIds)
  const [memberships, neverAssigned] = await Promise.all([
    mapped.length === 0
      ? new Map<string, readonly string[]>()
      : wholeOf(await directory.readMemberships([...new Set(owners.values())], mapped)),
    readNeverAssigned(reader, settings),
  ])
  return accountIds.flatMap((accountId) => {
    const memberOf = memberships.get(owners.get(accountId) ?? '') ?? []
    const held = accounts.get(accountId)?.groupIds ?? []
    return [...wantedGroupIds(settings, (id) => memberOf.includes(id))]
      .filter((groupId) => !held.includes(groupId) && !neverAssigned.has(groupId))
      .map((groupId) => ({ accountId, groupId }))
  })
}

async function readNeverAssigned(
  accounts: Pick<Ports['accounts'], 'describeGroups'>,
  settings: Settings,
): Promise<ReadonlySet<string>> {
  if (settings.groups.neverAssign.length === 0) return new Set()
  const fits = compilePatterns(settings.groups.neverAssign)
  const groups = await accounts.describeGroups(targetGroupIds(settings))
  return new Set([...groups.values()].filter(({ name }) => fits(name)).map(({ id }) => id))
}

/** @returns why not, or null */
async function join(
  ports: Ports,
  accountId: string,
  groupId: string,
  accessGroupIds: readonly string[],
): Promise<string | null> {
  if (ports.budget.timeLeftMs() < MIN_TIME_MS || ports.budget.requestsLeft() < MIN_REQUESTS) return 'budget-spent'
  try {
    return await setMembership(ports, accountId, groupId, true, accessGroupIds)
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    return code
  }
}
