import type { Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { SaidRoles } from '../../core/roles'
import { checkTargetGroup } from '../../core/target-group'
import type { AccountGroup, Ports } from '../../ports'
import { readKnownSeats } from '../read/products'
import type { Parts } from './parts'
import { line } from './readiness-line'
import type { ReadinessLine } from './readiness-line'

/** For each product: can its seats be read, may its access group be written to, and does that group give nothing else? */
export async function checkAccessGroups(
  ports: Ports,
  settings: Settings,
  { organization }: Parts,
): Promise<readonly ReadinessLine[]> {
  const isOrganizationThere = organization !== undefined
  const { groupIds: listed = [], roles = {} } = organization ?? {}
  const [reads, others] = await Promise.all([readKnownSeats(ports, settings), ports.seats.readAllSeats()])
  const seatLines = reads.flatMap(({ product, problem }) =>
    problem === null
      ? [line('seats', 'good', 'ok', { product: product.key })]
      : [line('seats', 'bad', 'unreadable', { product: product.key, detail: problem })],
  )
  if (!isOrganizationThere) return seatLines
  const readable = reads.flatMap(({ product, seats }) => (seats === null ? [] : [{ product, seats }]))
  const accessGroupIds = readable.flatMap(({ seats }) => seats.accessGroupIds)
  const [groups, activity] = await Promise.all([
    ports.accounts.readGroups(accessGroupIds),
    checkActivity(ports, accessGroupIds),
  ])
  const groupLines = readable.flatMap(({ product, seats }) => [
    checkTarget(ports, product, seats, groups, { listed, roles }),
    ...checkOthers(product, seats, groups),
    ...checkShared(product, seats, groups, others),
  ])
  return [...seatLines, ...groupLines, ...activity]
}

/** Does the organization tell of holders what the sweep goes by? One page of them shows it. */
async function checkActivity(
  { accounts }: Pick<Ports, 'accounts'>,
  accessGroupIds: readonly string[],
): Promise<readonly ReadinessLine[]> {
  if (accessGroupIds.length === 0) return []
  const { accounts: holders } = await accounts.readPage({ groupIds: accessGroupIds }, null)
  const odd = holders.filter(({ gaps }) => gaps?.missing !== undefined)
  if (odd.length > 0) {
    const fields = [...new Set(odd.flatMap(({ gaps }) => gaps?.missing ?? []))].join(', ')
    return [line('activity', 'warning', 'rows-incomplete', { count: odd.length, rows: holders.length, fields })]
  }
  const count = holders.filter(({ gaps }) => gaps?.sites !== undefined).length
  return [count > 0 ? line('activity', 'warning', 'no-site', { count }) : line('activity', 'good', 'ok')]
}

/** The group that a grant joins. */
function targetOf({ accessGroupId }: ProductSettings, { defaultGroupIds, accessGroupIds }: Seats): string | null {
  return accessGroupId ?? defaultGroupIds[0] ?? accessGroupIds[0] ?? null
}

function checkTarget(
  { site }: Ports,
  product: ProductSettings,
  seats: Seats,
  groups: ReadonlyMap<string, AccountGroup>,
  { listed, roles }: { readonly listed: readonly string[]; readonly roles: SaidRoles },
): ReadinessLine {
  const id = targetOf(product, seats)
  if (id === null) return line('access-group', 'bad', 'none-given', { product: product.key })
  const group = groups.get(id)
  const values = { product: product.key, group: group?.name ?? id }
  const refusal = checkTargetGroup(group, site.cloudId(), roles) ?? (listed.includes(id) ? null : 'not-listed')
  return refusal === null ? line('access-group', 'good', 'ok', values) : line('access-group', 'bad', refusal, values)
}

/** Access through a synchronised group can be neither given nor taken back. */
function checkOthers(
  product: ProductSettings,
  seats: Seats,
  groups: ReadonlyMap<string, AccountGroup>,
): readonly ReadinessLine[] {
  const target = targetOf(product, seats)
  return seats.accessGroupIds.flatMap((id) => {
    const group = groups.get(id)
    if (id === target || group?.isSynchronised !== true) return []
    return [line('access-group', 'warning', 'synchronised', { product: product.key, group: group.name })]
  })
}

function checkShared(
  product: ProductSettings,
  seats: Seats,
  groups: ReadonlyMap<string, AccountGroup>,
  others: readonly Seats[],
): readonly ReadinessLine[] {
  const target = targetOf(product, seats)
  if (target === null) return []
  const also = others
    .filter(({ productKey, accessGroupIds }) => productKey !== product.key && accessGroupIds.includes(target))
    .map(({ productKey }) => productKey)
  const values = { product: product.key, group: groups.get(target)?.name ?? target }
  if (also.length === 0) return [line('shared-group', 'good', 'ok', values)]
  return [line('shared-group', 'warning', 'shared', { ...values, others: also.join(', ') })]
}
