import type { Finding, FindingOutcome } from '../../../src/ports'
import type { ReadinessLine } from '../../../src/app/setup/readiness-line'

export const setup = {
  about:
    'Connect the directory and the organization, then check that everything is ready. Secrets are stored by Forge and never shown again.',
  connected: 'Connected',
  notConnected: 'Not connected',
  optional: 'Optional',
  connect: (the: string) => `Connect ${the}`,
  change: (the: string) => `Change ${the}`,
  keep: (the: string) => `Leave ${the} as it is`,
  testOf: (the: string) => `Test ${the}`,
  testStored: (the: string) => `Test the stored credentials of ${the}`,
  save: (the: string) => `Save ${the}`,
  saved: (name: string) => `${name} saved.`,
  endsOn: (day: string) => `Good until ${day}`,
  noEnd: 'Its last day is not known',
  savedAt: (instant: string) => `Entered ${instant}`,
  expires: 'Last day of the secret',
  expiresHelp: 'As YYYY-MM-DD, or empty if it has none. No API tells it to the app, so the page warns by this one.',
  notADate: 'Enter the date as YYYY-MM-DD, for example 2027-01-31, or leave it empty.',
  directory: {
    name: 'Directory',
    the: 'the directory',
    about: 'Where the people of the company are. The app only reads it.',
    entraWhere:
      'Entra admin center › App registrations › New registration. Copy the Directory (tenant) ID and the Application (client) ID from its overview. Then Certificates & secrets › New client secret, and copy its Value. Under API permissions add the Microsoft Graph application permissions User.Read.All and GroupMember.Read.All (and, if you like, AuditLog.Read.All: for sign-ins that count as asking, and to see the last sign-in of a person), and Grant admin consent.',
  },
  organization: {
    name: 'Organization',
    the: 'the organization',
    about: 'Accounts, groups and memberships at Atlassian.',
    where:
      'admin.atlassian.com › Settings › API keys › Create API key, without scopes. The organization id is in the address of admin.atlassian.com after /o/. The directory id: Directory › Users, in the address after /directories/.',
    expires: 'API key expires on',
    expiresHelp: 'As YYYY-MM-DD, at most a year ahead. Atlassian tells apps no date, so the page warns by this one.',
  },
  scim: {
    name: 'SCIM directory',
    the: 'the SCIM directory',
    expires: 'SCIM API key expires on',
    about:
      'Lets the app make accounts. Leave it out when another connector already synchronises your people: then the app only observes.',
    where:
      'admin.atlassian.com › Security › Identity providers › your directory › Set up user provisioning. It shows the SCIM base URL, which ends with the directory id, and the API key once.',
    observe: 'Observe: remove the SCIM directory',
    removed: 'The SCIM directory is removed. The app makes no accounts.',
  },
} as const

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

