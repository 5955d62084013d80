/** Entra for the suite of the directory port: the adapter over the sandbox's Graph. */
import { connectDirectory } from '../../../src/adapters/directories/connect-directory'
import { DAY, MINUTE, createRemoteWorld } from '../../sandbox/remote-world'
import { createRemote } from '../../support/remote-fetch'
import { addToTenant, breakPages } from './over-tenant'
import type { DirectoryHarness } from './directory-harness'

export function createEntraHarness(): DirectoryHarness {
  const world = createRemoteWorld()
  const { tenant, clock, entra } = world
  const remote = createRemote([entra])
  const { tenantId, clientId, clientSecret } = tenant
  const values = { tenantId, clientId, clientSecret }
  const now = (): Date => new Date(clock.now())
  return {
    directory: connectDirectory({ ...remote, now }, async () => ({ kind: 'entra', values })),
    ...addToTenant(tenant),
    otherAppId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    now,
    // Delta is up to two minutes late, the sign-in log up to fifteen.
    settle: () => clock.runUntil(clock.now() + 20 * MINUTE),
    nextDay: () => clock.runUntil(clock.now() + DAY),
    breakSecondPage: (how) =>
      breakPages(remote, '/v1.0/users', (url) => url.searchParams.has('$skiptoken'), how, {
        status: 200,
        body: JSON.stringify({ value: [], '@odata.nextLink': 'https://evil.example/v1.0/users' }),
      }),
    violations: () => [...entra.violations.map(({ text }) => text), ...remote.strangers],
  }
}
