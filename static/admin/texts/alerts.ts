import { formatNumber } from '../format'
import type { Alert } from '../questions'
import { jobNames, runNames } from './common'

export function alertText(alert: Alert): { title: string; text: string } {
  switch (alert.type) {
    case 'not-connected':
      return {
        title: 'Not connected yet',
        text: 'No job can run before the directory and the organization are connected.',
      }
    case 'key-expires':
      return {
        title: alert.daysLeft < 0 ? 'The organization API key has expired' : 'The organization API key expires soon',
        text: `It is valid until ${alert.at}. Create a new one at admin.atlassian.com and enter it under Set-up.`,
      }
    case 'seats-unreadable':
      return {
        title: 'Seats could not be read',
        text: 'Jira did not say how many seats are free. No seat is given while that is so.',
      }
    case 'plan-held':
      return {
        title: 'A plan awaits your approval',
        text: alert.isTooLate
          ? `It holds ${formatNumber(alert.removals)} removals and is more than 24 hours old. Run the job again for a new one.`
          : `It holds ${formatNumber(alert.removals)} removals. Nothing is removed until an administrator approves it.`,
      }
    case 'run-stopped':
      return {
        title: `${runNames[alert.run]}: the last run ${alert.outcome === 'failed' ? 'failed' : 'was stopped by a check'}`,
        text: alert.because ?? 'No reason was recorded. The next run tries again.',
      }
    case 'notices-refused':
      return {
        title: 'Jira refused to tell people',
        text: `${formatNumber(alert.count)} notices of the last sweep were refused. Who was not told keeps access. Check the notice issue under Settings, and send a test.`,
      }
    case 'not-armed':
      return {
        title: `${jobNames[alert.job]} is in dry run`,
        text: 'It shows what it would do and changes nothing until you arm it.',
      }
    case 'few-seats':
      return {
        title: `${alert.productKey}: few seats are free`,
        text: `${formatNumber(alert.free)} seats are free; you asked to be warned at ${formatNumber(alert.warning)}.`,
      }
    case 'group-not-listed':
      return {
        title: `${alert.productKey}: an access group is not in your list`,
        text: `Nobody is added to "${alert.name}" or taken from it, not even leavers. To add it to the groups that the app may write to, enter the organization API key again under Set-up.`,
      }
    case 'people-wait':
      return {
        title: `${alert.productKey}: people wait for a seat`,
        text: `${formatNumber(alert.count)} on the waiting list, the first since ${alert.since}.`,
      }
    case 'signal-failing':
      return {
        title: alert.source === 'audit' ? 'The audit log cannot be read' : 'The sign-in log cannot be read',
        text: `Since ${alert.since} nobody gets a seat by signing in. ${alert.because}`,
      }
    case 'signal-silent':
      return {
        title: alert.source === 'audit' ? 'The audit log shows no sign-in' : 'The sign-in log shows nobody',
        text:
          alert.source === 'audit'
            ? `No action that counts as signing in has shown since ${alert.since}. Check the list of actions under Settings.`
            : `Nobody has signed in to the applications you named since ${alert.since}. Check their ids under Settings.`,
      }
  }
}