const OUTCOMES: Readonly<Record<FindingOutcome, string>> = {
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

/** The readiness check. */
export const readiness = {
  title: 'Readiness check',
  about: 'Everything that the jobs will need, as it is now.',
  check: 'Check now',
  checkedAt: (instant: string) => `Checked ${instant}.`,
  never: 'Not checked since this page was opened.',
  summary: (bad: number, warning: number) =>
    bad > 0
      ? `${bad} to correct before the jobs can do their work`
      : warning > 0
        ? `Ready, with ${warning} to look at`
        : 'Everything is ready',
  levels: { good: 'Good', warning: 'Look at it', bad: 'To correct' },
  caption: 'What was expected and what was found',
  columns: { check: 'Check', expected: 'Expected', found: 'Found', toDo: 'What to do' },
  confirmed: 'Noted, with your name and the time.',
  takenBack: 'Taken back. It counts as not looked at.',
  takeBack: { domains: 'Take back: approved domains', mail: 'Take back: mail delivery' },
  confirm: { domains: 'I have checked the approved domains', mail: 'I have checked the mail delivery' },
  links: {
    domains: { text: 'Open the access settings', href: 'https://admin.atlassian.com' },
    mail: { text: 'Open the outgoing mail settings', href: '/jira/settings/system/outgoing-email' },
  },
} as const

const NAMES: Readonly<Record<ReadinessLine['check'], string>> = {
  'sign-in': 'Entra: signing in',
  users: 'Entra: User.Read.All',
  groups: 'Entra: GroupMember.Read.All',
  'sign-ins': 'Entra: AuditLog.Read.All (optional)',
  directory: 'Directory',
  'required-groups': 'Required groups',
  organization: 'Organization API key',
  scim: 'SCIM directory',
  'directory-expiry': 'Directory: last day of the credential',
  'organization-expiry': 'Organization API key: last day',
  'scim-expiry': 'SCIM API key: last day',
  seats: 'Seats',
  'access-group': 'Access group',
  'shared-group': 'One product per access group',
  tick: 'Schedule of the app',
  domains: 'Approved domains',
  mail: 'Mail delivery',
}

const ENDS_LATE = 'More than 30 days left, or more than a fifth of a shorter life'
const EXPECTED: Readonly<Record<ReadinessLine['check'], string>> = {
  'sign-in': 'Entra accepts the application and its secret or certificate',
  users: 'People can be read',
  groups: 'Groups and their members can be read',
  'sign-ins': 'Sign-ins can be read: where they count as asking, and to show the last one of a person',
  directory: 'Connected, and people can be read',
  'required-groups': 'Each of them is in the directory',
  organization: 'Accepted for this organization and directory, made without scopes',
  scim: 'Accepted for this SCIM directory',
  'directory-expiry': ENDS_LATE,
  'organization-expiry': ENDS_LATE,
  'scim-expiry': ENDS_LATE,
  seats: 'Used and free seats can be read',
  'access-group': 'On the list, managed in Atlassian, gives nothing but the use of this site',
  'shared-group': 'Gives this product and no other',
  tick: 'Seen within the last hour',
  domains: 'No domain gives a seat by itself; an administrator has looked',
  mail: 'Outgoing mail is on; an administrator has looked',
}

export interface ReadinessWords {
  readonly name: string
  readonly expected: string
  readonly found: string
  readonly toDo: string
}

/** @param products names of products by key @param formatAt instants as the page shows them */
export function readinessText(
  line: ReadinessLine,
  products: Readonly<Record<string, string>>,
  formatAt: (iso: string) => string,
): ReadinessWords {
  const { check, outcome, values } = line
  const text = (name: string): string => String(values[name] ?? '')
  const product = products[text('product')] ?? text('product')
  const name = product === '' ? NAMES[check] : `${NAMES[check]}: ${product}`
  const words = (found: string, toDo = ''): ReadinessWords => ({ name, expected: EXPECTED[check], found, toDo })
  switch (outcome) {
    case 'ok':
      if (check === 'required-groups') return words('All of them are in the directory')
      if (check === 'seats') return words('Can be read')
      if (check === 'access-group') return words(`"${text('group')}" can be written to`)
      if (check === 'shared-group') return words(`"${text('group')}" gives nothing else`)
      return words('Works')
    case 'not-connected':
      return words('Not entered', `Enter it under ${check === 'organization' ? 'Organization' : 'Directory'} above.`)
    case 'good-until':
      return words(`${text('day')}, in ${text('daysLeft')} days`)
    case 'ends':
      return words(`${text('day')}, in ${text('daysLeft')} days`, 'Make a new one in time and enter it above.')
    case 'ended':
      return words(`It ended on ${text('day')}`, 'Make a new one and enter it above.')
    case 'no-date':
      return words('Not known', 'Enter its last day with the credential, so that the page can warn you.')
    case 'not-found':
      return words(`The directory has no group ${text('group')}`, 'Remove it under Settings › Who is in scope.')
    case 'none-given':
      return words(
        'No group gives it',
        'Give the product a default group in admin.atlassian.com, or choose one under Settings.',
      )
    case 'missing':
      return words(
        `The organization has no group "${text('group')}"`,
        'Choose another one under Settings › Products and seats.',
      )
    case 'synchronised':
      return words(
        `Only the identity provider can change "${text('group')}"`,
        line.level === 'bad'
          ? 'Choose a group that is managed in Atlassian under Settings › Products and seats.'
          : 'People who have access through it keep it. Take the product from the group in admin.atlassian.com if the app is to look after their seats.',
      )
    case 'gives-administration':
      return words(
        `Members of "${text('group')}" administer something`,
        'Choose another group: nobody is ever added to such a one.',
      )
    case 'gives-another-site':
      return words(
        `"${text('group')}" gives a product of another site`,
        'Choose a group that gives products of this site only.',
      )
    case 'not-listed':
      return words(
        `"${text('group')}" is not among the groups that the app may write to`,
        'Change the organization above, enter its key again and add the group.',
      )
    case 'shared':
      return words(
        `"${text('group')}" also gives ${text('others')}`,
        'Use a group that gives one product only, or expect the fuller of them to decide.',
      )
    case 'seen':
      return line.level === 'good'
        ? words('It runs every five minutes')
        : words(
            `Last seen ${formatAt(text('at'))}`,
            'Forge has not called the app since. See status.atlassian.com, or install the app again.',
          )
    case 'not-seen':
      return words('Not seen yet', 'It comes within five minutes of the installation. Check again then.')
    case 'confirmed':
      return words(`Looked at ${formatAt(text('at'))}`)
    case 'not-confirmed':
      return words(
        'No API tells it',
        check === 'domains'
          ? 'admin.atlassian.com › Products › Access settings › Approved domains: the role has to be None, or access has to need an approval. Otherwise Atlassian gives seats past the guard.'
          : 'Jira settings › System › Outgoing mail has to be enabled, or nobody gets the notifications of this app.',
      )
    case 'optional':
      return words(
        'Cannot be read, and no job needs it',
        'Nothing, unless you want to see the last sign-in of a person under People, or let sign-ins count as asking. It takes Entra ID P1 or P2.',
      )
    case 'unreadable':
      return words('Could not be looked at', text('detail'))
    default: {
      const finding = findingText({ what: whatOf(check), outcome, detail: text('detail') })
      return words(OUTCOMES[outcome], finding.toDo)
    }
  }
}

function whatOf(check: ReadinessLine['check']): Finding['what'] {
  if (check === 'directory') return 'okta'
  return check === 'users' || check === 'groups' || check === 'sign-ins' || check === 'sign-in' ? check : 'key'
}

/** What an existing site looks like before the app changes anything. */
export const startState = {
  title: 'Where this site starts',
  about: 'Which groups give access today, and what the first runs would change.',
  look: 'Look at this site',
  columns: { product: 'Product', group: 'Group', members: 'Members', notes: 'Notes' },
  isDefault: 'Default group',
  synchronised: 'Changed by the identity provider only',
  missing: 'Not found',
  none: 'No group gives access.',
  seats: (product: string, used: string, total: string | null) =>
    total === null ? `${product}: ${used} seats used, unlimited.` : `${product}: ${used} of ${total} seats used.`,
  provision: 'What provision found last',
  sweep: 'What a sweep found last',
  notRun: 'It has not run yet. Run it under Runs: in a dry run it changes nothing.',
} as const
