export const notices = {
  off: 'No notice issue is named: nobody is told before unused access is taken back.',
  on: 'Nobody loses access before having been told as often as you say here, and at least 48 hours after the last notice.',
  test: 'Send a test to',
  testHelp: 'Somebody with access. The saved text is sent to this person alone, and counts for nothing.',
  testButton: 'Send test',
  testSent: 'Jira took the test notice. Ask the person whether it arrived.',
} as const
