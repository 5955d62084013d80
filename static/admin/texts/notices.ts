export const notices = {
  title: 'Notices',
  about: 'Who is about to lose unused access is told before, and keeps it by opening one page.',
  off: 'No notice issue is named: nobody is told before unused access is taken back.',
  on: 'Nobody loses access before having been told as often as you say here, and at least 48 hours after the last notice.',
  issue: 'Notice issue',
  issueHelp:
    'The key or the address of an issue that everybody with access may open. Jira tells only those who may, and does not say whom it left out. Leave it empty to tell nobody.',
  days: 'Days before the removal',
  daysHelp: 'On which people are told, for example 14, 3. Up to four numbers from 2 to 60.',
  subject: 'Subject',
  text: 'Text',
  textHelp: 'Placeholders: {product}, {days}, {date}, {link}. The link leads to the notice issue.',
  postpone: 'Whom Jira refuses to tell keeps access until it does',
  test: 'Send a test to',
  testHelp: 'Somebody with access. The saved text is sent to this person alone, and counts for nothing.',
  testButton: 'Send test',
  testSent: 'Jira took the test notice. Ask the person whether it arrived.',
  alerts: {
    title: 'Alerts by mail',
    about:
      'Few free seats, people who wait, a failing source of sign-ins, a plan that waits, a key that expires: once a day while it lasts.',
    issue: 'Alert issue',
    issueHelp: 'The key or the address of an issue that those who are told may open. Leave it empty to tell nobody.',
    people: 'People who are told',
    peopleHelp: 'Whoever names the issue, unless you name somebody here or a group below.',
    groups: 'Groups that are told',
    groupsHelp: 'Ids of Atlassian groups, one per line.',
  },
  audit: {
    events: 'Signing in, by the audit log of the organization',
    eventsHelp:
      'Needs Atlassian Guard Standard. Seen some minutes later; every sign-in to an Atlassian account counts.',
    actions: 'Actions that count as signing in',
    actionsHelp:
      'Keys, one per line. Atlassian documents none of them: look at the actions of your own organization before you switch this on.',
    list: 'Show the actions of this organization',
    none: 'The organization tells of no actions.',
    add: 'Add',
  },
  colleague: 'Whoever has access may ask for a colleague',
  colleagueHelp: 'On the service-desk portal, at most five requests a day and person.',
} as const
