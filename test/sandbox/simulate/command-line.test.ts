import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..', '..')

function simulate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools', 'run.mjs'), 'sandbox/simulate.ts', ...args],
    { cwd: root, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

describe('npm run -s simulate', () => {
  it('answers bad input with one line on stderr and exit code 2', () => {
    expect(simulate('--people', '-1')).toEqual({
      status: 2,
      stdout: '',
      stderr: "Expected a whole number from 1 to 1000000 for --people, got '-1'.\n",
    })
  })

  it('prints exactly one JSON object with every key of the report', () => {
    const { status, stdout } = simulate('--people', '60', '--days', '1', '--json')

    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(Object.keys(JSON.parse(stdout) as object).sort()).toEqual(
      [
        ...['people', 'seats', 'days', 'seed', 'enabled', 'provisioned', 'grantsByProvisioning', 'grants', 'refusals'],
        ...['waiting', 'revocations', 'lostRaces', 'peakSeatsUsed', 'finalSeatsUsed', 'minFreeSeats'],
        ...['grantsBelowReserve', 'wrongRevocations', 'blindRevocations', 'missedRevocations', 'leaversHandled'],
        ...[
          'leaversMissed',
          'medianGrantSeconds',
          'p99GrantSeconds',
          'actToSeat',
          'p99OwnSeconds',
          'missed',
          'requests',
          'invocations',
          'timedOutInvocations',
        ],
        ...['jiraPoints', 'peakJiraPointsPerHour', 'throttled', 'gbSeconds', 'kvsReadMb', 'kvsWriteMb', 'queueEvents'],
        ...['logMb', 'monthlyCostUsd', 'wallSeconds', 'peakRssMb'],
      ].sort(),
    )
  })

  it('prints a table without --json', () => {
    const { stdout } = simulate('--people', '60', '--days', '1')

    expect(stdout).toMatch(/^Company\n {2}people +60 {2}people in Entra on day 0\n/)
  })
})
