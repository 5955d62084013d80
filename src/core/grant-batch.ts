import { GRANTS_PER_READ, countAllowed } from './seats'

/** Somebody who should get a seat, with the groups the account is in. */
export interface Candidate {
  readonly accountId: string
  readonly groupIds: readonly string[]
}

/** A product that the access group gives, as the guard sees it now. */
export interface JudgedProduct {
  readonly productKey: string
  readonly accessGroupIds: readonly string[]
  readonly seatReserve: number
  /** Certainly free, and free unless somebody else took seats while our last grants were on their way. */
  readonly free: number
  readonly likelyFree: number
}

export interface NoSeat {
  readonly productKey: string
  readonly free: number
}

export interface GrantBatch {
  /** These may join the access group under this read. */
  readonly grant: readonly Candidate[]
  readonly refused: ReadonlyMap<string /* accountId */, NoSeat>
  /** The next one cannot be judged before our last grants are certain to show. */
  readonly isUnsure: boolean
}

/**
 * Far from the reserve, or below it, a read of some seconds ago decides as well as a new one. In between a seat that somebody
 * else took meanwhile would make the difference: there the guard reads again right before it writes.
 */
export function isClearCut(products: readonly JudgedProduct[]): boolean {
  return (
    products.every(({ free, seatReserve }) => countAllowed(free, seatReserve) === GRANTS_PER_READ) ||
    products.some(({ likelyFree, seatReserve }) => countAllowed(likelyFree, seatReserve) === 0)
  )
}

/**
 * Who may join the access group now, in order. The group may give several products: a person needs a free seat, above its
 * reserve, of each product that the person does not hold already.
 */
export function pickBatch(candidates: readonly Candidate[], products: readonly JudgedProduct[]): GrantBatch {
  const left = new Map(products.map((one) => [one.productKey, countAllowed(one.free, one.seatReserve)]))
  const grant: Candidate[] = []
  const refused = new Map<string, NoSeat>()
  for (const candidate of candidates) {
    const needed = products.filter((one) => !candidate.groupIds.some((id) => one.accessGroupIds.includes(id)))
    const full = needed.find((one) => countAllowed(one.likelyFree, one.seatReserve) === 0)
    if (full !== undefined) {
      refused.set(candidate.accountId, { productKey: full.productKey, free: Math.max(0, full.likelyFree) })
      continue
    }
    // First come, first served: whoever comes later does not overtake the one that this read has no room for.
    const isFirst = grant.length === 0
    if (needed.some(({ productKey }) => left.get(productKey) === 0)) return { grant, refused, isUnsure: isFirst }
    for (const { productKey } of needed) left.set(productKey, left.get(productKey)! - 1)
    grant.push(candidate)
  }
  return { grant, refused, isUnsure: false }
}
