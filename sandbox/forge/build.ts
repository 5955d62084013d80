/**
 * Builds the app with Forge's own bundler, offline. As a command (`npm run build`) it builds the app of this folder.
 *
 * The result is cached under .build/bundle/<hash of everything it is made from>, so an unchanged app costs a few
 * milliseconds; the bundler itself (webpack and two type checks, 10 to 15 s) runs in a process of its own.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { buildSync } from 'esbuild'
import { pruneBuilds, publishBuild } from '../build-store'

export interface Bundle {
  /** Path of index.cjs: CommonJS, its exports are the handlers of the manifest. */
  readonly backend: string
  /** Key of a manifest resource → folder with its index.html. */
  readonly resources: Readonly<Record<string, string>>
  /** Path of the manifest.yml that belongs to this bundle. */
  readonly manifest: string
}

/** The parts of a build; each is cached under a hash of its own, so that a change of one leaves the other alone. */
type Part = 'backend' | 'resources'

const KEPT_BUILDS = 12

/**
 * @param appDirectory folder with manifest.yml and src/; the current folder unless told
 * @param store where builds are kept; a folder of its own keeps them from pushing out those of the app
 * @param withResources false: only the backend, for those who show no page; `resources` is empty then
 * @throws Error with the compiler's text when the app does not compile
 */
export async function buildBundle(options: {
  log: (line: string) => void
  appDirectory?: string
  withResources?: boolean
  store?: string
}): Promise<Bundle> {
  const root = process.cwd()
  const app = resolve(root, options.appDirectory ?? '.')
  const store = resolve(root, options.store ?? join('.build', 'bundle'))
  const build = (part: Part): Promise<string> => buildPart({ root, app, store }, part, options.log)
  const backend = await build('backend')
  const pages = options.withResources === false ? null : await build('resources')
  const keys = pages !== null && existsSync(join(pages, 'resources')) ? readdirSync(join(pages, 'resources')) : []
  return {
    backend: join(backend, 'backend', 'index.cjs'),
    resources: Object.fromEntries(keys.map((key) => [key, join(pages!, 'resources', key)])),
    manifest: join(backend, 'manifest.yml'),
  }
}

async function buildPart(
  { root, app, store }: { root: string; app: string; store: string },
  part: Part,
  log: (line: string) => void,
): Promise<string> {
  const folder = join(store, hashOf(root, app, part))
  if (existsSync(folder)) {
    const now = new Date()
    utimesSync(folder, now, now)
    return folder
  }
  log(`Building the ${part} of ${relative(root, app) || 'the app'} with the Forge bundler …`)
  await mkdir(store, { recursive: true })
  const unfinished = `${folder}.${process.pid}`
  try {
    if (part === 'resources') await runOwnBuild(app)
    await runBundler(root, app, part, unfinished)
    publishBuild(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  pruneBuilds(store, KEPT_BUILDS)
  return folder
}

/** Forge takes a Custom UI resource as it is: the app makes it by a script of its own before it is deployed. */
const OWN_BUILD = 'build:frames'

async function runOwnBuild(app: string): Promise<void> {
  const manifest = join(app, 'package.json')
  const { scripts = {} } = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { scripts?: Record<string, string> })
    : {}
  if (scripts[OWN_BUILD] === undefined) return
  await run('npm', ['run', '-s', OWN_BUILD], app, `npm run ${OWN_BUILD}`)
}

function runBundler(root: string, app: string, part: Part, target: string): Promise<void> {
  const args = [join(root, 'sandbox', 'forge', 'bundle-child.cjs'), part, target]
  return run(process.execPath, args, app, 'The Forge bundler')
}

function run(command: string, args: readonly string[], app: string, name: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: app,
      env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`${name} refused ${relative(process.cwd(), app) || 'the app'}:\n${Buffer.concat(output)}`))
    })
  })
}

function hashOf(root: string, app: string, part: Part): string {
  const hash = createHash('sha256').update(part)
  const files = [
    join(root, 'package-lock.json'),
    join(root, 'tsconfig.json'),
    join(root, 'sandbox', 'forge', 'bundle-child.cjs'),
    join(app, 'tsconfig.json'),
    join(app, 'manifest.yml'),
    ...(part === 'backend'
      ? filesUnder(join(app, 'src'))
      : [
          ...filesUnder(join(app, 'static')),
          ...pageImports(app),
          join(app, 'package.json'),
          join(app, 'tools', 'build-frames.mjs'),
        ]),
  ]
  for (const file of files) {
    if (!existsSync(file)) continue
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

/** What the pages import of the app's own code, types aside: a change of anything else leaves them as they are. */
function pageImports(app: string): string[] {
  const entryPoints = filesUnder(join(app, 'static')).filter((file) => /[\\/]index\.tsx?$/.test(file))
  if (entryPoints.length === 0) return []
  const { metafile } = buildSync({
    ...{ absWorkingDir: app, entryPoints, outdir: 'none', bundle: true, write: false, metafile: true },
    ...{ packages: 'external', logLevel: 'silent' },
  })
  return Object.keys(metafile.inputs)
    .map((file) => join(app, file))
    .sort()
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return (
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // What a build has made of the rest.
      .filter((file) => !file.includes(`${sep}dist${sep}`))
      .sort()
  )
}

/** tools/run.mjs names the running module after its source file; imported by another module, this file only exports. */
if (basename(process.argv[1] ?? '') === 'build.mjs') {
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  buildBundle({ log: print }).then(
    (bundle) => {
      const folder = join(process.cwd(), '.build', 'app')
      rmSync(folder, { recursive: true, force: true })
      cpSync(resolve(bundle.manifest, '..'), folder, { recursive: true })
      for (const [key, path] of Object.entries(bundle.resources))
        cpSync(path, join(folder, 'resources', key), { recursive: true })
      print(`The app is built: ${relative(process.cwd(), folder)}`)
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    },
  )
}
