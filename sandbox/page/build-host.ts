/** Builds the browser half of the page with esbuild, cached under .build/host/<hash of everything it is made from>. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pruneBuilds, publishBuild } from '../build-store'

const HOST_FOLDER = join('sandbox', 'page', 'host')
const KEPT_PAGES = 4
const ICONS_FOLDER = join('node_modules', '@atlaskit', 'icon', 'core')

/** @returns the folder with main.js, main.css, the chunks they load and one module per icon */
export async function buildHost(log: (line: string) => void): Promise<string> {
  const root = process.cwd()
  const store = join(root, '.build', 'host')
  const folder = join(store, hashOf(root))
  if (existsSync(folder)) return folder

  log('Building the host page …')
  const unfinished = `${folder}.${process.pid}`
  try {
    await runEsbuild(root, unfinished)
    publishBuild(unfinished, folder)
    pruneBuilds(store, KEPT_PAGES)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return folder
}

/** As a command of its own: it uses the second core while the app is built on the first. */
function runEsbuild(root: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true })
  const icons = readdirSync(join(root, ICONS_FOLDER)).filter((name) => name.endsWith('.js'))
  const args = [
    `main=${join(HOST_FOLDER, 'main.tsx')}`,
    // Icons are asked for by name at run time, so each is a module of its own.
    ...icons.map((name) => `icons/${name.slice(0, -'.js'.length)}=${join(ICONS_FOLDER, name)}`),
    `--outdir=${target}`,
    '--bundle',
    '--splitting',
    '--format=esm',
    '--minify',
    '--target=es2022',
    '--jsx=automatic',
    '--define:process.env.NODE_ENV="production"',
    '--define:process.env={}',
    '--loader:.svg=dataurl',
    '--log-level=warning',
  ]
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'esbuild', 'bin', 'esbuild'), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const output: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`esbuild refused the host page:\n${Buffer.concat(output)}`))
    })
  })
}

function hashOf(root: string): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(root, HOST_FOLDER), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const shared = ['package-lock.json', join('sandbox', 'page', 'api.ts'), join('sandbox', 'page', 'build-host.ts')]
  for (const file of [...shared.map((name) => join(root, name)), ...sources.sort()]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}
