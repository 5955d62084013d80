export const connections = {
  orgId: 'Organization id',
  directoryId: 'Directory id',
  apiKey: 'Organization API key',
  notADate: 'Enter the date as YYYY-MM-DD, for example 2027-01-31.',
  scimDirectoryId: 'SCIM directory id',
  scimApiKey: 'SCIM API key',
} as const
