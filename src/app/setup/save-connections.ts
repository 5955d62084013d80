import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Ports } from '../../ports'
import { checkList } from '../read/group-gate'
import { connectionsSchema, describeConnectionIssue } from '../state/connections'
import type { ConnectedInfo, Connections } from '../state/connections'
import { forgetDirectory } from '../state/forget-directory'
import { CONNECTIONS_SECRET, keys } from '../state/keys'

/**
 * Secrets go in and never come out. Each group of the list is read with the credential as typed.
 * @throws AppError `invalid-input`, naming the field but never its value, or the group that the app must never write to
 */
export async function saveConnections(
  ports: Pick<Ports, 'secrets' | 'store' | 'tryOrganization' | 'site'>,
  input: unknown,
): Promise<ConnectedInfo> {
  const parsed = v.safeParse(connectionsSchema, input)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new AppError('invalid-input', `${v.getDotPath(issue) ?? 'connections'}: ${describeConnectionIssue(issue)}`)
  }
  const { organization, scim } = parsed.output
  const { groupIds, maySuspend } = organization
  await checkList(ports.tryOrganization(organization), groupIds, ports.site.cloudId())
  const info: ConnectedInfo = {
    ...describeDirectory(parsed.output),
    orgId: organization.orgId,
    directoryId: organization.directoryId,
    scimDirectoryId: scim?.directoryId ?? null,
    apiKeyExpires: organization.apiKeyExpires,
    groupIds,
    maySuspend,
  }
  const before = await ports.store.get<ConnectedInfo>(keys.connected)
  // Ids of one directory mean nothing in another: kept, everybody would look as if they had been deleted.
  if (before !== null && !isSameDirectory(before, info)) await forgetDirectory(ports)
  await ports.secrets.save(CONNECTIONS_SECRET, parsed.output)
  await ports.store.set(keys.connected, info)
  return info
}

function describeDirectory({
  entra,
  okta,
}: Connections): Pick<ConnectedInfo, 'directory' | 'tenantId' | 'oktaUrl' | 'clientId'> {
  if (entra !== undefined) return { directory: 'entra', tenantId: entra.tenantId, clientId: entra.clientId }
  const clientId = okta?.serviceApp?.clientId
  return { directory: 'okta', oktaUrl: okta?.orgUrl ?? '', ...(clientId === undefined ? {} : { clientId }) }
}

function isSameDirectory(one: ConnectedInfo, other: ConnectedInfo): boolean {
  return one.tenantId === other.tenantId && one.oktaUrl === other.oktaUrl
}
