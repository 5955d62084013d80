import { SECTIONS, leavesOf } from '../../src/core/settings/table'
import type { Field, Row, Rows } from '../../src/core/settings/row'

/** Every setting, section by section, as the table of docs/admin-guide.md. */
export function toMarkdown(): string {
  return Object.values(SECTIONS)
    .map(({ title, about, rows }) => {
      const lines = leavesOf(rows as Rows).flatMap(([path, row]) => [
        toLine(path, row),
        ...Object.entries(row.members?.fields ?? {}).map(([name, field]) => toLine(`${path}[…].${name}`, field)),
      ])
      const head = ['| Setting | Key | Default | |', '| - | - | - | - |']
      return [`### ${title}`, '', about, '', ...head, ...lines].join('\n')
    })
    .join('\n\n')
}

function toLine(path: string, field: Field & Partial<Row>): string {
  const label = field.label.replace('{member}', '…')
  const choices = field.choices?.map((choice) => `\`${String(choice.value)}\`: ${choice.label}`).join('; ')
  const about = [field.help, choices].filter((part) => part !== undefined).join(' ')
  return `| ${[label, `\`${path}\``, toDefault(field), about].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function toDefault({ default: value, unit }: Field): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return unit === undefined ? String(value) : `${value} ${unit}`
  if (Array.isArray(value)) {
    const names = value.map((one: unknown) => (typeof one === 'object' ? (one as { key: string }).key : String(one)))
    return names.join(', ')
  }
  const text = String(value)
  return text.length > 60 ? 'as the page shows it' : `\`${text}\``
}

const BEGIN = '<!-- begin of the table of settings: npm run -s docs -->'
const END = '<!-- end of the table of settings -->'

/** @returns the page with its table replaced */
export function withTable(page: string, table: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin === -1 || end === -1) {
    throw new Error('Expected docs/admin-guide.md to have the two marks between which the table of settings stands.')
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${page.slice(end)}`
}
