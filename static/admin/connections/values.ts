import type { ConnectedInfo, ConnectionsInput } from '../../../src/app/connections'

/** The connections as the form holds them. */
export interface ConnectionsValues {
  tenantId: string
  clientId: string
  clientSecret: string
  orgId: string
  directoryId: string
  apiKey: string
  apiKeyExpires: string
  scimDirectoryId: string
  scimApiKey: string
  /** Groups that the app may write to. */
  groupIds: readonly string[]
  maySuspend: boolean
}

/** Ids that are known are filled in; secrets never come out of the app, so their fields begin empty. */
export function toConnectionsValues(connected: ConnectedInfo | null): ConnectionsValues {
  return {
    tenantId: connected?.tenantId ?? '',
    clientId: connected?.clientId ?? '',
    clientSecret: '',
    orgId: connected?.orgId ?? '',
    directoryId: connected?.directoryId ?? '',
    apiKey: '',
    apiKeyExpires: connected?.apiKeyExpires ?? '',
    scimDirectoryId: connected?.scimDirectoryId ?? '',
    scimApiKey: '',
    groupIds: connected?.groupIds ?? [],
    maySuspend: connected?.maySuspend ?? false,
  }
}

export function toConnections(values: ConnectionsValues): ConnectionsInput {
  const { tenantId, clientId, clientSecret, orgId, directoryId, apiKey, apiKeyExpires, groupIds, maySuspend } = values
  return {
    entra: { tenantId, clientId, clientSecret },
    organization: { orgId, directoryId, apiKey, apiKeyExpires, groupIds: [...groupIds], maySuspend },
    scim: { directoryId: values.scimDirectoryId, apiKey: values.scimApiKey },
  }
}
