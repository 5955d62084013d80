/** The report as a table for people: grouped, aligned, a short explanation beside each number. */
import type { SimulationReport } from './run-simulation'

export interface MachineNumbers {
  wallSeconds: number
  peakRssMb: number
}

export type FullReport = SimulationReport & MachineNumbers

type Row = readonly [
  key: Exclude<keyof FullReport, 'actToSeat'> | `requests.${keyof FullReport['requests']}`,
  meaning: string,
]

const GROUPS: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  [
    'Company',
    [
      ['people', 'people in Entra on day 0'],
      ['seats', 'seats of the licence'],
      ['days', 'simulated days'],
      ['seed', 'the same seed gives the same report'],
    ],
  ],
  [
    'Provision',
    [
      ['enabled', 'people enabled and in scope at the end'],
      ['provisioned', 'of them with an Atlassian account'],
      ['grantsByProvisioning', 'seats given without a request'],
    ],
  ],
  [
    'Grant',
    [
      ['grants', 'seats given'],
      ['refusals', 'requests without a seat 10 minutes later, at most one a person and day'],
      ['waiting', 'people waiting for a seat at the end'],
      ['medianGrantSeconds', 'from the signal to the seat'],
      ['p99GrantSeconds', 'the same, slowest of a hundred'],
      ['p99OwnSeconds', 'from when the log showed the sign-in to the seat, slowest of a hundred'],
      ['missed', 'people who came and of whom nothing told the app'],
    ],
  ],
  [
    'Licence',
    [
      ['peakSeatsUsed', 'most seats ever used'],
      ['finalSeatsUsed', 'seats used at the end'],
      ['minFreeSeats', 'fewest seats ever free'],
      ['grantsBelowReserve', 'seats given out of the reserve'],
      ['lostRaces', 'of them taken by somebody else between read and write'],
    ],
  ],
  [
    'Sweep',
    [
      ['revocations', 'seats taken back'],
      ['wrongRevocations', 'from people the app could have known to be active'],
      ['blindRevocations', 'from people nobody could have known to be active'],
      ['missedRevocations', 'dormant people who still hold a seat'],
    ],
  ],
  [
    'Leavers',
    [
      ['leaversHandled', 'account deactivated and seat free within 30 minutes'],
      ['leaversMissed', 'not so'],
    ],
  ],
  [
    'Cost',
    [
      ['requests.jira', 'requests to Jira'],
      ['requests.organization', 'requests to the Organizations API'],
      ['requests.scim', 'requests to the SCIM directory'],
      ['requests.entra', 'requests to Microsoft'],
      ['requests.okta', 'requests to Okta'],
      ['invocations', 'invocations of the app'],
      ['timedOutInvocations', 'of them timed out'],
      ['throttled', 'requests refused because there were too many'],
      ['jiraPoints', "points of Jira's quota"],
      ['peakJiraPointsPerHour', 'most of them in one clock hour; 65,000 is the end'],
      ['gbSeconds', 'memory × duration of the invocations'],
      ['kvsReadMb', 'read from the key-value store, MB'],
      ['kvsWriteMb', 'written to the key-value store, MB'],
      ['queueEvents', 'events pushed to the queue'],
      ['logMb', 'logged, MB'],
      ['monthlyCostUsd', 'US dollars in 30 days at list price, nothing free deducted; day 0 counts once'],
      ['wallSeconds', 'real seconds of this run'],
      ['peakRssMb', 'most memory at once, MiB'],
    ],
  ],
]

export function formatReport(report: FullReport): string {
  const acts = Object.entries(report.actToSeat).map(
    ([way, { granted, p50Seconds, p99Seconds }]) =>
      `  actToSeat ${way}: ${granted} people, from their act to the seat ${p50Seconds} s in the middle, ${p99Seconds} s the slowest of a hundred`,
  )
  const cells = GROUPS.map(([title, rows]) => ({
    title,
    rows: rows.map(([key, meaning]) => ({ key, value: formatValue(read(report, key), key), meaning })),
  }))
  const all = cells.flatMap(({ rows }) => rows)
  const keyWidth = Math.max(...all.map(({ key }) => key.length))
  const valueWidth = Math.max(...all.map(({ value }) => value.length))
  return cells
    .map(({ title, rows }) => {
      const lines = rows.map(
        (row) => `  ${row.key.padEnd(keyWidth)}  ${row.value.padStart(valueWidth)}  ${row.meaning}`,
      )
      return [title, ...lines].join('\n')
    })
    .concat(acts.length === 0 ? [] : [['From the act to the seat', ...acts].join('\n')])
    .join('\n\n')
}

function read(report: FullReport, key: Row[0]): number | null {
  if (!key.startsWith('requests.')) return report[key as Exclude<keyof FullReport, 'requests' | 'actToSeat'>]
  return report.requests[key.slice('requests.'.length) as keyof FullReport['requests']]
}

function formatValue(value: number | null, key: string): string {
  if (value === null) return '–'
  return key === 'seed' ? String(value) : value.toLocaleString('en-US')
}
