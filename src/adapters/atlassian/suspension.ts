import type { Http } from '../http'
import { expectStatus } from '../parse'
import { ADMIN } from './organization'
import type { PermittedCredentials } from './organization'
import type { Suspended } from '../../ports'
import type { AccountSuspender } from './scim'

/** Suspends and restores accounts in the organization: for those that no SCIM directory of ours knows. */
export function createSuspender(http: Http, readCredentials: () => Promise<PermittedCredentials>): AccountSuspender {
  async function send(accountId: string, verb: 'suspend' | 'restore'): Promise<Suspended> {
    const { orgId, directoryId, apiKey, maySuspend } = await readCredentials()
    if (!maySuspend) return 'may-not-suspend'
    const url = `${ADMIN}/v2/orgs/${encodeURIComponent(orgId)}/directories/${encodeURIComponent(directoryId)}/users/${encodeURIComponent(accountId)}/${verb}`
    // Without a body the service answers 415.
    expectStatus(
      204,
      await http.send({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${apiKey}` },
        json: {},
        retries: 1,
      }),
      `Account: ${verb}`,
    )
    return 'done'
  }
  return {
    suspend: (accountId) => send(accountId, 'suspend'),
    unsuspend: (accountId) => send(accountId, 'restore'),
  }
}
