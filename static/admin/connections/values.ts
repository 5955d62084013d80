/** The connections as the forms hold them; each form fills its own part. */
export interface ConnectionsValues {
  /** By the name of the field: each directory has its own. */
  directory: Record<string, string>
  orgId: string
  directoryId: string
  apiKey: string
  apiKeyExpires: string
  scimDirectoryId: string
  scimApiKey: string
  /** Last day of the credential, where no field of its own has it; '' = not known. */
  expires: string
  /** Groups that the app may write to. */
  groupIds: readonly string[]
  maySuspend: boolean
}

/** Ids that are known are filled in; secrets never come out of the app, so their fields begin empty. */
export const emptyValues: ConnectionsValues = {
  directory: {},
  orgId: '',
  directoryId: '',
  apiKey: '',
  apiKeyExpires: '',
  scimDirectoryId: '',
  scimApiKey: '',
  expires: '',
  groupIds: [],
  maySuspend: false,
}
