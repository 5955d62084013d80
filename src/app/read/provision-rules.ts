import { attributeDigest } from '../../core/digest'
import type { Person } from '../../core/people'
import type { ProvisionRules } from '../../core/provision'
import { proofDigest } from '../../core/proofs'
import { compileScope } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { readPermissions } from './group-gate'
import { readTarget } from './target'

/** The rules by which everybody is judged, whether in a full run or alone. */
export async function readRules(
  ports: Pick<Ports, 'store' | 'secrets'>,
  settings: Settings,
  digestKey: string,
): Promise<ProvisionRules> {
  const target = await readTarget(ports, settings)
  return {
    leavers: settings.leavers,
    maySuspend: (await readPermissions(ports)).maySuspend,
    scope: compileScope(settings),
    createsAccounts: target !== 'observe',
    proofOf: ({ proofs }) => proofDigest(digestKey, proofs),
    digestOf: target === 'scim' ? (person: Person) => attributeDigest(digestKey, person) : null,
  }
}
