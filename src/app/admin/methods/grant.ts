import { dropWaiting, grantNow, moveWaiting } from '../../grant/waiting-list'
import type { WaitingPlace } from '../../grant/waiting-list'
import { method } from '../method'

export const grantMethods = {
  /** Puts somebody before somebody else (null = at the end) among those who wait for a product. */
  moveWaiting: method<WaitingPlace & { before: string | null }>()(moveWaiting),
  dropWaiting: method<WaitingPlace>()(dropWaiting),
  grantNow: method<WaitingPlace>()(grantNow),
}
