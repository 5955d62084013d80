import type { Finding, FindingOutcome } from '../../../src/ports'

/** What the app tried, and what a service said to it. */
const TRIED: Readonly<Record<Finding['what'], string>> = {
  'sign-in': 'Signing in to Entra',
  users: 'Reading people (User.Read.All)',
  groups: 'Reading groups (GroupMember.Read.All)',
  'sign-ins': 'Reading sign-ins (AuditLog.Read.All, optional)',
  key: 'The key',
  okta: 'Reading people and groups in Okta',
}
const PERMISSIONS: Readonly<Partial<Record<Finding['what'], string>>> = {
  users: 'User.Read.All',
  groups: 'GroupMember.Read.All',
  'sign-ins': 'AuditLog.Read.All',
}

/** One line for each thing that was tried; `toDo` says exactly what to click. */
export function findingText({ what, outcome, detail = '' }: Finding): { title: string; toDo: string } {
  const title = `${TRIED[what]}: ${OUTCOMES[outcome]}`
  return { title, toDo: adviceOf(what, outcome, detail) }
}

/** What came of it. */
export const OUTCOMES: Readonly<Record<FindingOutcome, string>> = {
  ok: 'works',
  'secret-wrong': 'the client secret is wrong',
  'secret-is-its-id': 'that is the id of the secret, not its value',
  'secret-expired': 'the client secret has expired',
  'certificate-unknown': 'Entra does not know the certificate',
  'app-unknown': 'the application is not in this tenant',
  'tenant-unknown': 'there is no such tenant',
  'permission-missing': 'the permission is missing',
  'no-premium': 'the tenant has no Entra ID P1',
  'key-refused': 'it is wrong or has expired',
  'key-scoped': 'it was made with scopes, which do not suffice',
  'key-of-scim': 'that is the key of the SCIM directory',
  'key-of-organization': 'that is the key of the organization',
  'organization-unknown': 'it belongs to another organization',
  'directory-unknown': 'there is no such directory',
  'token-refused': 'the API token is wrong or no longer good',
  'app-refused': 'Okta does not accept the client id, the key id or the private key',
  'role-missing': 'an administrator role is missing',
  'scope-missing': 'the service app lacks a scope',
  'address-wrong': 'that is not the address of an Okta org',
  refused: 'it was refused',
  'no-answer': 'no answer',
}

function adviceOf(what: Finding['what'], outcome: FindingOutcome, detail: string): string {
  switch (outcome) {
    case 'ok':
      return ''
    case 'secret-wrong':
      return 'Entra admin center › App registrations › your app › Certificates & secrets › Client secrets: copy the column Value. It is shown only right after the secret is made; make a new one if it is hidden.'
    case 'secret-is-its-id':
      return 'Entra admin center › App registrations › your app › Certificates & secrets: copy the column Value, not Secret ID. If the value is hidden, press New client secret and copy it at once.'
    case 'secret-expired':
      return 'Entra admin center › App registrations › your app › Certificates & secrets › New client secret. Copy its Value and its Expires date here.'
    case 'certificate-unknown':
      return 'Entra admin center › App registrations › your app › Certificates & secrets › Certificates › Upload certificate. The private key has to belong to it.'
    case 'app-unknown':
      return 'Entra admin center › App registrations › your app › Overview: copy Application (client) ID and Directory (tenant) ID from the same page.'
    case 'tenant-unknown':
      return 'Entra admin center › Overview: copy the Tenant ID.'
    case 'permission-missing':
      return `Entra admin center › App registrations › your app › API permissions › Add a permission › Microsoft Graph › Application permissions › ${PERMISSIONS[what] ?? 'the permission'}. Then press Grant admin consent.`
    case 'no-premium':
      return 'The sign-in log needs Entra ID P1 or P2. Without it, switch "Signing in through the directory" off under Settings › What counts as asking.'
    case 'key-refused':
      return 'Create a new key where the old one was made, and enter it here with its last day.'
    case 'key-scoped':
      return 'admin.atlassian.com › Settings › API keys › Create API key › API key without scopes. The calls that the app needs accept no other.'
    case 'key-of-scim':
      return 'Enter a key of admin.atlassian.com › Settings › API keys here, and this one under SCIM directory.'
    case 'key-of-organization':
      return 'Enter the key of admin.atlassian.com › Security › Identity providers › your directory here, and this one under Organization.'
    case 'organization-unknown':
      return `Enter the organization id that the key knows: ${detail === '' ? 'it knows none' : detail}.`
    case 'directory-unknown':
      return detail === ''
        ? 'Copy the directory id from the end of the SCIM base URL: admin.atlassian.com › Security › Identity providers › your directory.'
        : `Enter the directory id of this organization: ${detail}.`
    case 'token-refused':
      return 'Okta admin console › Security › API › Tokens › Create token, signed in as an administrator who may only read. Copy its value at once: it is shown only then. A token that nobody used for 30 days has ended.'
    case 'app-refused':
      return 'Okta admin console › Applications › Applications › your service app › General: copy Client ID, and under Public keys the KID of the key whose private half you enter here. The service app has to be active.'
    case 'role-missing':
      return 'Okta admin console › Security › Administrators › Add administrator: give Read-only Administrator to the owner of the API token. A service app gets it under Applications › your service app › Admin roles › Edit assignments.'
    case 'scope-missing':
      return 'Okta admin console › Applications › your service app › Okta API Scopes: press Grant at okta.users.read, okta.groups.read and okta.logs.read.'
    case 'address-wrong':
      return 'Open Okta and copy its address without "-admin" and without what follows okta.com, for example https://company.okta.com.'
    case 'refused':
      if (what === 'okta') return detail
      return `The answer was ${detail}. Try again in a minute; if it stays, check every field.`
    case 'no-answer':
      return `${detail === '' ? 'The service did not answer in time.' : detail}${what === 'okta' ? ' Check the Okta address.' : ''} Test again in a minute.`
  }
}
