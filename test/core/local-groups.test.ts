import fc from 'fast-check'
import { applyNameRule, areManagedLocally, judgeTargets, planMemberships } from '../../src/core/local-groups'
import type { MatchedAccount } from '../../src/core/match-accounts'
import type { Action, Skip } from '../../src/core/plan'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import { applySettingsPatch } from '../support/settings'
import type { LocalGroupSettings } from '../../src/core/settings/local-groups'

type Groups = LocalGroupSettings['groups']
const withGroups = (change: Partial<Groups>): LocalGroupSettings => ({
  groups: { ...DEFAULT_SETTINGS.groups, ...change },
})
const row = (inGroups: readonly string[], change: Partial<MatchedAccount> = {}): MatchedAccount => ({
  ...{ accountId: 'a-ada', objectId: 'o-ada', email: null, isActive: true, isMember: false, keptBecause: null },
  inGroups,
  ...change,
})

/** Names of groups are their ids; Ada is in these groups of the directory. */
function planFor(
  settings: LocalGroupSettings,
  account: MatchedAccount,
  directoryGroups: readonly string[],
  obstacles: readonly string[] = [],
) {
  const ids = [...settings.groups.always, ...settings.groups.mappings.map(({ groupId }) => groupId ?? '')]
  const names = new Map(ids.map((id) => [id, id]))
  const targets = judgeTargets(settings, names, new Set(obstacles))
  const members = new Map(directoryGroups.map((id) => [id, new Set(['o-ada'])]))
  const [actions, skips]: [Action[], Skip[]] = [[], []]
  planMemberships(account, { settings, targets, members }, actions, skips)
  return {
    actions: actions.map((action) => ('groupId' in action ? `${action.type} ${action.groupId}` : action.type)),
    skips: skips.map(({ because }) => because),
  }
}

const mapped = { mappings: [{ directoryGroupId: 'd-sales', groupId: 'g-sales' }] }

describe('planMemberships', () => {
  it.each([
    ['joins an always-assigned group', { always: ['g-all'] }, [], [], ['join-group g-all']],
    ['joins the group of a mapping', mapped, [], ['d-sales'], ['join-group g-sales']],
    ['leaves it with the group of the directory', mapped, ['g-sales'], [], ['leave-group g-sales']],
    ['has nothing to do where all is as it should be', mapped, ['g-sales'], ['d-sales'], []],
    ['never touches a group that nobody manages', { always: ['g-all'] }, ['g-all', 'g-other'], [], []],
    [
      'keeps who is in any of the groups that are mapped to one',
      { mappings: [...mapped.mappings, { directoryGroupId: 'd-key', groupId: 'g-sales' }] },
      ['g-sales'],
      ['d-key'],
      [],
    ],
  ])('%s', (_, groups, inGroups, directoryGroups, expected) => {
    expect(planFor(withGroups(groups), row(inGroups), directoryGroups).actions).toEqual(expected)
  })

  it.each([
    ['a group that nobody is added to', { ...mapped, neverAssign: ['g-s.*'] }, row([]), ['d-sales'], 'never-assign'],
    ['a group that nobody is taken from', { ...mapped, neverRemove: ['.*'] }, row(['g-sales']), [], 'never-remove'],
    [
      'an administrator who would leave',
      mapped,
      row(['g-sales'], { keptBecause: 'administrator' }),
      [],
      'administrator',
    ],
  ])('leaves %s as it is, with the reason', (_, groups, account, directoryGroups, because) => {
    expect(planFor(withGroups(groups), account, directoryGroups)).toEqual({ actions: [], skips: [because] })
  })

  it('leaves a group alone that cannot be changed now', () => {
    expect(planFor(withGroups(mapped), row([]), ['d-sales'], ['g-sales'])).toEqual({
      actions: [],
      skips: ['group-not-writable'],
    })
  })

  it('never names an access group, whatever the lists and memberships are', () => {
    const group = fc.constantFrom('g-jira', 'g-a', 'g-b', 'g-c')
    const directoryGroup = fc.constantFrom('d-1', 'd-2')
    const settings = fc.record({
      always: fc.uniqueArray(group),
      mappings: fc.array(fc.record({ directoryGroupId: directoryGroup, groupId: fc.option(group) })),
      neverAssign: fc.array(fc.constantFrom('g-a', '.*', 'x')),
      neverRemove: fc.array(fc.constantFrom('g-b', 'x')),
    })
    fc.assert(
      fc.property(settings, fc.uniqueArray(group), fc.uniqueArray(directoryGroup), (groups, inGroups, memberOf) => {
        // What reading the targets does with a group that gives access: it is an obstacle.
        const { actions } = planFor(withGroups(groups), row(inGroups), memberOf, ['g-jira'])
        expect(actions.filter((action) => action.endsWith(' g-jira'))).toEqual([])
      }),
    )
  })

  it('plans nothing more once its plan is carried out', () => {
    const group = fc.constantFrom('g-a', 'g-b', 'g-c')
    const mappings = fc.array(fc.record({ directoryGroupId: fc.constantFrom('d-1', 'd-2'), groupId: group }))
    fc.assert(
      fc.property(
        fc.uniqueArray(group),
        mappings,
        fc.uniqueArray(group),
        fc.boolean(),
        (always, list, before, isMember) => {
          const settings = withGroups({ always, mappings: list })
          const memberOf = isMember ? ['d-1'] : []
          const after = new Set<string>(before)
          for (const action of planFor(settings, row(before), memberOf).actions) {
            const [type, groupId] = action.split(' ') as [string, string]
            if (type === 'join-group') after.add(groupId)
            else after.delete(groupId)
          }
          expect(planFor(settings, row([...after]), memberOf).actions).toEqual([])
        },
      ),
    )
  })
})

