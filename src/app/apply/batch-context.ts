import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import type { BatchContext } from './action-type'
import { readDigestKey } from '../state/digest-key'
import { readProducts } from '../read/products'
import { readLastGood } from '../state/last-good'
import { readSettings } from '../state/settings'

/** What all batches of one slice share. */
export async function createContext(ports: Ports, settings: Settings): Promise<BatchContext> {
  const { products, accessProducts } = await readProducts(ports, settings)
  const accessGroupIds = [...new Set(products.flatMap(({ seats }) => seats.accessGroupIds))]
  const digestKey = await readDigestKey(ports.secrets)
  const usedIn = new Set((await readLastGood(ports.store)).usedIn)
  return { settings, products, accessGroupIds, accessProducts, usedIn, digestKey }
}

/** The settings as they are now; what depends on them is read anew only where somebody has changed them. */
export async function refreshContext(ports: Ports, context: BatchContext): Promise<BatchContext> {
  const settings = await readSettings(ports.store)
  return JSON.stringify(settings) === JSON.stringify(context.settings) ? context : createContext(ports, settings)
}
