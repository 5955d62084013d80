import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { DIRECTORY_FORMS } from '../src/adapters/directories/forms'

/** What the house forbids in the text of its files; who may import whom stands in .dependency-cruiser.cjs. */
const ROOT = resolve(__dirname, '..')

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

describe('the text of the house', () => {
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
    expect(readFileSync(join(ROOT, 'src/app/apply/apply-plan.ts'), 'utf8')).toContain("from '../read/licence'")
  })

  it('nobody joins or leaves a group but through the gate', () => {
    const writers = filesUnder('src/app').filter((file) =>
      /\.(addToGroup|removeFromGroup)\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(writers.map((file) => file.split(sep).join('/'))).toEqual(['src/app/read/group-gate.ts'])
  })

  it('only the owners of state write to the store', () => {
    const WRITES = /\bstore\.(set|setMany|create|delete|deleteMany|swapMany)\(/
    const writers = filesUnder('src').filter((file) => WRITES.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(writers.filter((file) => !file.split(sep).join('/').startsWith('src/app/state/'))).toEqual([])
    expect(writers.length).toBeGreaterThan(3)
  })

  it('nobody makes a style but one file, since the compiler takes seconds for the first', () => {
    const styled = filesUnder('static').filter((file) => /\bxcss\(/.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(styled.map((file) => file.split(sep).join('/'))).toEqual(['static/admin/common/boxes.ts'])
  })

  it('nobody spells the name of a directory but its folder and the registry', () => {
    const names = DIRECTORY_FORMS.map(({ kind }) => kind)
    const own = [...names.map((name) => `${name}/`), 'index.ts', 'forms.ts'].map(
      (one) => `src/adapters/directories/${one}`,
    )
    const spelling = new RegExp(names.join('|'), 'i')
    const others = [...filesUnder('src'), ...filesUnder('static')]
      .map((file) => file.split(sep).join('/'))
      .filter((file) => !own.some((beginning) => file.startsWith(beginning)))
    // Letters that other words have.
    const readSource = (file: string): string =>
      readFileSync(join(ROOT, file), 'utf8').replace(/central|concentrat/gi, '')

    expect(others.length).toBeGreaterThan(300)
    expect(others.filter((file) => spelling.test(file) || spelling.test(readSource(file)))).toEqual([])
  })
})
