import { capSeats, findGivers, seatsOfGroups } from '../../core/products'
import type { Giver } from '../../core/products'
import type { Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { Ports } from '../../ports'

/** One product with its rules and its seats as just read. */
export interface ProductRead {
  readonly product: ProductSettings
  readonly seats: Seats
}

type Readers = Pick<Ports, 'seats' | 'accounts' | 'clock'>

/**
 * Seats of one product as they may be used.
 * @throws AppError of the service that was asked
 */
export async function readProductSeats(ports: Readers, product: ProductSettings): Promise<Seats> {
  const { cap, key, kind, accessGroupIds } = product
  if (kind === 'jira') return capSeats(await ports.seats.readSeats(key), cap)
  const readAt = ports.clock.now().toISOString()
  const members = await Promise.all(accessGroupIds.map((groupId) => ports.accounts.countMembers(groupId)))
  return capSeats(seatsOfGroups(product, members, readAt), cap)
}

export function readProducts(ports: Readers, products: readonly ProductSettings[]): Promise<ProductRead[]> {
  return Promise.all(products.map(async (product) => ({ product, seats: await readProductSeats(ports, product) })))
}

/** Every product of the site with its groups, in one call. */
export async function readGivers({ seats }: Pick<Readers, 'seats'>, settings: Settings): Promise<readonly Giver[]> {
  return findGivers(settings.products, await seats.readAllSeats())
}

/** Every group that gives any managed product: who leaves, leaves all of them. */
export async function readAccessGroupIds(ports: Readers, settings: Settings): Promise<readonly string[]> {
  const groups = await Promise.all(settings.products.map((product) => readGroupIds(ports, product)))
  return [...new Set(groups.flat())]
}

async function readGroupIds(
  ports: Readers,
  { kind, key, accessGroupIds }: ProductSettings,
): Promise<readonly string[]> {
  return kind === 'group' ? accessGroupIds : (await ports.seats.readSeats(key)).accessGroupIds
}

export function findProduct(settings: Settings, productKey: string): ProductSettings | null {
  return settings.products.find(({ key }) => key === productKey) ?? null
}
