import * as v from 'valibot'
import type { DirectoryReader } from '../../ports'
import { parseInput } from '../../core/input'

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

const FOUND_MAX = 20
const findSchema = v.strictObject({
  query: v.pipe(
    v.string('Expected the beginning of a name, or an id.'),
    v.trim(),
    v.maxLength(200, 'Expected the beginning of a name, or an id, of at most 200 characters.'),
  ),
})

/**
 * Groups of the directory whose name begins with the query; where none does, the one with that id. Two requests at most.
 * @throws AppError `not-connected`, `permission-missing` …
 */
export async function findDirectoryGroups(
  { directory }: { directory: Pick<DirectoryReader, 'findGroups' | 'readGroupNames'> },
  input: unknown,
): Promise<readonly GroupName[]> {
  const { query } = parseInput(findSchema, input)
  const byName = await directory.findGroups(query, FOUND_MAX)
  const found = byName.size > 0 || query === '' ? byName : await directory.readGroupNames([query])
  return [...found].map(([id, name]) => ({ id, name }))
}

/** @throws AppError `not-connected`, `permission-missing` … */
export async function nameDirectoryGroups(
  ports: { directory: Pick<DirectoryReader, 'readGroupNames'> },
  input: unknown,
): Promise<readonly GroupName[]> {
  const { ids } = parseInput(schema, input)
  if (ids.length === 0) return []
  const names = await ports.directory.readGroupNames(ids)
  return ids.map((id) => ({ id, name: names.get(id) ?? null }))
}
