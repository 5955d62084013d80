import type { ReadinessLine } from '../../../src/app/setup/readiness-line'
import { productName } from '../../../src/core/settings/products'
import type { KeyFinding } from '../../../src/ports'
import { formOf } from './directory'
import { outcomeText } from './findings'

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

const ENDS_LATE = 'More than 30 days left, or more than a fifth of a shorter life'

const ENTERED = 'Somebody whom you know'

/** What each check is called, and what it expects. */
const CHECKS: Readonly<Record<ReadinessLine['check'], readonly [name: string, expected: string]>> = {
  directory: ['Directory', 'Connected, and people can be read'],
  'required-groups': ['Required groups', 'Each of them is in the directory'],
  organization: ['Organization API key', 'Accepted for this organization and directory, made without scopes'],
  scim: ['SCIM directory', 'Accepted for this SCIM directory'],
  'directory-expiry': ['Directory: last day of the credential', ENDS_LATE],
  'organization-expiry': ['Organization API key: last day', ENDS_LATE],
  'scim-expiry': ['SCIM API key: last day', ENDS_LATE],
  'directory-set': ['Directory: entered by', ENTERED],
  'organization-set': ['Organization: entered by', ENTERED],
  'scim-set': ['SCIM directory: entered by', ENTERED],
  seats: ['Seats', 'Used and free seats can be read'],
  'access-group': ['Access group', 'On the list, managed in Atlassian, gives nothing but the use of this site'],
  'shared-group': ['One product per access group', 'Gives this product and no other'],
  activity: ['Activity of holders', 'The organization tells of each holder what the sweep goes by, and of which site'],
  asking: ['How people ask', 'Some way is on, and whoever signs in without a seat gets one or an answer'],
  tick: ['Schedule of the app', 'Seen within the last hour'],
  domains: ['Approved domains', 'No domain gives a seat by itself; an administrator has looked'],
  mail: ['Mail delivery', 'Outgoing mail is on; an administrator has looked'],
}

export interface ReadinessWords {
  readonly name: string
  readonly expected: string
  readonly found: string
  readonly toDo: string
}

/** @param formatAt instants as the page shows them */
export function readinessText(line: ReadinessLine, formatAt: (iso: string) => string): ReadinessWords {
  const { check, outcome, values } = line
  const text = (name: string): string => String(values[name] ?? '')
  const product = productName(text('product'))
  const tried = formOf(values['kind'])?.tried[text('what')]
  const [called, expects] = CHECKS[check]
  const name = product === '' ? (tried?.name ?? called) : `${called}: ${product}`
  const expected = tried?.expected ?? expects
  const words = (found: string, toDo = ''): ReadinessWords => ({ name, expected, found, toDo })
  switch (outcome) {
    case 'ok':
      if (check === 'required-groups') return words('All of them are in the directory')
      if (check === 'asking') return words('People can ask, and are heard')
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
    case 'unknown-role':
      return words(
        `"${text('group')}" gives a role that the app does not know`,
        'Change the organization above, enter its key again and say what the role means. Until then nobody is added to the group.',
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
    case 'rows-incomplete':
      return words(
        `${text('count')} of ${text('rows')} holders lack ${text('fields')}`,
        'They keep their access. Above 1 % of all accounts runs stop: tell the vendor of this app what is missing.',
      )
    case 'no-site':
      return words(
        'The organization does not say at which site people were active',
        'Nothing, where it has one site. With several sites, who works on any of them keeps the seat here.',
      )
    case 'shared':
      return words(
        `"${text('group')}" also gives ${text('others')}`,
        'Use a group that gives one product only, or expect the fuller of them to decide.',
      )
    case 'no-way':
      return words('No way of asking is on: nobody gets a seat', 'Choose under "How do people ask?" above, and save.')
    case 'unheard':
      return words(
        `${text('count')} people without a seat signed in or came, and nothing came of it`,
        'Let signing in count under "How do people ask?" above, with the ids of your Atlassian applications, or show those people another way. People › "Came, and nothing came of it" lists them after the next full run.',
      )
    case 'no-run':
      return words(
        'Not known before the first full run: it tells who has a seat',
        'Run Provision under Runs (a dry run will do), then check again.',
      )
    case 'no-application':
      return words(
        'Not known: the sign-in log shows no application that is known to be Atlassian',
        'Enter the ids of your Atlassian applications under "How do people ask?" above.',
      )
    case 'no-log':
      return words(
        `Not known, since the sign-in log cannot be read: ${text('detail')}`,
        'Let the app read the log (see the line of the directory). Without it, tell people of another way to ask, and look at "Came, and nothing came of it" under People.',
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
    case 'set':
      return words(`Entered ${formatAt(text('at'))}`)
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
      return words('Cannot be read, and no job needs it', tried?.optional)
    case 'unreadable':
      return words('Could not be looked at', text('detail'))
    default: {
      const [kind, what, detail] = [text('kind'), text('what'), text('detail')]
      const { found, toDo } = outcomeText(
        check === 'directory' ? { kind, what, outcome, detail } : ({ what: 'key', outcome, detail } as KeyFinding),
      )
      return words(found, toDo)
    }
  }
}
