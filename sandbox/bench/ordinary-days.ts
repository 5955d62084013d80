/** The company once everything large has been done: everybody has an account, and the first sweep was approved. */
import type { Sandbox } from '../create-sandbox'
import type { BenchOptions } from './bench-case'
import { createConnectedCompany } from './prepared-company'

const DAY_MS = 86_400_000
/** Monday provisions everybody, Tuesday carries out the first large sweep: Wednesday is the first ordinary day. */
const ORDINARY_DAY = 2

/** @returns the company at midnight before its first ordinary working day */
export async function createOrdinaryCompany(options: BenchOptions): Promise<Sandbox> {
  const sandbox = await createConnectedCompany(options)
  sandbox.administrator.lookDaily()
  for (let passed = 1; passed <= ORDINARY_DAY; passed += 1) {
    await sandbox.advanceWithTicksTo(sandbox.startsAt + passed * DAY_MS)
    options.log(`Day ${passed} of ${ORDINARY_DAY} before the measured one has passed.`)
  }
  return sandbox
}
