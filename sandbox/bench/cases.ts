import type { BenchCase } from './bench-case'
import { day, month } from './day'
import { deltaUnchanged } from './delta-unchanged'
import { firstProvisioning } from './first-provisioning'
import { firstSweep } from './first-sweep'
import { holdersDay } from './holders-day'
import { oneGrant } from './one-grant'
import { personalData } from './personal-data'
import { quietTick, sweepUnchanged } from './quiet'
import { page } from './page'
import { reconcileSlow, reconcileUnchanged } from './reconcile-unchanged'
import {
  busyStorm,
  contestedStorm,
  eventStorm,
  instantStorm,
  portalStorm,
  scarceStorm,
  storm,
  triggerStorm,
} from './storm'
import { tripwire } from './tripwire'

/** Every case of `npm run -s bench`; a new one is a file and a line here. */
export const CASES: readonly BenchCase[] = [
  quietTick,
  deltaUnchanged,
  reconcileUnchanged,
  reconcileSlow,
  firstProvisioning,
  tripwire,
  sweepUnchanged,
  firstSweep,
  oneGrant,
  personalData,
  day,
  storm,
  contestedStorm,
  triggerStorm,
  portalStorm,
  scarceStorm,
  instantStorm,
  busyStorm,
  eventStorm,
  holdersDay,
  page,
  month,
]
