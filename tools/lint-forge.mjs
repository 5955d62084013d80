// Forge's own checks without login or network: the manifest's schema, then the client-side linters (scopes of the Jira
// endpoints and events used, egress, handlers, time-outs). Prints what they find; exits 1 on errors.
// Usage: node tools/lint-forge.mjs [folder of the app]
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../..')
process.chdir(resolve(process.argv[2] ?? root))
const require = createRequire(import.meta.url)

// The linter reads endpoints and scopes from these files instead of fetching them, and passes over an endpoint that it
// does not find. So ours must list each endpoint the app calls; `unknownEndpoints` sees to that.
const nothing = join(root, '.build', 'no-endpoints.json')
mkdirSync(join(root, '.build'), { recursive: true })
writeFileSync(nothing, '{"openapi":"3.0.1","paths":{}}')
process.env.USE_LOCAL_SWAGGER = '1'
process.env.LOCAL_JIRA_SWAGGER = join(root, 'tools', 'jira-endpoints.openapi.json')
for (const product of ['JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) process.env[`LOCAL_${product}_SWAGGER`] = nothing

const { validate } = require('@forge/manifest')
const { lint, parseSourceFile } = require('@forge/lint')

const findings = []
const manifest = await validate(false)
for (const { level = 'error', message, line, column } of manifest.errors ?? []) {
  findings.push({ level, file: 'manifest.yml', line, column, message })
}

if (manifest.manifestObject !== undefined) {
  const files = ['src', 'static'].flatMap((folder) => sourcesUnder(folder))
  const linted = new Set()
  const quiet = { info() {}, debug() {}, trace() {}, warn: console.warn, error: console.error }
  const platform = { getDeprecatedRuntimes: async () => ['nodejs20.x'] }
  const results = await lint(files, manifest.manifestObject.typedContent, 'development', quiet, platform, {
    linter: { mode: 'client-side' },
    parseFunction: (path, parser) => {
      linted.add(path)
      return parseSourceFile(path, parser)
    },
  })
  findings.push(...files.flatMap(unknownEndpoints))
  // The linter passes over what tsconfig.json does not include file by file: "src" includes nothing, "src/**/*" does.
  for (const file of files.filter((path) => !linted.has(path))) {
    findings.push({ level: 'error', file, line: 1, column: 1, message: 'not included by a glob of tsconfig.json' })
  }
  for (const { file, errors, warnings } of results) {
    for (const [level, list] of Object.entries({ error: errors, warning: warnings })) {
      for (const { line, column, message } of list) {
        findings.push({ level, file: relative('.', resolve(file)), line, column, message })
      }
    }
  }
}

for (const { level, file, line, column, message } of findings)
  console.log(`${file}:${line}:${column} ${level}: ${message}`)
if (findings.some(({ level }) => level === 'error')) process.exitCode = 1

/** Jira paths in route`…` that tools/jira-endpoints.openapi.json does not list. */
function unknownEndpoints(file) {
  const plain = (path) => path.replace(/\$?\{[^}]*\}/g, '*')
  const known = new Set(Object.keys(JSON.parse(readFileSync(process.env.LOCAL_JIRA_SWAGGER, 'utf8')).paths).map(plain))
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((text, index) =>
    [...text.matchAll(/route`(\/rest\/[^`?]*)/g)]
      .filter(([, path]) => !known.has(plain(path)))
      .map(([, path]) => ({
        level: 'error',
        file,
        line: index + 1,
        column: 1,
        message: `tools/jira-endpoints.openapi.json does not list ${path}: its scopes are not checked`,
      })),
  )
}

function sourcesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}
