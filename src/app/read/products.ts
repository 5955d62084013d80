import { AppError, codeOf, messageOf } from '../../core/errors'
import { capSeats, findAccessProducts, seatsOfGroups } from '../../core/products'
import type { AccessProduct } from '../../core/products'
import type { Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { Ports } from '../../ports'

/** One product with its rules and its seats as just read. */
export interface ProductRead {
  readonly product: ProductSettings
  readonly seats: Seats
}

/** The products of a site, read once for everything that a run or a slice decides by them. */
export interface SiteRead {
  readonly products: readonly ProductRead[]
  /** Every product of the site with its groups, also those that are not managed. */
  readonly accessProducts: readonly AccessProduct[]
}

type Readers = Pick<Ports, 'seats' | 'accounts' | 'clock'>

/**
 * Reads the managed products: one request to Jira however many they are.
 * @param isWanted whose seats are read; the groups are told of all of them
 * @throws AppError of the service that was asked; `bad-response` for a product that the site does not have
 */
export async function readProducts(
  ports: Readers,
  settings: Pick<Settings, 'products'>,
  isWanted: (product: ProductSettings) => boolean = () => true,
): Promise<SiteRead> {
  const family = await ports.seats.readAllSeats()
  const read = async (product: ProductSettings) => ({ product, seats: await readProductSeats(ports, product, family) })
  const products = await Promise.all(settings.products.filter(isWanted).map(read))
  return { products, accessProducts: findAccessProducts(settings.products, family) }
}

/** The same as far as it can be read; `seats` is null where a service did not tell, with its message. */
export async function readKnownSeats(ports: Readers & Pick<Ports, 'log'>, { products }: Pick<Settings, 'products'>) {
  const family = readFamily(ports, products)
  return Promise.all(
    products.map(async (product) => {
      try {
        return { product, seats: await readProductSeats(ports, product, await family), problem: null }
      } catch (error) {
        if (codeOf(error) === null) throw error
        const problem = messageOf(error)
        ports.log.warn('seats not read', { productKey: product.key, because: codeOf(error), detail: problem })
        return { product, seats: null, problem }
      }
    }),
  )
}

/**
 * Seats of one product as they may be used.
 * @param known Jira's family, where it has just been read
 * @throws as `readProducts`
 */
export async function readProductSeats(
  ports: Readers,
  product: ProductSettings,
  known?: readonly Seats[],
): Promise<Seats> {
  const { cap, kind, accessGroupIds } = product
  if (kind === 'jira') return capSeats(pick(known ?? (await ports.seats.readAllSeats()), product), cap)
  const readAt = ports.clock.now().toISOString()
  const used = await ports.accounts.countActiveMembers(accessGroupIds)
  return capSeats(seatsOfGroups(product, used, readAt), cap)
}

/** Every group that gives any managed product: who leaves, leaves all of them. */
export async function readAccessGroupIds(
  ports: Pick<Readers, 'seats'>,
  settings: Pick<Settings, 'products'>,
): Promise<readonly string[]> {
  return (await readGivingGroups(ports, settings)).managed
}

/** Groups that give any managed product, and those that give any product of the family. */
export async function readGivingGroups(
  ports: Pick<Readers, 'seats'>,
  { products }: Pick<Settings, 'products'>,
): Promise<{ readonly managed: readonly string[]; readonly all: readonly string[] }> {
  const family = await readFamily(ports, products)
  const managed = products.flatMap((one) =>
    one.kind === 'group' ? one.accessGroupIds : pick(family, one).accessGroupIds,
  )
  const all = [...managed, ...family.flatMap(({ accessGroupIds }) => accessGroupIds)]
  return { managed: [...new Set(managed)], all: [...new Set(all)] }
}

export function findProduct(settings: Pick<Settings, 'products'>, productKey: string): ProductSettings | null {
  return settings.products.find(({ key }) => key === productKey) ?? null
}

/** Jira is not asked where none of these products is of its family. */
async function readFamily(
  { seats }: Pick<Readers, 'seats'>,
  products: Settings['products'],
): Promise<readonly Seats[]> {
  return products.some(({ kind }) => kind === 'jira') ? seats.readAllSeats() : []
}

function pick(family: readonly Seats[], { key }: ProductSettings): Seats {
  const seats = family.find(({ productKey }) => productKey === key)
  if (seats !== undefined) return seats
  const there = family.map(({ productKey }) => productKey).join(', ')
  throw new AppError(
    'bad-response',
    `Expected "${key}" to be a product of the site, got ${there === '' ? 'none' : there}. Correct it under Settings, Products.`,
  )
}
