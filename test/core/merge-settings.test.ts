import { completeSettings } from '../../src/core/settings'
import type { Change } from '../../src/core/settings/changes'
import { SettingsConflict, mergeSettings } from '../../src/core/settings/merge'
import type { Conflict, StoredSettings } from '../../src/core/settings/merge'

const AT = '2026-03-18T09:30:00.000Z'
const exemption = (accountId: string, reason = 'audit') => ({ accountId, owner: 'Boss', reason, until: null })

/** Ada has saved `theirs`; Ben, who has loaded the page before her, saves `mine`. */
function together(theirs: readonly Change[], mine: readonly Change[], before: StoredSettings = {}) {
  const version = before.version ?? 0
  const ada = mergeSettings(before, { version, changes: theirs, by: 'a-ada', at: AT })
  return mergeSettings(ada, { version, changes: mine, by: 'a-ben', at: AT })
}

function conflictsOf(...args: Parameters<typeof together>): readonly Conflict[] {
  try {
    together(...args)
    return []
  } catch (error) {
    if (error instanceof SettingsConflict) return error.conflicts
    throw error
  }
}

const set = (path: string, value: unknown): Change => ({ path, value })

describe('mergeSettings', () => {
  it('makes both changes of different settings, and remembers who made which', () => {
    const merged = together([set('waitingDays', 7)], [set('graceDays', 3)])

    expect(completeSettings(merged)).toMatchObject({ waitingDays: 7, graceDays: 3 })
    expect(merged).toMatchObject({
      version: 2,
      changes: {
        waitingDays: { version: 1, by: 'a-ada', at: AT, from: '30' },
        graceDays: { version: 2, by: 'a-ben', at: AT, from: '30' },
      },
    })
  })

  it('tells who changed the same setting, when, from what to what', () => {
    const theirs = [set('products[jira-software].seatReserve', 12)]
    const mine = [set('products[jira-software].seatReserve', 7)]

    expect(conflictsOf(theirs, mine)).toEqual([
      {
        path: 'products[jira-software].seatReserve',
        label: 'Seat reserve of Jira',
        ...{ by: 'a-ada', at: AT, from: '5', to: '12', version: 1 },
        mine: 'products[jira-software].seatReserve',
      },
    ])
    expect(() => together(theirs, mine)).toThrow('Seat reserve of Jira: a-ada changed it at')
  })

  it.each<[string, Change[], Change[]]>([
    [
      'two people who are exempted',
      [{ path: 'exemptPeople', add: exemption('a-1') }],
      [{ path: 'exemptPeople', add: exemption('a-2') }],
    ],
    ['the same set to the same', [set('waitingDays', 7)], [set('waitingDays', 7)]],
    [
      'the same exemption',
      [{ path: 'exemptPeople', add: exemption('a-1') }],
      [{ path: 'exemptPeople', add: exemption('a-1') }],
    ],
    ['two groups of a list', [{ path: 'requiredGroupIds', add: 'g-1' }], [{ path: 'requiredGroupIds', add: 'g-2' }]],
    [
      'fields of one product',
      [set('products[jira-software].cap', 80)],
      [set('products[jira-software].seatReserve', 7)],
    ],
    ['schedules of two jobs', [set('schedules.sweep', '0 5 * * *')], [set('schedules.provision', '0 3 * * *')]],
  ])('merges %s', (_, theirs, mine) => {
    expect(conflictsOf(theirs, mine)).toEqual([])
  })

  it.each<[string, Change[], Change[], string]>([
    [
      'one person who is exempted otherwise',
      [{ path: 'exemptPeople', add: exemption('a-1') }],
      [{ path: 'exemptPeople', add: exemption('a-1', 'leave') }],
      'exemptPeople[a-1]',
    ],
    [
      'a product that is gone',
      [
        { path: 'products', add: { key: 'jira-core' } },
        { path: 'products', remove: 'jira-software' },
      ],
      [{ path: 'products', add: { key: 'jira-software', cap: 3 } }],
      'products[jira-software]',
    ],
    [
      'a schedule and its time zone',
      [set('schedules.timeZone', 'Europe/Berlin')],
      [set('schedules.sweep', '0 5 * * *')],
      'schedules.timeZone',
    ],
    [
      'groups that must not be the same',
      [{ path: 'groups.always', add: 'g-1' }],
      [{ path: 'groups.mappings', add: { directoryGroupId: 'd-1', groupId: 'g-2' } }],
      'groups.always[g-1]',
    ],
    [
      'a product and what the groups of the organization give',
      [{ path: 'products', add: { key: 'confluence', kind: 'group', accessGroupIds: ['g-1'] } }],
      [{ path: 'groups.always', add: 'g-2' }],
      'products[confluence]',
    ],
  ])('refuses %s', (_, theirs, mine, path) => {
    expect(conflictsOf(theirs, mine).map((conflict) => conflict.path)).toEqual([path])
  })

  it('judges the whole that both would make', () => {
    const ids = (prefix: string) =>
      Array.from({ length: 15 }, (_, index): Change => ({ path: 'groups.always', add: `${prefix}${index}` }))

    expect(() => together(ids('a'), ids('b'))).toThrow('Always assign groups: expected at most 20 ids')
  })

  it('does not tell somebody of their own changes', () => {
    const once = mergeSettings({}, { version: 0, changes: [set('waitingDays', 7)], by: 'a-ada', at: AT })

    const twice = mergeSettings(once, { version: 0, changes: [set('waitingDays', 8)], by: 'a-ada', at: AT })

    expect(completeSettings(twice).waitingDays).toBe(8)
  })

  it('remembers so many places, and says of older pages only that they are old', () => {
    const adds = Array.from({ length: 201 }, (_, index): Change => ({ path: 'requiredGroupIds', add: `g-${index}` }))
    const stored = adds.reduce<StoredSettings>(
      (before, change, version) => mergeSettings(before, { version, changes: [change], by: 'a-ada', at: AT }),
      {},
    )

    expect(Object.keys(stored.changes ?? {})).toHaveLength(200)
    const late = { changes: [set('waitingDays', 7)], by: 'a-ben', at: AT }
    expect(() => mergeSettings(stored, { ...late, version: 0 })).toThrow('Load the page again')
    expect(mergeSettings(stored, { ...late, version: 1 }).version).toBe(202)
    expect(() => mergeSettings(stored, { ...late, version: 500 })).toThrow('Load the page again')
  })
})
