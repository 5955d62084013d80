import { AppError } from './errors'
import type { Gaps } from './people'
import { ROLE_ID } from './roles'

/** Rows of a source that do not tell what they were asked for. */
export interface OddRows {
  readonly count: number
  /** Of these, rows in which something is missing; the others say something nobody knows. */
  readonly missing: number
  /** Of the first few, for who wants to look. A row that names nobody has none. */
  readonly ids: readonly string[]
  readonly fields: readonly string[]
  /** How many accounts have each role that nobody knows. */
  readonly roles?: Readonly<Record<string, number>>
}

export const NO_ODD_ROWS: OddRows = { count: 0, missing: 0, ids: [], fields: [] }

/** Above this share, what is missing is the source's trouble and not that of a few people. One row alone never is. */
const MISSING_MAX_SHARE = 0.01
const NAMED_MAX = 5
const ROLES_MAX = 50

/** Was something about the person not told, or not in words that are known? Then nothing is taken (design rule 17). */
export function isOdd({ gaps }: { readonly gaps?: Gaps }): boolean {
  return gaps?.missing !== undefined || gaps?.unknown !== undefined
}

/** @param id null: the row names nobody */
export function countRow(odd: OddRows, id: string | null, gaps: Gaps | undefined): OddRows {
  if (id !== null && !isOdd({ ...(gaps && { gaps }) })) return odd
  const { missing = id === null ? ['id'] : [], unknown = [], roles = [] } = gaps ?? {}
  return {
    count: odd.count + 1,
    missing: odd.missing + (missing.length > 0 ? 1 : 0),
    ids: id === null || odd.ids.includes(id) || odd.ids.length === NAMED_MAX ? odd.ids : [...odd.ids, id],
    fields: [...new Set([...odd.fields, ...missing, ...unknown])],
    ...addRoles([odd.roles, Object.fromEntries(roles.filter((role) => ROLE_ID.test(role)).map((role) => [role, 1]))]),
  }
}

export function joinOddRows(some: readonly OddRows[]): OddRows {
  return {
    count: some.reduce((sum, { count }) => sum + count, 0),
    missing: some.reduce((sum, { missing }) => sum + missing, 0),
    ids: some.flatMap(({ ids }) => ids).slice(0, NAMED_MAX),
    fields: [...new Set(some.flatMap(({ fields }) => fields))],
    ...addRoles(some.map(({ roles }) => roles)),
  }
}

function addRoles(some: readonly OddRows['roles'][]): Pick<OddRows, 'roles'> {
  const roles = new Map<string, number>()
  for (const [role, count] of some.flatMap((one = {}) => Object.entries(one)))
    roles.set(role, (roles.get(role) ?? 0) + count)
  return roles.size === 0 ? {} : { roles: Object.fromEntries([...roles].slice(0, ROLES_MAX)) }
}

/**
 * @param rows how many were read in all
 * @throws AppError `incomplete-read` where more rows lack something than a few people's trouble explains
 */
export function checkOddRows(source: string, { missing, ids, fields }: OddRows, rows: number): void {
  if (missing <= Math.max(1, rows * MISSING_MAX_SHARE)) return
  throw new AppError(
    'incomplete-read',
    `Expected every row of ${source} to tell what it was asked for, got ${missing} of ${rows} that do not ` +
      `(${fields.join(', ')}; e.g. ${ids.join(', ')}). Nothing was changed; the next run looks again.`,
  )
}
