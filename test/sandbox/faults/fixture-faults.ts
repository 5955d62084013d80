import { createSite } from '../../../sandbox/atlassian/create-site'
import type { Site } from '../../../sandbox/atlassian/site'
import { createTenant } from '../../../sandbox/entra/create-tenant'
import { entraKind } from '../../../sandbox/entra/directory-kind'
import type { Faults } from '../../../sandbox/faults/create-faults'
import { createFaults } from '../../../sandbox/faults/create-faults'
import { settleAnswers } from '../../../sandbox/guesses/guesses'
import { createIdentities } from '../../../sandbox/identities'
import { createRandom } from '../../../sandbox/random'
import type { FixtureHost } from '../forge/fixture-host'
import { startFixture } from '../forge/fixture-host'

/** The fixture's app with faults armed; its services answer everything with 200. */
export function startFaulty(
  lines: readonly string[],
  options: Parameters<typeof startFixture>[0] = {},
): FixtureHost & { faults: Faults; site: Site } {
  const fixture = startFixture(options)
  const { clock, host } = fixture
  const [random, answers] = [createRandom('faults'), settleAnswers()]
  const site = createSite({ clock, random, answers })
  const tenant = createTenant({ clock, random, kind: entraKind(answers) })
  const identities = createIdentities({ site, tenant })
  const faults = createFaults({ clock, random, host, site, tenant, identities, accessGroupId: '' })
  for (const line of lines) faults.add(line)
  return { ...fixture, faults, site }
}
