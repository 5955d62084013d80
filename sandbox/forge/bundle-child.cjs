// Runs Forge's own bundler for the app in the current directory, without login or network, and writes the result
// into the folder given as argument. A process of its own, so that webpack's memory is given back when it ends.
// Plain CommonJS because the bundler refuses to run without `require.main`.
//
// Arguments: the part, `backend` or `resources`, and the folder. One part a process: each needs up to 1 GB.
// Output: <folder>/backend/index.cjs or <folder>/resources/<key>/…, <folder>/manifest.yml, and on stdout nothing.
const { cpSync, mkdirSync, rmSync, writeFileSync } = require('node:fs')
const { extname, join, resolve } = require('node:path')

const [, , part, folder] = process.argv
const target = resolve(folder)
const scratch = `${target}.scratch`
mkdirSync(join(scratch, 'runtime', 'dist'), { recursive: true })
// Forge wraps the bundle in two scripts from its own servers; the sandbox plays their part, so blank ones will do.
for (const script of ['loader', 'wrapper'])
  writeFileSync(join(scratch, 'runtime', 'dist', `${script}.js`), '// blank\n')
process.env.FORGE_RUNTIME_PATH = join(scratch, 'runtime')
process.env.TMPDIR = scratch // the bundler leaves its output in the temporary folder for good

const { getEntryPoints, getNodeBundler, getWrapperProvider, NativeUIBundler } = require('@forge/bundler')
const { ConfigFile, FileSystemReader, FileSystemWriter } = require('@forge/cli-shared')

const logger = { debug() {}, info() {}, warn: console.warn, error: console.error }
const statsig = {
  isTypescriptBundlerEnabled: async () => false,
  testForgeCliBundleRuntimeLoaderGate: async () => false,
}

async function main() {
  mkdirSync(target, { recursive: true })
  const reader = new FileSystemReader()
  const config = new ConfigFile(reader, new FileSystemWriter())
  const manifest = await config.readConfig()
  const wrappers = getWrapperProvider({ fileSystemReader: reader, statsigService: statsig })

  const modules = new Set((manifest.modules.function ?? []).map(({ handler }) => handler.split('.')[0]))
  if (modules.size !== 1 || !modules.has('index')) {
    throw new Error(`Expected every handler in src/index (one bundle), got handlers in: ${[...modules].join(', ')}.`)
  }
  if (part === 'backend') await bundleBackend(wrappers, config)
  else await bundleResources(manifest, wrappers, config)
  cpSync('manifest.yml', join(target, 'manifest.yml'))
}

async function bundleBackend(wrappers, config) {
  const backend = await getNodeBundler(logger, wrappers, config, statsig).bundle({
    appDirectory: process.cwd(),
    entryPoints: getEntryPoints([{ module: 'index' }]),
  })
  cpSync(backend.outputDir, join(target, 'backend'), { recursive: true })
}

async function bundleResources(manifest, wrappers, config) {
  for (const resource of manifest.resources ?? []) {
    const folder = join(target, 'resources', resource.key)
    // A file is a UI Kit page; a folder is a Custom UI page that is already built.
    if (extname(resource.path) === '') {
      cpSync(resource.path, folder, { recursive: true })
      continue
    }
    const bundler = new NativeUIBundler(logger, wrappers, config)
    const { nativeUiBundlesDetails } = await bundler.bundleResources([{ key: resource.key, path: resource.path }])
    cpSync(nativeUiBundlesDetails[0].path, folder, { recursive: true })
  }
}

main()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(() => rmSync(scratch, { recursive: true, force: true }))
