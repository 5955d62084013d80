import type { BenchCase } from './bench-case'
import { day } from './day'
import { deltaUnchanged } from './delta-unchanged'
import { firstSweep } from './first-sweep'
import { reconcileUnchanged } from './reconcile-unchanged'
import { contestedStorm, storm } from './storm'

/** Every case of `npm run -s bench`; a new one is a file and a line here. */
export const CASES: readonly BenchCase[] = [deltaUnchanged, reconcileUnchanged, firstSweep, day, storm, contestedStorm]
