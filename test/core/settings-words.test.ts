import { DEFAULT_SETTINGS, completeSettings } from '../../src/core/settings'
import { applyChanges, findSettingProblems } from '../../src/core/settings/changes'
import type { Change } from '../../src/core/settings/changes'
import { LEAVES, writeAt } from '../../src/core/settings/table'

/** What the library says by itself: "Invalid type: Expected Object but received Array". */
const LIBRARY = /Invalid|Expected \w+ but received|received/

const WRONG: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, Number.NaN, Infinity, '', ' ', 'x'.repeat(10_000), '(?!', {}, [], [[]], [{}]],
  ...[[null], [''], [Number.NaN], { nested: { wrong: [] } }, [{ nested: 1 }], [{ key: 1, kind: 2 }], new Date(0)],
  ...[Array.from({ length: 2_000 }, (_, index) => `id-${index}`), [{ accountId: 'a', until: 'soon', owner: null }]],
  ...[[{ key: 'a', seatReserve: 'many', signals: 'no', accessGroupIds: [7] }], [{ directoryGroupId: [] }]],
]

const values = completeSettings(DEFAULT_SETTINGS)

describe('every message about a setting', () => {
  const paths = [...LEAVES.keys()]

  it.each(paths)('%s: is in our own words, whatever was typed', (path) => {
    const messages = WRONG.flatMap((wrong) => [
      ...findSettingProblems(writeAt(values, path, wrong)).map(({ message }) => message),
      ...refusalsOf([{ path, value: wrong }]),
      ...refusalsOf([{ path, add: wrong }]),
    ])

    expect(messages.length).toBeGreaterThan(3)
    expect(messages.filter((message) => LIBRARY.test(message))).toEqual([])
    for (const message of messages) expect(message).toMatch(/[Ee]xpected .*[^.]\.$/s)
  })

  it.each(['seatReserv', 'products[jira-software].seatReserv', 'products[other].cap', 'scope', 'scope.include.0', ''])(
    'tells that "%s" is no setting',
    (path) => {
      expect(refusalsOf([{ path, value: 1 }])).toEqual([
        `Settings: expected a setting that this app knows, got "${path}". Load the page again.`,
      ])
    },
  )

  it('tells what is missing, and what is too much', () => {
    const { waitingDays: _days, ...missing } = values

    expect(findSettingProblems(missing).map(({ message }) => message)).toEqual([
      'Days on the waiting list: expected settings that this app knows, got nothing.',
    ])
    expect(findSettingProblems({ ...values, nonsense: 1 })).toEqual([
      { path: 'nonsense', message: 'Settings: expected settings that this app knows, got "nonsense".' },
    ])
    expect(findSettingProblems(null)).toMatchObject([{ message: expect.not.stringMatching(LIBRARY) as unknown }])
  })
})

function refusalsOf(changes: readonly Change[]): readonly string[] {
  try {
    applyChanges(values, changes)
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
