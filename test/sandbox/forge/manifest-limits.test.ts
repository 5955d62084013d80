import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readManifest } from '../../../sandbox/forge/manifest'
import { fixtureBundle } from '../../support/bundle'
import { startFixture } from './fixture-host'

/** The fixture's manifest with some of its text replaced. */
function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  let text = readFileSync(fixtureBundle().manifest, 'utf8')
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`Expected the fixture's manifest to contain "${from}".`)
    text = text.replace(from, to)
  }
  const path = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'manifest.yml')
  writeFileSync(path, text)
  return path
}

const SCHEDULE = '    - key: tick\n      function: scheduled\n      interval: fiveMinute\n'
const schedules = (count: number, interval: string): string =>
  SCHEDULE +
  Array.from(
    { length: count },
    (_, n) => `    - key: more${n}\n      function: scheduled\n      interval: ${interval}\n`,
  ).join('')

describe('the manifest', () => {
  it.each([
    ['a time-out of 900 s', 'timeoutSeconds: 900', 'timeoutSeconds: 900', 'timeoutSeconds: 901'],
    ['1,024 MB of memory', 'memoryMB: 256', 'memoryMB: 1024', 'memoryMB: 1025'],
    ['128 MB of memory', 'memoryMB: 256', 'memoryMB: 128', 'memoryMB: 127'],
    ['five schedules', SCHEDULE, schedules(4, 'hour'), schedules(5, 'hour')],
    ['one schedule every five minutes', SCHEDULE, schedules(0, 'fiveMinute'), schedules(1, 'fiveMinute')],
  ])('may ask for %s and not for more, or less', (_, from, inside, beyond) => {
    expect(() => readManifest(changed([from, inside]))).not.toThrow()
    expect(() => readManifest(changed([from, beyond]))).toThrow('Forge')
  })

  it('gives 512 MB to who asks for nothing', () => {
    const { functions } = readManifest(changed(['    memoryMB: 256\n', '']))

    expect(functions.get('worker')!.memoryMb).toBe(512)
  })

  it('needs the scope of each event, and names it', () => {
    expect(() => readManifest(changed(['    - read:jira-work\n', '']))).toThrow('read:jira-work')
  })

  it('subscribes to no event that nobody knows', () => {
    expect(() => readManifest(changed(['avi:jira:created:issue', 'avi:jira:login:user-session']))).toThrow('login')
  })
})

describe('the scope', () => {
  it('storage:app is needed by the key-value store, and is named', async () => {
    const { host, run } = startFixture({ manifestPath: changed(['    - storage:app\n', '']) })

    await expect(run(`await kvs.set('a', 1)`)).rejects.toThrow()
    expect(host.violations).toEqual([expect.stringContaining('storage:app')])
  })

  it('report:personal-data is needed to report accounts, 90 at most in one request', async () => {
    const account = `{ accountId: 'a', updatedAt: '2026-01-01T00:00:00Z' }`
    const report = (count: number): string =>
      `return platform('fpp', '/app/report-accounts', { accounts: Array.from({ length: ${count} }, () => (${account})) })`
    const without = startFixture()
    const withScope = startFixture({
      manifestPath: changed(['    - storage:app\n', '    - storage:app\n    - report:personal-data\n']),
    })

    expect(await without.run(report(1))).toBe(403)
    expect(without.host.violations).toEqual([expect.stringContaining('report:personal-data')])
    expect([await withScope.run(report(90)), await withScope.run(report(91))]).toEqual([204, 400])
  })
})
