import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** The arrows of the house: entry → app → core, app → ports ← adapters; src and sandbox are strangers. */
const ROOT = resolve(__dirname, '..')

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

/** Imported modules: relative ones as paths from the root, others by name. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map((match) => match[1]!)
  return specifiers.map((specifier) =>
    specifier.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), specifier))
          .split(sep)
          .join('/')
      : specifier,
  )
}

function violations(folder: string, isAllowed: (imported: string, file: string) => boolean): string[] {
  return filesUnder(folder).flatMap((file) =>
    importsOf(file)
      .filter((imported) => !isAllowed(imported, file))
      .map((imported) => `${file} imports ${imported}`),
  )
}

const startsWith = (imported: string, ...prefixes: string[]): boolean =>
  prefixes.some((prefix) => imported === prefix || imported.startsWith(`${prefix}/`))

describe('the arrows of the house', () => {
  it('finds the files it judges', () => {
    expect(filesUnder('src/core').length).toBeGreaterThan(5)
    expect(filesUnder('sandbox').length).toBeGreaterThan(5)
    expect(importsOf('src/app/grant/guard.ts')).toContain('src/core/seats')
  })

  it('core imports core, and libraries that neither read nor write', () => {
    expect(
      violations('src/core', (imported) =>
        startsWith(imported, 'src/core', 'valibot', 'croner', 're2js', 'node:crypto'),
      ),
    ).toEqual([])
  })

  it('app imports app, core and ports', () => {
    const allowed = ['src/app', 'src/core', 'src/ports', 'valibot', 'p-limit', 'croner', 'cronstrue']
    expect(violations('src/app', (imported) => startsWith(imported, ...allowed))).toEqual([])
  })

  it('ports import types of core only', () => {
    expect(violations('src/ports', (imported) => startsWith(imported, 'src/ports', 'src/core'))).toEqual([])
  })

  it('adapters never import entries, and only the composition looks into app', () => {
    const isAllowed = (imported: string, file: string): boolean =>
      !startsWith(imported, 'src/entry', 'sandbox', 'test') &&
      (!startsWith(imported, 'src/app') || file.split(sep).join('/') === 'src/adapters/forge/ports.ts')
    expect(violations('src/adapters', isAllowed)).toEqual([])
  })

  it('only adapters and entries import Forge', () => {
    const importers = filesUnder('src').filter((file) =>
      importsOf(file).some((imported) => imported.startsWith('@forge/')),
    )
    expect(importers.filter((file) => !/^src[\\/](adapters|entry)[\\/]/.test(file))).toEqual([])
  })

  it('what a job may change is asked of one place, which also knows a lapsed licence', () => {
    const shown = [
      'src/app/read/licence.ts',
      'src/app/state/settings.ts',
      'src/app/alerts/alerts.ts',
      'src/app/admin/explain-person.ts',
    ]
    const readers = filesUnder('src/app').filter((file) =>
      /settings\.armed\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(readers.filter((file) => !shown.includes(file.split(sep).join('/')))).toEqual([])
    expect(importsOf('src/app/apply/apply-plan.ts')).toContain('src/app/read/licence')
  })

  it('nobody joins or leaves a group but through the gate', () => {
    const writers = filesUnder('src/app').filter((file) =>
      /\.(addToGroup|removeFromGroup)\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(writers.map((file) => file.split(sep).join('/'))).toEqual(['src/app/read/group-gate.ts'])
  })

  it('src never imports the sandbox', () => {
    expect(violations('src', (imported) => !startsWith(imported, 'sandbox', 'test'))).toEqual([])
    expect(violations('static', (imported) => !startsWith(imported, 'sandbox', 'test'))).toEqual([])
  })

  it('the sandbox never imports src: it meets the app as the built bundle only', () => {
    expect(violations('sandbox', (imported) => !startsWith(imported, 'src', 'static', 'test'))).toEqual([])
  })
})
