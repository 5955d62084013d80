import { AppError } from '../../core/errors'
import type { SaidRoles } from '../../core/roles'
import type { SettingChange } from '../../core/settings/compare-settings'
import type { Ports } from '../../ports'
import { checkList } from '../read/group-gate'
import { keepConnections, parseConnections, readConnected } from '../state/connections'
import type { ConnectedInfo } from '../state/connections'
import { forgetDirectory } from '../state/forget-directory'
import { takeLease } from '../state/lease'

/**
 * Secrets go in and never come out; what roles are said to mean now is told for the audit trail. Each group of the list is read with the credential as typed.
 * @throws AppError `invalid-input`, naming the field but never its value, or the group that the app must never write to
 */
export async function saveConnections(
  ports: Pick<Ports, 'secrets' | 'store' | 'tryOrganization' | 'directories' | 'site'>,
  input: unknown,
): Promise<ConnectedInfo & { readonly changes: readonly SettingChange[] }> {
  const connections = parseConnections(ports, input)
  const { directory, organization, scim } = connections
  const { groupIds, maySuspend, roles } = organization
  await checkList(ports.tryOrganization(organization), organization, ports.site.cloudId())
  const info: ConnectedInfo = {
    ...ports.directories.show(directory),
    orgId: organization.orgId,
    directoryId: organization.directoryId,
    scimDirectoryId: scim?.directoryId ?? null,
    apiKeyExpires: organization.apiKeyExpires,
    groupIds,
    maySuspend,
    roles,
  }
  const before = await readConnected(ports.store)
  // Ids of one directory mean nothing in another: kept, everybody would look as if they had been deleted.
  const isExchanged = before !== null && !ports.directories.isSame(before, info)
  if (isExchanged) await forgetDirectory(ports)
  await keepConnections(ports, connections, info)
  // A run that began in between has read the earlier one.
  if (isExchanged) await forgetDirectory(ports)
  return { ...info, changes: compareRoles(before?.roles ?? {}, roles) }
}

function compareRoles(before: SaidRoles, after: SaidRoles): readonly SettingChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((role) => before[role] !== after[role])
    .map((role) => ({ setting: 'roles', entry: role, from: before[role] ?? null, to: after[role] ?? null }))
}

/** Longer than the page waits for an answer. */
const LEASE_SECONDS = 30

/**
 * The secret store knows no compare-and-set: whoever reads the credentials, changes a part and keeps them does so alone.
 * @throws AppError `unavailable` while somebody else saves connections
 */
export async function savingAlone<T>(ports: Pick<Ports, 'store' | 'clock'>, save: () => Promise<T>): Promise<T> {
  const lease = await takeLease(ports, 'connections', crypto.randomUUID(), LEASE_SECONDS)
  if (lease === null)
    throw new AppError(
      'unavailable',
      'Expected nobody else to save connections at this moment, somebody does. Nothing was saved: look at the page again in half a minute, then save once more.',
    )
  try {
    return await save()
  } finally {
    await lease.release()
  }
}
