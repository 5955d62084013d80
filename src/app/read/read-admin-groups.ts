import { HOUR_MS, SECOND_MS } from '../../core/time'
import { inChunks } from '../../core/chunks'
import { codeOf } from '../../core/errors'
import { collectLookUps } from '../../core/look-ups'
import type { LookUps } from '../../core/look-ups'
import { isHarmless, kindOf } from '../../core/roles'
import type { RoleKind } from '../../core/roles'
import type { RoleAssignment } from '../../core/target-group'
import type { Ports } from '../../ports'
import { groupRoles } from '../state/group-facts'
import { readPermissions } from './group-gate'

/** What is known of the groups that people are in: who administers something through one is never removed. */
export interface AdminGroups {
  readonly admin: ReadonlySet<string>
  /** With a role of which nobody has said what it means: whoever is in one of them keeps access. */
  readonly unknown: ReadonlySet<string>
  /** Not read yet: whoever is in one of them keeps access for now. */
  readonly unread: ReadonlySet<string>
}

/** The newest of the day that are remembered: they fit into one value, and an older one is read again when it is needed. */
const KEPT_MAX = 1_500

/** One look reads the roles of at most so many groups; the rest is read by the next ones. */
const READS_MAX = 300

/**
 * How old the roles may be that somebody relies on, how many requests and how much time stay for the rest of the
 * invocation, and how many groups are read at once.
 */
export interface RoleReading {
  readonly maxAgeMs: number
  readonly requestsKept: number
  readonly timeKeptMs?: number
  readonly atOnce?: number
}

/** A plan may rely on roles that were read today; right before a removal they are read anew. */
export const FOR_PLAN: RoleReading = { maxAgeMs: 24 * HOUR_MS, requestsKept: 300 }
export const FOR_REMOVAL: RoleReading = { maxAgeMs: HOUR_MS, requestsKept: 100 }
/** Somebody is looking at the page: a resolver has 25 s. */
export const FOR_EXPLANATION: RoleReading = {
  maxAgeMs: 24 * HOUR_MS,
  requestsKept: 20,
  timeKeptMs: 15 * SECOND_MS,
  atOnce: 5,
}

/** Which of the groups give administration, as roles are said to mean now. Writes only what was read anew. */
export async function readAdminGroups(
  { accounts, store, clock, budget, secrets }: Pick<Ports, 'accounts' | 'store' | 'clock' | 'budget' | 'secrets'>,
  groupIds: Iterable<string>,
  { maxAgeMs, requestsKept, timeKeptMs = 0, atOnce = 1 }: RoleReading,
): Promise<AdminGroups> {
  const wanted = [...new Set(groupIds)]
  if (wanted.length === 0) return { admin: new Set(), unknown: new Set(), unread: new Set() }
  const now = clock.now()
  const known = await groupRoles.read(store)
  const fresh = Object.entries(known).filter(([, { at }]) => now.getTime() - Date.parse(at) < maxAgeMs)
  const rolesOf = new Map(fresh.map(([groupId, one]) => [groupId, one.roles]))
  const missing = wanted.filter((groupId) => !rolesOf.has(groupId)).slice(0, READS_MAX)
  const read: Record<string, { at: string; roles: readonly string[] }> = {}
  const reads = collectLookUps<true>()
  for (const chunk of inChunks(missing, atOnce)) {
    if (budget.requestsLeft() < requestsKept || budget.timeLeftMs() < timeKeptMs) break
    const roles = await Promise.all(chunk.map((groupId) => readRoles(accounts, groupId, reads)))
    for (const [index, groupId] of chunk.entries()) {
      const told = roles[index]!
      if (told === 'not-told') continue
      const notable = [...new Set(told.flatMap((one) => one.roles))].filter((role) => !isHarmless(role))
      rolesOf.set(groupId, notable)
      read[groupId] = { at: now.toISOString(), roles: notable }
    }
  }
  if (Object.keys(read).length > 0) {
    const isKept = ({ at }: { at: string }): boolean => now.getTime() - Date.parse(at) < FOR_PLAN.maxAgeMs
    await groupRoles.change(store, (current) => {
      const entries = Object.entries({ ...current, ...read }).filter(([, one]) => isKept(one))
      return Object.fromEntries(entries.sort(([, a], [, b]) => b.at.localeCompare(a.at)).slice(0, KEPT_MAX))
    })
  }
  const isSaid = wanted.some((groupId) => rolesOf.get(groupId)?.length)
  const said = isSaid ? (await readPermissions({ secrets })).said : {}
  const withRole = (kind: RoleKind): ReadonlySet<string> =>
    new Set(wanted.filter((groupId) => rolesOf.get(groupId)?.some((role) => kindOf(role, said) === kind)))
  return {
    admin: withRole('administration'),
    unknown: withRole('unknown'),
    unread: new Set(wanted.filter((groupId) => !rolesOf.has(groupId))),
  }
}

/**
 * A group of which not everything is told is not read: its members keep what they have, and nobody else is concerned.
 * @throws AppError where nothing is told of any group
 */
async function readRoles(
  accounts: Pick<Ports['accounts'], 'readGroupRoles'>,
  groupId: string,
  reads: LookUps<true>,
): Promise<readonly RoleAssignment[] | 'not-told'> {
  try {
    const roles = await accounts.readGroupRoles(groupId)
    reads.answer(groupId, true)
    return roles
  } catch (error) {
    // It has answered, though not with what was asked for.
    if (codeOf(error) === 'bad-response') reads.answer(groupId, null)
    else reads.fail(groupId, error)
    if (reads.outage() !== null) throw error
    return 'not-told'
  }
}
