// Builds the app, and the small app of the Forge sandbox's own tests, once for all workers.
// Tests find them through test/support/bundle.ts. Paths that need no bundle start without one.
const { existsSync, mkdirSync } = require('node:fs')
const { join, resolve } = require('node:path')
const { buildSync } = require('esbuild')

const root = resolve(__dirname, '../..')
const withoutApp =
  /test\/(architecture|documents|settings-page|privacy|core|app|adapters|entry|static|contract|sandbox\/(forge|faults|meters|atlassian|jira|organization|scim|entra|clock|company|report|administrator))/
/** Only the browser's tests, and the sandbox's own, show a page. */
const withoutPages =
  /test\/(architecture|documents|settings-page|privacy|core|app|adapters|entry|static|scenario|contract|sandbox\/(?!forge|faults|page))/
const withoutFixture =
  /test\/(architecture|documents|settings-page|privacy|core|app|adapters|entry|static|scenario|browser|contract|sandbox\/(?!forge|faults|page))/

module.exports = async (globalConfig) => {
  const patterns = globalConfig.testPathPatterns?.patterns ?? []
  const skips = (pattern) => patterns.length > 0 && patterns.every((path) => pattern.test(path))
  const { buildBundle } = loadTypeScript('sandbox/forge/build.ts')

  if (!skips(withoutApp) && existsSync(join(root, 'src', 'index.ts'))) {
    process.env.APP_BUNDLE = JSON.stringify(
      await buildBundle({ log: console.log, withResources: !skips(withoutPages) }),
    )
  }
  if (!skips(withoutFixture)) {
    const appDirectory = 'test/sandbox/forge/fixture-app'
    process.env.FIXTURE_BUNDLE = JSON.stringify(await buildBundle({ log: console.log, appDirectory }))
  }
}

function loadTypeScript(file) {
  const folder = join(root, '.build', 'run')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `setup-${process.pid}.cjs`)
  buildSync({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    target: 'node20',
  })
  try {
    return require(outfile)
  } finally {
    require('node:fs').rmSync(outfile)
  }
}
