import type { Faults } from '../../../sandbox/faults/create-faults'
import { createFaults } from '../../../sandbox/faults/create-faults'
import { createRandom } from '../../../sandbox/random'
import type { FixtureHost } from '../forge/fixture-host'
import { startFixture } from '../forge/fixture-host'

/** The fixture's app with faults armed; its services answer everything with 200. */
export function startFaulty(
  lines: readonly string[],
  options: Parameters<typeof startFixture>[0] = {},
): FixtureHost & { faults: Faults } {
  const fixture = startFixture(options)
  const nobody = {} as never
  const faults = createFaults({
    ...{ clock: fixture.clock, random: createRandom('faults'), host: fixture.host },
    ...{ site: nobody, tenant: nobody, accessGroupId: '' },
  })
  for (const line of lines) faults.add(line)
  return { ...fixture, faults }
}
