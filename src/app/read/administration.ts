import type { Account } from '../../core/people'
import { isOdd } from '../../core/odd-rows'
import type { SkipReason } from '../../core/plan'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { lookUpProtections } from './protections'
import { FOR_REMOVAL, readAdminGroups } from './read-admin-groups'
import type { AdminGroups } from './read-admin-groups'

/** Why an account is written to by no job. */
export type Untouchable = Extract<SkipReason, 'administrator' | 'unknown-role' | 'group-unread' | 'row-incomplete'>

/**
 * Accounts, as just read, that no job writes to, not even a name (design rule 23): they administer something by a role of
 * their own or by a group, or nobody knows whether they do. A role that was given directly for one app is told by
 * `findKeptByRole` alone, which is asked right before the write.
 * @returns by account id
 */
export async function findUntouchable(
  ports: Pick<Ports, 'accounts' | 'store' | 'clock' | 'budget' | 'secrets'>,
  settings: Pick<Settings, 'exemptGroupIds' | 'noAccessGroupIds'>,
  accounts: Iterable<Account>,
): Promise<ReadonlyMap<string, Untouchable>> {
  const some = [...accounts]
  if (some.length === 0) return new Map()
  const { kept } = await lookUpProtections(ports, settings, some)
  const groups = await readAdminGroups(
    ports,
    some.flatMap(({ groupIds }) => groupIds),
    FOR_REMOVAL,
  )
  const judge = (account: Account): Untouchable | null => {
    const because = kept.get(account.accountId)
    if (account.isAdmin || because === 'administrator') return 'administrator'
    const byGroup = judgeByGroups(account, groups)
    if (byGroup === 'administrator') return byGroup
    if (account.gaps?.roles !== undefined) return 'unknown-role'
    return byGroup ?? (isOdd(account) ? 'row-incomplete' : null)
  }
  return new Map(
    some.flatMap((account) => {
      const because = judge(account)
      return because === null ? [] : [[account.accountId, because] as const]
    }),
  )
}

/** Who administers something through a group is an administrator like any other (design rule 7). */
export function judgeByGroups(
  { groupIds }: Pick<Account, 'groupIds'>,
  { admin, unknown, unread }: AdminGroups,
): 'administrator' | 'unknown-role' | 'group-unread' | null {
  const isIn = (some: ReadonlySet<string>): boolean => groupIds.some((groupId) => some.has(groupId))
  if (isIn(admin)) return 'administrator'
  if (isIn(unknown)) return 'unknown-role'
  return isIn(unread) ? 'group-unread' : null
}
