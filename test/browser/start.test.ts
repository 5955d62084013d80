import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { PATIENCE_MS } from './support/visit'
import { startPage } from './support/start-page'
import type { StartedPage } from './support/start-page'

jest.setTimeout(PATIENCE_MS)

const ROOT = join(__dirname, '..', '..')

function run(...flags: readonly string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'sandbox/start.ts', ...flags], { cwd: ROOT })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors })))
}

describe('npm start', () => {
  let started: StartedPage

  beforeAll(async () => {
    started = await startPage('--people', '100', '--days', '1', '--services')
  }, PATIENCE_MS)

  afterAll(() => started.stop())

  it('begins armed, after the given days', async () => {
    const { clock, truth } = await started.readState()

    expect(new Date(clock.now).toISOString()).toMatch(/^2026-01-06T00:00/)
    expect(truth.people).toBeGreaterThanOrEqual(100)
    expect(truth.accounts).toBeGreaterThan(90)
  })

  it('serves the company to other clients, over the same state', async () => {
    const credentials = (await (await fetch(`${started.address}/api/credentials`)).json()) as Record<string, string>[]
    const valueOf = (label: string): string => credentials.find((one) => one['label'] === label)!['value']!
    const atlassian = /api\.atlassian\.com: (\S+)/.exec(started.output())![1]!

    const reply = await fetch(`${atlassian}/admin/v2/orgs/${valueOf('Organization id')}/directories/-/users/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${valueOf('Organization API key')}`, 'content-type': 'application/json' },
      body: '{"limit":1}',
    })

    expect(await reply.json()).toMatchObject({ data: [{ accountType: 'atlassian' }] })
  })

  it('names a taken port and the flag for another one', async () => {
    const { port } = new URL(started.address)

    const { code, errors } = await run('--port', port, '--people', '100')

    expect(code).toBe(2)
    expect(errors.trim()).toBe(`Port ${port} is taken. Choose another one: npm start -- --port ${Number(port) + 1}`)
  })

  it('says in one line what is wrong with a flag', async () => {
    const { code, errors } = await run('--port', 'door')

    expect(code).toBe(2)
    expect(errors.trim()).toBe("Expected a whole number from 0 to 65535 for --port, got 'door'.")
  })

  it('answers nobody who comes by another name', async () => {
    const { port } = new URL(started.address)

    const status = await new Promise((resolve, reject) => {
      const call = request({ port, host: '127.0.0.1', path: '/api/state', headers: { host: 'evil.example' } })
      call.on('response', (response) => resolve(response.resume().statusCode))
      call.on('error', reject)
      call.end()
    })

    expect(status).toBe(403)
  })

  it('refuses a body that a form of another site could send', async () => {
    const response = await fetch(`${started.address}/api/clock`, { method: 'POST', body: '{"advanceMs":1000}' })

    expect(response.status).toBeGreaterThanOrEqual(400)
  })
})
