import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AT_REST } from './at-rest'
import { findDeparture, judge, oneOf, pair } from './check-at-rest'
import { toMarkdown, withTables } from './to-markdown'

/** The formatter pads the cells of tables. */
const withoutPadding = (page: string): string => page.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\n+/g, '\n')

const ACCOUNT = '712020:00000000-0000-4000-8000-000000000001'

describe('the schema of what is at rest', () => {
  it('is what docs/privacy.md shows (else run: npm run -s privacy)', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'privacy.md'), 'utf8')

    expect(withoutPadding(withTables(page, toMarkdown(AT_REST)))).toBe(withoutPadding(page))
  })

  it('names each key once', () => {
    const keys = AT_REST.map(({ space, key }) => `${space} ${key}`)

    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('judge', () => {
  const entries = [
    { space: 'kvs', key: 'seat:<account>', holds: { holds: 'flag', 'grantedAt?': 'time' }, why: '', kept: '' },
  ] as const

  it('takes what the schema describes', () => {
    const stored = [{ space: 'kvs', key: `seat:${ACCOUNT}`, value: { holds: true } }] as const

    expect(judge(stored, entries)).toEqual({ unknown: [], unused: [] })
  })

  it.each([
    ['an unknown key', 'name-of:x', 1, 'unknown key'],
    ['a key that is named by an address', 'seat:ada@company.example', { holds: true }, 'unknown key'],
    ['an unknown field', `seat:${ACCOUNT}`, { holds: true, name: 'Ada' }, 'unknown field name'],
    ['a field of another kind', `seat:${ACCOUNT}`, { holds: 'yes' }, 'expected flag, got "yes"'],
    ['a field that is missing', `seat:${ACCOUNT}`, {}, 'expected the field holds'],
  ])('tells %s', (_, key, value, expected) => {
    const { unknown, unused } = judge([{ space: 'kvs', key, value }], entries)

    expect(unknown).toEqual([expect.stringContaining(expected)])
    expect(unused).toEqual(['kvs seat:<account>'])
  })
})

describe('findDeparture', () => {
  it.each([
    ['Ada Lovelace', 'account'],
    ['ada@company.example', 'person'],
    ['Ada Lovelace', 'code'],
    ['+44 20 7946 0958', 'plan'],
    ['Ada Lovelace', 'digest'],
    ['Ada Lovelace', 'opaque'],
  ] as const)('lets no %s pass as %s', (value, leaf) => {
    expect(findDeparture(value, leaf)).toContain(`expected ${leaf}`)
  })

  it('looks into lists, pairs, alternatives and fields that are named by an id', () => {
    const shape = [{ '<account>': oneOf('null', pair('number', 'code')) }] as const

    expect(findDeparture([{ [ACCOUNT]: [1, 'done'] }, { [ACCOUNT]: null }], shape)).toBeNull()
    expect(findDeparture([{ [ACCOUNT]: [1, 2] }], shape)).toContain('expected code')
    expect(findDeparture([{ Ada: null }], shape)).toContain('unknown field Ada')
  })
})
