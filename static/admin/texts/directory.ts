/** Where the people of the company are, and how the app signs in there. */
export const directory = {
  title: 'Directory',
  choice: 'People are in',
  choiceHelp:
    'And how the app signs in there. In another directory everybody is matched anew, and nobody loses anything.',
  choices: {
    'entra-secret': 'Entra ID, with a client secret',
    'entra-certificate': 'Entra ID, with a certificate',
    'okta-token': 'Okta, with an API token',
    'okta-app': 'Okta, with a service app',
  },
  names: { entra: 'Entra ID', okta: 'Okta' },
  tenantId: 'Tenant id',
  clientId: 'Client id',
  clientSecret: 'Client secret',
  clientSecretHelp: 'The value of the secret, not its id.',
  certificate: 'Certificate',
  certificateHelp: 'In PEM form, as it is registered for the application in Entra.',
  privateKey: 'Private key',
  privateKeyHelp: 'In PEM form, without a passphrase.',
  orgUrl: 'Okta address',
  orgUrlHelp: 'For example https://company.okta.com; not the address of the admin console.',
  apiToken: 'API token',
  apiTokenHelp:
    'Of an administrator who may only read: Security, API, Tokens. It stops working after 30 days without use.',
  keyId: 'Key id',
  keyIdHelp: 'The kid of the public key in the settings of the service app.',
} as const
