import { createHolderCollector } from '../../core/holders'
import type { Holders, HoldersState } from '../../core/holders'
import type { Settings } from '../../core/settings'
import { NO_ODD_ROWS, checkOddRows, countRow } from '../../core/odd-rows'
import type { OddRows } from '../../core/odd-rows'
import { DAY_MS, MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { readProducts } from '../read/products'
import type { ProductRead, SiteRead } from '../read/products'
import { THE_ORGANIZATION } from '../read/read-directory'
import { FIRST_PAGE, isLeft, scanPages } from '../read/scan-pages'
import type { PagePlace } from '../read/scan-pages'
import { SCAN_MAX_MS, readScan, saveScan } from '../state/scan-store'

/** Beside the pages: the roles of 300 groups with the requests that stay for the rest, our records, the plan. */
const NEEDS = { timeMs: 5 * MINUTE_MS, requests: 600 }

export interface Held extends ProductRead, Holders {}

export type HolderScan =
  | {
      readonly type: 'whole'
      readonly held: readonly Held[]
      readonly accessProducts: SiteRead['accessProducts']
      readonly odd: OddRows
    }
  | { readonly type: 'continues' }

interface ProductScan extends HoldersState {
  readonly place: PagePlace
}

/** The scan so far, as it is kept between invocations: ids, states and instants only. */
interface ScanState {
  readonly seen: number
  readonly odd?: OddRows
  /** By which products, groups and days it was made. */
  readonly about: string
  /** In the order of the products, as far as they were begun. */
  readonly products: readonly ProductScan[]
}

/**
 * Who holds which of the products that are swept, a hundred members a page. Where pages are slow, or there are very many
 * holders, that takes longer than one invocation may: then the scan is kept by the id of the run, and goes on in the next
 * one. Whoever asks forgets it in the end.
 * @param daysAhead who will look dormant within so many days is a candidate, too
 */
export async function scanHolders(
  ports: Ports,
  settings: Settings,
  daysAhead: number,
  runId: string,
): Promise<HolderScan> {
  const { budget, clock } = ports
  const { products: reads, accessProducts } = await readProducts(ports, settings, ({ sweep }) => sweep)
  const about = describe(reads, daysAhead)
  const begun = await readBegun(ports, runId, about)
  // The plan may be made as long after a page was read as a scan may take.
  const until = new Date(clock.now().getTime() + daysAhead * DAY_MS + SCAN_MAX_MS)
  const seenBefore = begun?.seen ?? 0
  let seen = seenBefore
  let odd = begun?.odd ?? NO_ODD_ROWS
  const scans = []
  for (const [index, read] of reads.entries()) {
    const { accessGroupIds } = read.seats
    const before = begun?.products[index]
    const collector = createHolderCollector({ product: read.product, accessGroupIds, until }, before ?? null)
    const place = await scanPages(ports, { groupIds: accessGroupIds }, before?.place ?? FIRST_PAGE, (account) => {
      odd = countRow(odd, account?.accountId ?? null, account?.gaps)
      if (account === null) return
      seen += 1
      collector.add(account)
    })
    scans.push({ read, collector, place })
    if (!place.isWhole) break
  }
  const isWhole = scans.every(({ place }) => place.isWhole)
  // An invocation that read no page has all that there ever is.
  if (isWhole && (seen === seenBefore || isLeft(budget, NEEDS))) {
    const held = scans.map(({ read, collector }) => ({ ...read, ...collector.holders() }))
    checkOddRows(THE_ORGANIZATION, odd, seen)
    return { type: 'whole', held, accessProducts, odd }
  }
  const products = scans.map(({ collector, place }) => ({ place, ...collector.state() }))
  await saveScan(ports, runId, { seen, odd, about, products } satisfies ScanState)
  return { type: 'continues' }
}

async function readBegun({ store, log }: Ports, runId: string, about: string): Promise<ScanState | null> {
  const saved = await readScan<ScanState>(store, runId)
  if (saved === null || saved.about === about) return saved
  log.info('holder scan begins anew: products, groups or days have changed', { runId })
  return null
}

function describe(reads: readonly ProductRead[], daysAhead: number): string {
  const products = reads.map(({ product, seats }) =>
    [product.key, product.dormancyDays, ...seats.accessGroupIds].join(),
  )
  return [daysAhead, ...products].join(' ')
}
