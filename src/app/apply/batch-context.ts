import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import type { BatchContext } from './apply-batch'
import { readDigestKey } from '../state/digest-key'
import { readProducts } from '../read/products'
import { readLastGood } from '../state/last-good'

/** What all batches of one slice share. */
export async function createContext(ports: Ports, settings: Settings): Promise<BatchContext> {
  const { products, givers } = await readProducts(ports, settings)
  const accessGroupIds = [...new Set(products.flatMap(({ seats }) => seats.accessGroupIds))]
  const digestKey = await readDigestKey(ports.secrets)
  const watchedSince = (await readLastGood(ports.store)).watchedSince ?? null
  return { settings, products, accessGroupIds, givers, watchedSince, digestKey }
}
