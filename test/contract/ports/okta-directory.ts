/** Okta for the suite of the directory port: the adapter over the sandbox's org. */
import { connectDirectory } from '../../../src/adapters/directories/connect-directory'
import { createOktaWorld } from '../../sandbox/okta/okta-world'
import { DAY, MINUTE } from '../../sandbox/remote-world'
import { createRemote } from '../../support/remote-fetch'
import type { DirectoryHarness } from './directory-harness'
import { addToTenant, breakPages } from './over-tenant'

export function createOktaHarness(): DirectoryHarness {
  const { tenant, clock, okta, org } = createOktaWorld()
  const remote = createRemote([okta])
  const now = (): Date => new Date(clock.now())
  const values = { orgUrl: `https://${org.host}`, apiToken: org.apiToken }
  return {
    directory: connectDirectory({ ...remote, now }, async () => ({ kind: 'okta', values })),
    ...addToTenant(tenant),
    otherAppId: '0oaANOTHER0000000000',
    now,
    // The System Log is up to two minutes late.
    settle: () => clock.runUntil(clock.now() + 3 * MINUTE),
    nextDay: () => clock.runUntil(clock.now() + DAY),
    breakSecondPage: (how) =>
      breakPages(remote, '/api/v1/users', (url) => url.searchParams.has('after'), how, {
        status: 200,
        headers: { link: '<https://evil.okta.com/api/v1/users?after=x>; rel="next"' },
        body: '[]',
      }),
    violations: () => [...okta.violations.map(({ text }) => text), ...remote.strangers],
  }
}
