import type { ConnectedInfo, ConnectionsInput } from '../../../src/app/connections'
import { toDirectory, toDirectoryValues } from './directory-choice'
import type { DirectoryChoice, DirectoryValues } from './directory-choice'

/** The connections as the form holds them. */
export interface ConnectionsValues extends DirectoryValues {
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
    ...toDirectoryValues(connected),
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

export function toConnections(choice: DirectoryChoice, values: ConnectionsValues): ConnectionsInput {
  const { orgId, directoryId, apiKey, apiKeyExpires, groupIds, maySuspend, scimDirectoryId, scimApiKey } = values
  const hasScim = scimDirectoryId !== '' || scimApiKey !== ''
  return {
    ...toDirectory(choice, values),
    organization: { orgId, directoryId, apiKey, apiKeyExpires, groupIds: [...groupIds], maySuspend },
    ...(hasScim ? { scim: { directoryId: scimDirectoryId, apiKey: scimApiKey } } : {}),
  }
}
