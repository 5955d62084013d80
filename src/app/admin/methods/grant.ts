import { dropWaiting, grantNow, moveWaiting } from '../../grant/waiting-list'
import type { WaitingPlace } from '../../grant/waiting-list'
import { changes } from '../method'

export const grantMethods = {
  /** Puts somebody before somebody else (null = at the end) among those who wait for a product. */
  moveWaiting: changes<WaitingPlace & { before: string | null }>('waiting-moved')(moveWaiting),
  dropWaiting: changes<WaitingPlace>('waiting-dropped')(dropWaiting),
  grantNow: changes<WaitingPlace>('granted')(grantNow),
}
