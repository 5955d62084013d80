import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LEAVES } from '../../src/core/settings/table'
import { toMarkdown, withTable } from './to-markdown'

/** The formatter pads the cells of tables. */
const withoutPadding = (page: string): string => page.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\n+/g, '\n')

describe('the table of settings', () => {
  it('is what docs/admin-guide.md shows (else run: npm run -s docs)', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'admin-guide.md'), 'utf8')

    expect(withoutPadding(withTable(page, toMarkdown()))).toBe(withoutPadding(page))
  })

  it('has a row for each setting', () => {
    const table = toMarkdown()

    expect([...LEAVES.keys()].filter((path) => !table.includes(`\`${path}\``))).toEqual([])
  })
})
