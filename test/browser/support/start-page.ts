/** `npm start` as a visitor runs it, in a process of its own, on any free port. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { WorldState } from '../../../sandbox/page/api'

const ROOT = join(__dirname, '..', '..', '..')

export interface StartedPage {
  readonly address: string
  /** Everything printed so far. */
  output(): string
  /** What the sandbox knows to be true now. */
  readState(): Promise<WorldState>
  post(path: string, body: unknown): Promise<unknown>
  stop(): Promise<void>
}

export async function startPage(...flags: readonly string[]): Promise<StartedPage> {
  const args = [join(ROOT, 'tools', 'run.mjs'), 'sandbox/start.ts', '--port', '0', ...flags]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let isWanted = true
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      // Every later request fails then, and none of them tells why.
      if (isWanted) console.error(`The page ended by itself (${code ?? signal}):\n${output}`)
      resolve()
    })
  })
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
      const found = /ready: (http:\/\/\S+)/.exec(output)
      if (found !== null) resolve(found[1]!)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', () => reject(new Error(`The page ended before it was ready:\n${output}`)))
  })

  async function parse(response: Response): Promise<unknown> {
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(body))
    return body
  }

  return {
    address,
    output: () => output,
    readState: async () => (await parse(await fetch(`${address}/api/state`))) as WorldState,
    post: async (path, body) =>
      parse(
        await fetch(`${address}/api/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    stop: () => {
      isWanted = false
      child.kill('SIGINT')
      return ended
    },
  }
}
