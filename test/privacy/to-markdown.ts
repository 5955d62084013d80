import { MEANINGS, isList, isOneOf, isPair } from './check-at-rest'
import type { Entry, Shape } from './check-at-rest'

const TITLES: Readonly<Record<string, string>> = {
  kvs: 'Key-value store',
  secret: 'Secret store',
  queue: 'Queues',
  report: 'Reports to Atlassian',
}

/** The schema as the tables of docs/privacy.md. */
export function toMarkdown(entries: readonly Entry[]): string {
  const spaces = [...new Set(entries.map(({ space }) => space))]
  const tables = spaces.map((space) => {
    const rows = entries.filter((entry) => entry.space === space).map(toRow)
    const title = TITLES[space] ?? `Records of kind “${space.replace('entity ', '')}”`
    return [`### ${title}`, '', '| Key | Holds | Why | Kept |', '| - | - | - | - |', ...rows].join('\n')
  })
  const words = MEANINGS.map(([leaf, meaning]) => `| ${leaf} | ${meaning} |`)
  return [...tables, ['### Words', '', '| Word | Means |', '| - | - |', ...words].join('\n')].join('\n\n')
}

function toRow({ key, holds, why, kept }: Entry): string {
  return `| \`${key}\` | ${toText(holds)} | ${why} | ${kept} |`
}

function toText(shape: Shape): string {
  if (typeof shape === 'string') return shape
  if (isOneOf(shape)) return shape.oneOf.map(toText).join(' or ')
  if (isPair(shape)) return shape.pair.map(toText).join(' with ')
  if (isList(shape)) return `list of ${toText(shape[0])}`
  const fields = Object.entries(shape).map(([name, each]) =>
    name.startsWith('<') ? `by ${name.slice(1, -1)}: ${toText(each)}` : `${name.replace(/\?$/, '')}: ${toText(each)}`,
  )
  return `{ ${fields.join(', ')} }`
}

const BEGIN = '<!-- begin of what test/privacy/at-rest says -->'
const END = '<!-- end of what test/privacy/at-rest says -->'

/** @returns the page with its tables replaced */
export function withTables(page: string, tables: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin === -1 || end === -1)
    throw new Error('Expected docs/privacy.md to have the two marks between which the tables stand.')
  return `${page.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`
}
