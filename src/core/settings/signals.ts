import { flag } from './parts'
import { NONE, ids, row, section } from './row'
import type { ValuesOf } from './row'

/** Off until Set-up's step "How do people ask?" is saved. */
function source(label: string, help: string) {
  return row(flag, { default: false, label, help })
}

/** What counts as asking for a seat. */
export const signals = section(
  {
    title: 'What counts as asking',
    about: 'Whoever asks for Jira gets a seat within a minute, as long as enough are free.',
    previews: NONE,
    rows: {
      signals: {
        portal: source(
          'Asking on the service-desk portal',
          'People without access open "Get Jira access" and ask for themselves. Needs Jira Service Management.',
        ),
        productEvents: source(
          'Working in Jira without access (creating, editing or commenting)',
          'Seen within three minutes. Most people without access cannot act in Jira.',
        ),
        onBehalf: source(
          'Being mentioned or assigned',
          'Asks for whoever is mentioned in or assigned an issue. Colleagues can use up seats: at most five a day each.',
        ),
        colleague: source(
          'Whoever has access may ask for a colleague',
          'On the service-desk portal, at most five requests a day and person.',
        ),
        signIn: source(
          'Signing in through the directory',
          'Every sign-in to any of these applications counts. A seat comes 3 to 17 minutes after the sign-in, outside the hours of looks up to 20.',
        ),
        signInAppIds: ids(20, {
          label: 'Application ids',
          help: 'One per line, as the directory shows them. Event hooks of the directory are judged by them, too.',
        }),
        eachMinute: row(flag, {
          default: true,
          label: 'Look at the sign-in log each minute',
          help: 'In the hours of "Minutes of looks at the sign-in log" under Schedules, else every five minutes. Costs about 1,800 GB-seconds a month, less than 1 % of what Forge gives the app for all sites together, or 7 cents at list price.',
        }),
        auditEvents: source(
          'Signing in, by the audit log of the organization',
          'Needs Atlassian Guard Standard. Seen some minutes later; every sign-in to an Atlassian account counts.',
        ),
        auditActions: ids(20, {
          label: 'Actions that count as signing in',
          help: 'Keys, one per line. Atlassian documents no key: show the actions of this organization and take the one called "Logged in to account".',
        }),
        webTrigger: source(
          'Calls of the web trigger',
          'Your identity provider or a script names people who ask. No call counts before a secret is set.',
        ),
      },
    },
  },
  {
    paths: ['signals.auditEvents', 'signals.auditActions'],
    check: ({ signals: { auditEvents, auditActions } }) =>
      !auditEvents || auditActions.length > 0
        ? null
        : 'Audit log: expected at least one action that counts as signing in, got none. Choose it from the list of actions.',
  },
  {
    paths: ['signals.signIn', 'signals.signInAppIds'],
    check: ({ signals: { signIn, signInAppIds } }) =>
      !signIn || signInAppIds.length > 0
        ? null
        : 'Sign-in signal: expected at least one application id, got none. ' +
          'Copy it from your directory: the help of the field "Application ids" says where it is.',
  },
)

export type SignalSettings = ValuesOf<typeof signals.rows>['signals']
