import { compilePatterns } from '../../core/patterns'
import type { Ports } from '../../ports'

/**
 * Groups that a list of names keeps as they are: by their name, or because the name is not told.
 * @param names patterns, as "Never assign" and "Never remove" have them
 */
export async function findKeptByName(
  accounts: Pick<Ports['accounts'], 'describeGroups'>,
  names: readonly string[],
  groupIds: readonly string[],
): Promise<ReadonlyMap<string /* groupId */, 'named' | 'missing'>> {
  if (names.length === 0 || groupIds.length === 0) return new Map()
  const fits = compilePatterns(names)
  const groups = await accounts.describeGroups([...new Set(groupIds)])
  const kept = new Map<string, 'named' | 'missing'>()
  for (const groupId of groupIds) {
    const name = groups.get(groupId)?.name
    if (name === undefined) kept.set(groupId, 'missing')
    else if (fits(name)) kept.set(groupId, 'named')
  }
  return kept
}
