import { Worker } from 'node:worker_threads'
import { readManifest } from '../../../sandbox/forge/manifest'
import { fixtureBundle } from '../../support/bundle'

const BYTES_PER_MB = 1_048_576

/** Runs statements with `load()`, which evaluates the bundle, in a thread whose heap is capped. @returns 'ok', or the error's code */
function runCapped(code: string, memoryMb: number): Promise<string> {
  const source = `
    const { createRequire } = require('node:module')
    globalThis.__forge_runtime__ = {}
    globalThis.__forge_fetch__ = async () => new Response('{}')
    const load = () => createRequire(process.cwd() + '/x')(${JSON.stringify(fixtureBundle().backend)})
    ${code}`
  return new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: memoryMb } })
    worker.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    worker.on('exit', (status) => resolve(status === 0 ? 'ok' : `exit ${status}`))
  })
}

/** Keeps so many MB of small objects alive. */
const allocate = (mb: number): string => `
  const kept = []
  for (let n = 0; n < ${mb}; n += 1) kept.push(Array.from({ length: ${BYTES_PER_MB / 8} }, () => n))`

describe('the memory of a function', () => {
  const smallest = Math.min(
    ...[...readManifest(fixtureBundle().manifest).functions.values()].map(({ memoryMb }) => memoryMb),
  )

  it('holds the bundle', async () => {
    expect(await runCapped('load()', smallest)).toBe('ok')
  })

  it('holds what fits beside it, and ends the process that wants more', async () => {
    expect(await runCapped(`load(); ${allocate(smallest / 2)}`, smallest)).toBe('ok')
    expect(await runCapped(`load(); ${allocate(smallest * 2)}`, smallest)).toBe('ERR_WORKER_OUT_OF_MEMORY')
  })
})
