import * as v from 'valibot'
import { checkTargetGroup } from '../../core/target-group'
import type { TargetRefusal } from '../../core/target-group'
import type { AccountGroup, Ports } from '../../ports'
import { readPermissions } from '../read/group-gate'
import { readAccessGroupIds } from '../read/products'
import { readSettings } from '../state/settings'
import { parseInput } from '../../core/input'

/** A group of the organization as an administrator chooses it: by name, with what speaks against it. */
export interface TargetGroupView {
  readonly id: string
  /** null: the organization has no such group. */
  readonly name: string | null
  /** Why the app never writes to it, whatever list names it; null = nothing speaks against it. */
  readonly refusedBecause: TargetRefusal | null
  /** On the list of groups that the app may write to. */
  readonly isListed: boolean
  /** Gives one of the products that the app looks after. */
  readonly givesAccess: boolean
}

/** The roles of each are read: with these the page gets its answer in time. */
const FOUND_MAX = 20
const DESCRIBED_MAX = 80

const text = v.pipe(v.string(), v.trim(), v.maxLength(2_000))
const findSchema = v.strictObject({
  query: v.pipe(v.string('Expected a part of a name.'), v.trim(), v.maxLength(255, 'Expected at most 255 characters.')),
  /** As typed in a form that is not saved; where it is not complete, the saved one counts. */
  organization: v.optional(v.strictObject({ orgId: text, directoryId: text, apiKey: text })),
})
export type FindGroups = v.InferInput<typeof findSchema>

/** Groups whose name contains the query; without one, those that give access today. */
export async function findGroups(ports: Ports, input: unknown): Promise<readonly TargetGroupView[]> {
  const { query, organization } = parseInput(findSchema, input)
  const isTyped = organization !== undefined && Object.values(organization).every((one) => one !== '')
  const reader = isTyped ? ports.tryOrganization(organization) : ports.accounts
  const accessGroupIds = await readAccessGroupIds(ports, await readSettings(ports.store))
  const found =
    query === ''
      ? [...(await reader.readGroups(accessGroupIds.slice(0, FOUND_MAX))).values()]
      : await reader.findGroups(query, FOUND_MAX)
  return view(ports, found, accessGroupIds)
}

const describeSchema = v.strictObject({
  ids: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
    v.maxLength(DESCRIBED_MAX, `Expected at most ${DESCRIBED_MAX} groups at a time.`),
  ),
})

/** Groups by id, in the order asked. @throws AppError `not-connected` … */
export async function describeTargetGroups(ports: Ports, input: unknown): Promise<readonly TargetGroupView[]> {
  const { ids } = parseInput(describeSchema, input)
  if (ids.length === 0) return []
  const groups = await ports.accounts.readGroups(ids)
  const accessGroupIds = await readAccessGroupIds(ports, await readSettings(ports.store))
  const views = new Map(
    (await view(ports, [...groups.values()], accessGroupIds)).map((one): [string, TargetGroupView] => [one.id, one]),
  )
  const missing = { name: null, refusedBecause: 'missing', isListed: false, givesAccess: false } as const
  return ids.map((id) => views.get(id) ?? { id, ...missing })
}

async function view(
  ports: Ports,
  groups: readonly AccountGroup[],
  accessGroupIds: readonly string[],
): Promise<readonly TargetGroupView[]> {
  const { listed, said } = await readPermissions(ports)
  return groups.map((group) => ({
    id: group.id,
    name: group.name,
    refusedBecause: checkTargetGroup(group, ports.site.cloudId(), said),
    isListed: listed.has(group.id),
    givesAccess: accessGroupIds.includes(group.id),
  }))
}
