import type { BenchCase } from './bench-case'
import { day } from './day'
import { deltaUnchanged } from './delta-unchanged'
import { firstProvisioning } from './first-provisioning'
import { firstSweep } from './first-sweep'
import { holdersDay } from './holders-day'
import { reconcileSlow, reconcileUnchanged } from './reconcile-unchanged'
import { contestedStorm, storm } from './storm'

/** Every case of `npm run -s bench`; a new one is a file and a line here. */
export const CASES: readonly BenchCase[] = [
  deltaUnchanged,
  reconcileUnchanged,
  reconcileSlow,
  firstProvisioning,
  firstSweep,
  day,
  storm,
  contestedStorm,
  holdersDay,
]
