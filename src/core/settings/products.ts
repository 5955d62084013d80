import * as v from 'valibot'
import { id, ids, wholeNumber } from './parts'

/**
 * One product whose seats are given and taken back, with rules of its own. Jira tells the seats and groups of its own
 * family (Jira, Jira Service Management, Jira Product Discovery: kind `jira`). For anything else (Confluence, Bitbucket …)
 * the administrator says which groups give it and how many seats there are: kind `group`.
 */
export interface ProductSettings {
  /** Kind `jira`: as in `applicationrole`. Kind `group`: as in the organization's last-active data, e.g. `confluence`. */
  readonly key: string
  readonly kind: 'jira' | 'group'
  /** Group that a grant joins; null = the product's first default group. */
  readonly accessGroupId: string | null
  /** Kind `group` only: every group that gives the product. */
  readonly accessGroupIds: readonly string[]
  /** Kind `group` only: seats paid for; null = unlimited. */
  readonly seatTotal: number | null
  /** A grant needs at least this many free seats. */
  readonly seatReserve: number
  /** The administrator's own limit below the plan; null = the plan's. */
  readonly cap: number | null
  /** Access unused for this many days counts as unused. */
  readonly dormancyDays: number
  /** Seats are given to those who ask. */
  readonly grant: boolean
  /** Unused access is taken back. */
  readonly sweep: boolean
  /** Signals that name no product (a sign-in, an act in Jira) ask for this one. */
  readonly signals: boolean
}

/** The first product is what a signal, a patch and the page mean when they name none. */
export type Products = readonly [ProductSettings, ...ProductSettings[]]

/** Rules of a product that an administrator adds; signals ask for it only when told to. */
export const NEW_PRODUCT: Omit<ProductSettings, 'key'> = {
  kind: 'jira',
  accessGroupId: null,
  accessGroupIds: [],
  seatTotal: null,
  seatReserve: 5,
  cap: null,
  dormancyDays: 180,
  grant: true,
  sweep: true,
  signals: false,
}

export const DEFAULT_PRODUCT: ProductSettings = { key: 'jira-software', ...NEW_PRODUCT, signals: true }

export const PRODUCT_DEFAULTS: { readonly products: Products } = { products: [DEFAULT_PRODUCT] }

const seats = wholeNumber(0, 1_000_000)
const rules = {
  accessGroupId: v.optional(v.nullable(id)),
  seatReserve: v.optional(wholeNumber(0, 100_000)),
  dormancyDays: v.optional(wholeNumber(1, 3_650)),
}
const productSchema = v.strictObject({
  ...rules,
  key: id,
  kind: v.optional(v.picklist(['jira', 'group'], 'expected "jira" or "group"')),
  accessGroupIds: v.optional(ids(10)),
  seatTotal: v.optional(v.nullable(seats)),
  cap: v.optional(v.nullable(seats)),
  grant: v.optional(v.boolean()),
  sweep: v.optional(v.boolean()),
  signals: v.optional(v.boolean()),
})

/** The whole list, or rules of the first product alone. */
export const productEntries = {
  ...rules,
  productKey: v.optional(id),
  products: v.optional(
    v.pipe(v.array(productSchema), v.minLength(1, 'expected at least one'), v.maxLength(20, 'expected at most 20')),
  ),
}

export const PRODUCT_LABELS = {
  productKey: 'Product',
  key: 'Product',
  products: 'Products',
  accessGroupId: 'Access group',
  accessGroupIds: 'Groups that give the product',
  seatTotal: 'Seats',
  seatReserve: 'Seat reserve',
  cap: 'Cap',
  dormancyDays: 'Days without activity',
}

export interface ProductsPatch {
  readonly products?: readonly Partial<ProductSettings>[] | undefined
  readonly productKey?: string | undefined
  readonly accessGroupId?: string | null | undefined
  readonly seatReserve?: number | undefined
  readonly dormancyDays?: number | undefined
}

/**
 * A list replaces the list: products that are not in it are no longer managed, and what an entry leaves out stays as it
 * was. Single rules are those of the first product.
 */
export function patchProducts(current: Products, patch: ProductsPatch): Products {
  const { products, productKey: key, ...first } = patch
  const list = products?.map(
    (one) => ({ ...(current.find((known) => known.key === one.key) ?? NEW_PRODUCT), ...one }) as ProductSettings,
  )
  const [head, ...rest] = (list ?? current) as Products
  return [{ ...head, ...withoutUndefined({ key, ...first }) }, ...rest]
}

/** Products of a saved record; one of an older version kept the rules of its only product beside the other settings. */
export function completeProducts(saved: ProductsPatch): Products {
  const list = saved.products ?? [{ ...DEFAULT_PRODUCT, ...withoutUndefined(firstOf(saved)) }]
  return list.map((one) => ({ ...DEFAULT_PRODUCT, ...one })) as unknown as Products
}

function firstOf({ productKey, accessGroupId, seatReserve, dormancyDays }: ProductsPatch) {
  return { key: productKey, accessGroupId, seatReserve, dormancyDays }
}

/** @returns what is wrong with the section as a whole, or null */
export function checkProducts(products: Products): string | null {
  const keys = new Set(products.map(({ key }) => key))
  if (keys.size < products.length) return `Products: expected each product once, got "${findTwice(products)}" twice.`
  for (const { key, kind, accessGroupId, accessGroupIds } of products) {
    if (kind === 'jira') {
      if (accessGroupIds.length > 0)
        return `Product "${key}": expected no groups, Jira tells them; got ${accessGroupIds.length}.`
      continue
    }
    if (accessGroupIds.length === 0) return `Product "${key}": expected at least one group that gives it, got none.`
    if (accessGroupId !== null && !accessGroupIds.includes(accessGroupId)) {
      return `Product "${key}": expected the access group to be one of the groups that give it, got "${accessGroupId}".`
    }
  }
  return null
}

function findTwice(products: Products): string {
  return products.find(({ key }, index) => products.findIndex((other) => other.key === key) < index)?.key ?? ''
}

function withoutUndefined<T extends object>(entries: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never
}
