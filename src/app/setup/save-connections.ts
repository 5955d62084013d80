import type { Ports } from '../../ports'
import { checkList } from '../read/group-gate'
import { parseConnections } from '../state/connections'
import type { ConnectedInfo } from '../state/connections'
import { forgetDirectory } from '../state/forget-directory'
import { CONNECTIONS_SECRET, keys } from '../state/keys'

/**
 * Secrets go in and never come out. Each group of the list is read with the credential as typed.
 * @throws AppError `invalid-input`, naming the field but never its value, or the group that the app must never write to
 */
export async function saveConnections(
  ports: Pick<Ports, 'secrets' | 'store' | 'tryOrganization' | 'directories' | 'site'>,
  input: unknown,
): Promise<ConnectedInfo> {
  const connections = parseConnections(ports, input)
  const { directory, organization, scim } = connections
  const { groupIds, maySuspend } = organization
  await checkList(ports.tryOrganization(organization), groupIds, ports.site.cloudId())
  const info: ConnectedInfo = {
    ...ports.directories.show(directory),
    orgId: organization.orgId,
    directoryId: organization.directoryId,
    scimDirectoryId: scim?.directoryId ?? null,
    apiKeyExpires: organization.apiKeyExpires,
    groupIds,
    maySuspend,
  }
  const before = await ports.store.get<ConnectedInfo>(keys.connected)
  // Ids of one directory mean nothing in another: kept, everybody would look as if they had been deleted.
  if (before !== null && !ports.directories.isSame(before, info)) await forgetDirectory(ports)
  await ports.secrets.save(CONNECTIONS_SECRET, connections)
  await ports.store.set(keys.connected, info)
  return info
}
