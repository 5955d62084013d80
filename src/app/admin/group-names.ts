import * as v from 'valibot'
import type { DirectoryReader } from '../../ports'
import { parseInput } from './input'

/** A group of the directory by name, for the page; names are read when shown and never stored. */
export interface GroupName {
  readonly id: string
  /** null: the directory has no group with this id */
  readonly name: string | null
}

/** Five look-ups of twenty groups each stay far from the time a page may wait. */
const GROUPS_MAX = 100
const schema = v.strictObject({
  ids: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1, 'Expected a group id, got nothing.'), v.maxLength(200))),
    v.maxLength(GROUPS_MAX, `Expected at most ${GROUPS_MAX} groups at a time.`),
  ),
})

/** @throws AppError `not-connected`, `permission-missing` … */
export async function describeGroups(
  ports: { directory: Pick<DirectoryReader, 'readGroupNames'> },
  input: unknown,
): Promise<readonly GroupName[]> {
  const { ids } = parseInput(schema, input)
  if (ids.length === 0) return []
  const names = await ports.directory.readGroupNames(ids)
  return ids.map((id) => ({ id, name: names.get(id) ?? null }))
}
