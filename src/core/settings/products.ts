import * as v from 'valibot'
import { flag, id, oneOf, wholeNumber } from './parts'
import { BOTH, ids, records, row, section } from './row'
import type { Row, ValuesOf } from './row'

/** By the key that Jira and the organization use. */
const PRODUCT_NAMES: Readonly<Record<string, string>> = {
  'jira-software': 'Jira',
  'jira-core': 'Jira Work Management',
  'jira-servicedesk': 'Jira Service Management',
  'jira-product-discovery': 'Jira Product Discovery',
  confluence: 'Confluence',
  bitbucket: 'Bitbucket',
}

/** @returns what people call a product, or its key */
export function productName(key: string): string {
  return PRODUCT_NAMES[key] ?? key
}

const seats = (max: number) => wholeNumber(0, max)

/**
 * One product whose seats are given and taken back, with rules of its own. Jira tells the seats and groups of its own
 * family (Jira, Jira Service Management, Jira Product Discovery: kind `jira`). For anything else (Confluence, Bitbucket …)
 * the administrator says which groups give it and how many seats there are: kind `group`.
 */
const fields = {
  // Kind `jira`: as in `applicationrole`. Kind `group`: as in the organization's last-active data, e.g. `confluence`.
  key: row(id, { default: '', label: 'Product' }),
  kind: row(oneOf(['jira', 'group']), { default: 'jira', label: 'Kind of {member}' }),
  accessGroupId: row(v.nullable(id), {
    default: null,
    label: 'Access group of {member}',
    help: 'A grant joins this group; with none it joins the default group of the product, or the first of those that give it.',
  }),
  accessGroupIds: ids(10, {
    label: 'Groups that give {member}',
    help: 'Every group whose members have the product; at most ten. Search by a part of the name.',
  }),
  seatTotal: row(v.nullable(seats(1_000_000)), {
    default: null,
    label: 'Seats of {member}',
    unit: 'seats',
    help: 'As many as you pay for. Empty: unlimited.',
  }),
  seatReserve: row(seats(100_000), {
    default: 5,
    label: 'Seat reserve of {member}',
    unit: 'seats',
    help: 'A seat is given only while at least this many are free.',
  }),
  cap: row(v.nullable(seats(1_000_000)), {
    default: null,
    label: 'Cap of {member}',
    unit: 'seats',
    help: 'Your own limit below the plan. Empty: none.',
  }),
  dormancyDays: row(wholeNumber(1, 3_650), {
    default: 180,
    label: 'Days without activity in {member}',
    unit: 'days',
    help: 'Access that was unused for this many days, and a day for the source’s lag, is taken back. Usual are 180 and 90.',
  }),
  grant: row(flag, { default: true, label: 'Give seats of {member} to those who ask' }),
  sweep: row(flag, { default: true, label: 'Take back unused access to {member}' }),
  signals: row(flag, {
    default: false,
    label: 'Signals that name no product ask for {member}',
    help: 'A sign-in, or an act in Jira, does not tell for which product a seat is wanted.',
  }),
}

export type ProductSettings = ValuesOf<typeof fields>

/** The first product is what a signal and the page mean when they name none. */
export type Products = readonly [ProductSettings, ...ProductSettings[]]

/** Rules of a product that an administrator adds; signals ask for it only when told to. */
export const NEW_PRODUCT = Object.fromEntries(
  Object.entries(fields).map(([name, one]) => [name, one.default]),
) as unknown as ProductSettings

export const DEFAULT_PRODUCT: ProductSettings = { ...NEW_PRODUCT, key: 'jira-software', signals: true }

const productList = records(
  fields,
  { min: 1, max: 20, of: 'products', idOf: ({ key }) => key, nameOf: productName },
  { default: [DEFAULT_PRODUCT], label: 'Products' },
)

export const products = section(
  {
    title: 'Products and seats',
    about: 'The products whose seats are given and taken back, each with rules of its own.',
    previews: BOTH,
    rows: { products: productList as unknown as Row<Products> },
  },
  {
    paths: ['products'],
    check({ products: all }) {
      const twice = all.find(({ key }, index) => all.findIndex((other) => other.key === key) < index)
      return twice === undefined ? null : `Products: expected each product once, got "${twice.key}" twice.`
    },
  },
  {
    paths: ['products[].kind', 'products[].accessGroupIds', 'products[].accessGroupId'],
    check: ({ products: all }) => all.map(checkGroups).find((problem) => problem !== null) ?? null,
  },
)

function checkGroups({ key, kind, accessGroupId, accessGroupIds }: ProductSettings): string | null {
  if (kind === 'jira') {
    return accessGroupIds.length === 0
      ? null
      : `Product "${key}": expected no groups, Jira tells them; got ${accessGroupIds.length}.`
  }
  if (accessGroupIds.length === 0) return `Product "${key}": expected at least one group that gives it, got none.`
  if (accessGroupId === null || accessGroupIds.includes(accessGroupId)) return null
  return `Product "${key}": expected the access group to be one of the groups that give it, got "${accessGroupId}".`
}
