/** Okta for the suite of the directory port: the adapter over the sandbox's org. */
import { createOkta, withRetryAfter } from '../../../src/adapters/okta/client'
import { createOktaDirectory } from '../../../src/adapters/okta/directory'
import { createHttp } from '../../../src/adapters/http'
import { createOktaWorld } from '../../sandbox/okta/okta-world'
import { DAY, MINUTE } from '../../sandbox/remote-world'
import { createRemote } from '../../support/remote-fetch'
import type { DirectoryHarness } from './directory-harness'
import { addToTenant, breakPages } from './over-tenant'

export function createOktaHarness(): DirectoryHarness {
  const { tenant, clock, okta, org } = createOktaWorld()
  const remote = createRemote([okta])
  const now = (): Date => new Date(clock.now())
  const http = createHttp(withRetryAfter(remote.fetch), { timeLeftMs: () => remote.timeLeftMs })
  const credentials = { orgUrl: `https://${org.host}`, apiToken: org.apiToken }
  return {
    directory: createOktaDirectory(
      createOkta(http, remote.fetch, async () => credentials, now),
      now,
    ),
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
