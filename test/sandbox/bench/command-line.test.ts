import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..', '..')

function bench(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools', 'run.mjs'), 'sandbox/bench.ts', ...args],
    { cwd: root, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

describe('npm run -s bench', () => {
  it('answers bad input with one line on stderr and exit code 2', () => {
    const { status, stdout, stderr } = bench('--case', 'nothing', '--json')

    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Expected --case to be one of [^\n]+\n$/)
  })

  it('lists the names of the cases', () => {
    const { status, stdout } = bench('--list')

    expect(status).toBe(0)
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['delta-unchanged', 'reconcile-unchanged', 'day']),
    )
  })

  it('prints exactly one JSON object', () => {
    const { status, stdout } = bench('--case', 'delta-unchanged', '--people', '60', '--json')

    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({ case: 'delta-unchanged', people: 60, peakRssMb: expect.any(Number) })
  })
})