describe('the settings of local group management', () => {
  it.each([
    [{ neverAssign: ['(?=x)'] }, /^Never assign: expected a pattern in RE2 syntax/],
    [{ neverRemove: ['['] }, /^Never remove: expected a pattern/],
    [{ nameRule: { pattern: '(', replacement: '' } }, /^Name rule, pattern: expected a pattern/],
    [{ ...mapped, always: ['g-sales'] }, /^Group mapping: expected no group of "Always assign groups", got "g-sales"/],
    [{ mappings: [...mapped.mappings, ...mapped.mappings] }, /^Group mapping: expected each mapping once/],
    [{ always: Array.from({ length: 21 }, (_, index) => `g-${index}`) }, /^Always assign groups: expected at most 20/],
  ])('refuse %j', (groups, message) => {
    expect(() => applySettingsPatch(DEFAULT_SETTINGS, { groups })).toThrow(message)
  })

  it('keep what a patch leaves out', () => {
    const first = applySettingsPatch(DEFAULT_SETTINGS, { groups: { neverRemove: ['.*'] } })

    expect(applySettingsPatch(first, { groups: { neverAssign: ['.*'] } }).groups).toMatchObject({
      neverAssign: ['.*'],
      neverRemove: ['.*'],
    })
  })

  it('say when groups are managed locally', () => {
    expect(areManagedLocally(withGroups({ neverAssign: ['.*'], neverRemove: ['.*'] }))).toBe(true)
    expect(areManagedLocally(withGroups({ neverAssign: ['.*'] }))).toBe(false)
  })

  it.each([
    ['APP-Jira-Sales', '^APP-Jira-(.*)$', 'jira-$1', 'jira-Sales'],
    ['Sales', '', '', 'Sales'],
    ['Sales', 'x', 'y', 'Sales'],
  ])('make of "%s" by %s → %s the name "%s"', (name, pattern, replacement, expected) => {
    expect(applyNameRule(name, { pattern, replacement })).toBe(expected)
  })
})
