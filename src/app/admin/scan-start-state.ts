import { checkTargetGroup } from '../../core/target-group'
import type { TargetRefusal } from '../../core/target-group'
import type { Ports } from '../../ports'
import { readPermissions } from '../read/group-gate'
import { readProducts } from '../read/products'
import { readReport } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { readSettings } from '../state/settings'

/** A group that gives a product today. */
export interface StartGroup {
  readonly productKey: string
  readonly groupId: string
  /** null: the organization has no such group. */
  readonly name: string | null
  /** Jira itself uses it when somebody is given the product. */
  readonly isDefault: boolean
  /** Only the identity provider can change it: access through it can be neither given nor taken by the app. */
  readonly isSynchronised: boolean
  readonly members: number
  /** Why the app does not write to it (design rule 13); null = nothing speaks against it. */
  readonly refusedBecause: TargetRefusal | null
}

/** What an existing site looks like before the app changes anything. */
export interface StartState {
  readonly groups: readonly StartGroup[]
  readonly seats: readonly { readonly productKey: string; readonly used: number; readonly total: number | null }[]
  /** What the last provision and sweep run found; while a job is not armed, that is what its first run would change. */
  readonly provision: RunReport | null
  readonly sweep: RunReport | null
}

export async function scanStartState(ports: Ports): Promise<StartState> {
  const settings = await readSettings(ports.store)
  const { products } = await readProducts(ports, settings)
  const groupIds = products.flatMap(({ seats }) => seats.accessGroupIds)
  const [known, { listed, said }, provision, sweep] = await Promise.all([
    ports.accounts.readGroups(groupIds),
    readPermissions(ports),
    readReport(ports.store, 'provision'),
    readReport(ports.store, 'sweep'),
  ])
  const groups = products.flatMap(({ product, seats }) =>
    seats.accessGroupIds.map((groupId): StartGroup => {
      const group = known.get(groupId)
      return {
        productKey: product.key,
        groupId,
        name: group?.name ?? null,
        isDefault: seats.defaultGroupIds.includes(groupId),
        isSynchronised: group?.isSynchronised ?? false,
        members: group?.members ?? 0,
        refusedBecause:
          checkTargetGroup(group, ports.site.cloudId(), said) ?? (listed.has(groupId) ? null : ('not-listed' as const)),
      }
    }),
  )
  const seatCounts = products.map(({ product, seats: { used, total } }) => ({ productKey: product.key, used, total }))
  return { groups, seats: seatCounts, provision, sweep }
}
