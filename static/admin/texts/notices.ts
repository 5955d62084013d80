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
} as const
