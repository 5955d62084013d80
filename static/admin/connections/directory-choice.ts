import type { Connections } from '../../../src/app/state/connections'

/** Where the people are, and how the app signs in there. */
export const DIRECTORY_CHOICES = ['entra-secret', 'entra-certificate', 'okta-token', 'okta-app'] as const
export type DirectoryChoice = (typeof DIRECTORY_CHOICES)[number]

/** What the form holds of the directory; which of it counts depends on the choice. */
export interface DirectoryValues {
  tenantId: string
  clientId: string
  clientSecret: string
  certificate: string
  privateKey: string
  orgUrl: string
  apiToken: string
  keyId: string
}

export function toDirectory(choice: DirectoryChoice, values: DirectoryValues): Pick<Connections, 'entra' | 'okta'> {
  const { tenantId, clientId, clientSecret, certificate, privateKey, orgUrl, apiToken, keyId } = values
  switch (choice) {
    case 'entra-secret':
      return { entra: { tenantId, clientId, clientSecret } }
    case 'entra-certificate':
      return { entra: { tenantId, clientId, certificate: { certificate, privateKey } } }
    case 'okta-token':
      return { okta: { orgUrl, apiToken } }
    case 'okta-app':
      return { okta: { orgUrl, serviceApp: { clientId, keyId, privateKey } } }
  }
}
