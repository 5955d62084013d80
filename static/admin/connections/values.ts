import type { ConnectedInfo, Connections } from '../../../src/app/connections'

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
  }
}

export function toConnections(values: ConnectionsValues): Connections {
  const { tenantId, clientId, clientSecret, orgId, directoryId, apiKey, apiKeyExpires } = values
  return {
    entra: { tenantId, clientId, clientSecret },
    organization: { orgId, directoryId, apiKey, apiKeyExpires },
    scim: { directoryId: values.scimDirectoryId, apiKey: values.scimApiKey },
  }
}
