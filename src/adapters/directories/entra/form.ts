import type { DirectoryField, DirectoryForm } from '../form'

const APPS = 'Entra admin center › App registrations'
const SECRETS = `${APPS} › your app › Certificates & secrets`
const TENANT: readonly DirectoryField[] = [
  { name: 'tenantId', label: 'Tenant id', kind: 'text' },
  { name: 'clientId', label: 'Client id', kind: 'text' },
]

export const entraForm = {
  kind: 'entra',
  identifiedBy: 'tenantId',
  name: 'Entra ID',
  where: `${APPS} › New registration. Copy the Directory (tenant) ID and the Application (client) ID from its overview. Then Certificates & secrets › New client secret, and copy its Value. Under API permissions add the Microsoft Graph application permissions User.Read.All and GroupMember.Read.All (and, if you like, AuditLog.Read.All: for sign-ins that count as asking, and to see the last sign-in of a person), and Grant admin consent.`,
  choices: [
    {
      id: 'secret',
      label: 'Entra ID, with a client secret',
      fields: [
        ...TENANT,
        { name: 'clientSecret', label: 'Client secret', kind: 'secret', help: 'The value of the secret, not its id.' },
      ],
      hasEnd: true,
    },
    {
      id: 'certificate',
      label: 'Entra ID, with a certificate',
      fields: [
        ...TENANT,
        {
          name: 'certificate',
          label: 'Certificate',
          kind: 'pem',
          help: 'In PEM form, as it is registered for the application in Entra.',
        },
        { name: 'privateKey', label: 'Private key', kind: 'pem', help: 'In PEM form, without a passphrase.' },
      ],
    },
  ],
  tried: {
    'sign-in': {
      title: 'Signing in to Entra',
      name: 'Entra: signing in',
      expected: 'Entra accepts the application and its secret or certificate',
    },
    users: {
      title: 'Reading people (User.Read.All)',
      name: 'Entra: User.Read.All',
      expected: 'People can be read',
      permission: 'User.Read.All',
    },
    groups: {
      title: 'Reading groups (GroupMember.Read.All)',
      name: 'Entra: GroupMember.Read.All',
      expected: 'Groups and their members can be read',
      permission: 'GroupMember.Read.All',
    },
    'sign-ins': {
      title: 'Reading sign-ins (AuditLog.Read.All, optional)',
      name: 'Entra: AuditLog.Read.All (optional)',
      expected: 'Sign-ins can be read: where they count as asking, and to show the last one of a person',
      permission: 'AuditLog.Read.All',
      optional:
        'Nothing, unless you want to see the last sign-in of a person under People, or let sign-ins count as asking. It takes Entra ID P1 or P2.',
    },
  },
  outcomes: {
    'secret-wrong': {
      found: 'the client secret is wrong',
      toDo: `${SECRETS} › Client secrets: copy the column Value. It is shown only right after the secret is made; make a new one if it is hidden.`,
    },
    'secret-is-its-id': {
      found: 'that is the id of the secret, not its value',
      toDo: `${SECRETS}: copy the column Value, not Secret ID. If the value is hidden, press New client secret and copy it at once.`,
    },
    'secret-expired': {
      found: 'the client secret has expired',
      toDo: `${SECRETS} › New client secret. Copy its Value and its Expires date here.`,
    },
    'certificate-unknown': {
      found: 'Entra does not know the certificate',
      toDo: `${SECRETS} › Certificates › Upload certificate. The private key has to belong to it.`,
    },
    'app-unknown': {
      found: 'the application is not in this tenant',
      toDo: `${APPS} › your app › Overview: copy Application (client) ID and Directory (tenant) ID from the same page.`,
    },
    'tenant-unknown': { found: 'there is no such tenant', toDo: 'Entra admin center › Overview: copy the Tenant ID.' },
    'permission-missing': {
      found: 'the permission is missing',
      toDo: `${APPS} › your app › API permissions › Add a permission › Microsoft Graph › Application permissions › {permission}. Then press Grant admin consent.`,
    },
    'no-premium': {
      found: 'the tenant has no Entra ID P1',
      toDo: 'The sign-in log needs Entra ID P1 or P2. Without it, switch "Signing in through the directory" off under Settings › What counts as asking.',
    },
  },
  hints: {
    'signals.signIn': 'With Entra ID it needs P1.',
    'signals.signInAppIds': 'In Entra: Enterprise applications, Atlassian Cloud, Application ID.',
    requiredGroupIds: 'In Entra, members of nested groups count.',
  },
  noSignIn: {
    'permission-missing': `the permission is missing. It is optional; to see it: ${APPS} › your app › API permissions › Microsoft Graph › Application permissions › AuditLog.Read.All, then Grant admin consent.`,
    'no-premium': 'Entra tells it to tenants with Entra ID P1 or P2 only. It is optional: no job decides by it.',
  },
} as const satisfies DirectoryForm

export type EntraTried = keyof typeof entraForm.tried
/** Beside those that need no words of a directory. */
export type EntraOutcome = keyof typeof entraForm.outcomes | 'ok' | 'refused' | 'no-answer' | 'throttled'
