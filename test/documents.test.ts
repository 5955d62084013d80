import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** What documents promise of each other and of the code. */
const ROOT = resolve(__dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }

function filesUnder(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

const PAGES = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...filesUnder('docs', /\.md$/)]

/** Of GitHub: what a heading is linked by. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('docs/rules.md', () => {
  const numbers = [...read('docs/rules.md').matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number))

  it('has the rules from 1 to 23 in their order', () => {
    expect(numbers).toEqual(Array.from({ length: 23 }, (_, index) => index + 1))
  })

  it('has every rule that code, tests and documents cite', () => {
    const files = ['src', 'static', 'sandbox', 'test'].flatMap((folder) => filesUnder(folder, /\.tsx?$/))
    const cited = [...files, ...PAGES].flatMap((file) =>
      [...read(file).matchAll(/\brules? (\d+)((?:,| and| to|–) ?\d+)*/gi)].flatMap(([whole]) =>
        (whole.match(/\d+/g) ?? []).map((number) => ({ file, number: Number(number) })),
      ),
    )

    expect(cited.length).toBeGreaterThan(80)
    expect(cited.filter(({ number }) => !numbers.includes(number))).toEqual([])
  })
})

describe('docs/decisions/README.md', () => {
  it('has every decision, by its number and title', () => {
    const rows = [...read('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\((.+?)\) *\| (.+?) *\|/gm)]
    const decisions = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md')

    expect(rows.map(([, number, file, title]) => ({ number, file, title: title?.toLowerCase() }))).toEqual(
      decisions.map((file) => {
        const [, title] = /^# (?:\d+[:.]? )?(.+)$/m.exec(read(`docs/decisions/${file}`)) ?? []
        return { number: file.slice(0, 4), file, title: title?.toLowerCase() }
      }),
    )
  })
})

describe('every page', () => {
  it.each(PAGES)('%s links to what is there', (page) => {
    const text = read(page)
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link ?? '')
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(ROOT, target))) return true
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor)
    })

    expect(broken).toEqual([])
  })

  it('names scripts that package.json has', () => {
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)])
    const unknown = named.map(([, script]) => script ?? '').filter((script) => !(script in scripts))

    expect(named.length).toBeGreaterThan(20)
    expect([...new Set(unknown)]).toEqual([])
  })

  it('names files that are there', () => {
    const PATH = /`((?:src|static|sandbox|test|tools|docs)\/[\w./-]+\.(?:tsx?|mjs|json|md))`/g
    const named = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap((page) =>
      [...read(page).matchAll(PATH)].map(([, file]) => `${page}: ${file}`),
    )

    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((one) => !existsSync(join(ROOT, one.split(': ')[1]!)))).toEqual([])
  })
})
