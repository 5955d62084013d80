// Runs a TypeScript file of the sandbox: esbuild makes it one module, Node runs it in this process's place.
// Usage: node tools/run.mjs <file.ts> [arguments…]
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const [file, ...args] = process.argv.slice(2)
if (file === undefined) throw new Error('Expected the TypeScript file to run as the first argument, got none.')

const folder = join(root, '.build', 'run')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, `${basename(file, '.ts')}.mjs`)
await build({
  entryPoints: [join(root, file)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})

const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
