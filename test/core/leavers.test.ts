import { planLeavers, planLeaving, staysUsable } from '../../src/core/leavers'
import type { Change, LeaverState } from '../../src/core/leavers'
import type { Action } from '../../src/core/plan'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import { NOW, link } from '../support/builders'

const leaving = (name: string): Action => ({
  type: 'deactivate',
  objectId: `o-${name}`,
  accountId: `a-${name}`,
  because: 'disabled',
})

const RULES = { ...DEFAULT_SETTINGS, maySuspend: true }

describe('planLeavers', () => {
  it('deactivates linked people who were disabled or deleted, once', () => {
    const changes = new Map<string, Change>([
      ['o-ada', 'disabled'],
      ['o-bea', 'deleted'],
      ['o-cid', 'deleted'],
      ['o-dan', 'disabled'],
    ])
    const links = new Map([link('Ada'), link('Bea'), link('Dan', { left: 'disabled' })])

    const planned = planLeavers(changes, [], links, RULES, 100, NOW)

    expect(planned.actions).toEqual([leaving('ada'), { ...leaving('bea'), because: 'deleted' }])
    expect(planned.population).toBe(100)
  })

  it('keeps the people of a plan that nobody approved, except who came back', () => {
    const changes = new Map<string, Change>([
      ['o-ada', 'enabled'],
      ['o-cid', 'disabled'],
    ])
    const links = new Map([link('Ada'), link('Bea'), link('Cid')])

    const planned = planLeavers(changes, [leaving('ada'), leaving('bea')], links, RULES, 100, NOW)

    expect(planned.actions).toEqual([leaving('bea'), leaving('cid')])
  })

  it('restores who came back after we had dealt with them', () => {
    const changes = new Map<string, Change>([
      ['o-ada', 'enabled'],
      ['o-bea', 'enabled'],
    ])

    const planned = planLeavers(changes, [], new Map([link('Ada', { left: 'disabled' }), link('Bea')]), RULES, 100, NOW)

    expect(planned.actions).toEqual([{ type: 'restore', objectId: 'o-ada', accountId: 'a-ada' }])
  })

  it('follows the behaviour of each cause', () => {
    const settings = {
      maySuspend: true,
      leavers: {
        ...DEFAULT_SETTINGS.leavers,
        disabled: { account: 'keep', removeGroups: true },
        deleted: { account: 'disable', removeGroups: true },
      },
    } as const
    const changes = new Map<string, Change>([
      ['o-ada', 'disabled'],
      ['o-bea', 'deleted'],
    ])

    const { actions } = planLeavers(changes, [], new Map([link('Ada'), link('Bea')]), settings, 100, NOW)

    expect(actions).toEqual([
      { type: 'leave-groups', objectId: 'o-ada', accountId: 'a-ada', because: 'disabled' },
      { ...leaving('bea'), because: 'deleted', groups: 'all' },
    ])
  })

  it('takes nothing from an account that may be somebody else’s, whatever was held', () => {
    const rules = { ...RULES, inDoubt: new Set(['a-ada']) }
    const changes = new Map<string, Change>([
      ['o-ada', 'disabled'],
      ['o-bea', 'disabled'],
    ])

    const planned = planLeavers(changes, [leaving('ada')], new Map([link('Ada'), link('Bea')]), rules, 100, NOW)

    expect(planned.actions).toEqual([leaving('bea')])
    expect(planned.skips).toEqual([{ id: 'a-ada', because: 'identity-in-doubt' }])
  })

  it('names who stays usable because the account may not be suspended', () => {
    const changes = new Map<string, Change>([
      ['o-ada', 'disabled'],
      ['o-bea', 'disabled'],
      ['o-cid', 'disabled'],
    ])
    const links = new Map([
      link('Ada', { left: 'without-access' }),
      link('Bea', { left: 'disabled' }),
      ['o-cid', { accountId: 'a-cid' }],
    ])

    const planned = planLeavers(changes, [], links, { ...RULES, maySuspend: false }, 100, NOW)

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([{ id: 'a-ada', because: 'may-not-suspend' }])
  })
})

const state = (change: Partial<LeaverState> = {}): LeaverState => ({
  ...{ objectId: 'o-ada', accountId: 'a-ada', isActive: null, isMember: false, left: undefined },
  ...change,
})

describe('planLeaving', () => {
  const keeping = {
    maySuspend: true,
    leavers: { ...DEFAULT_SETTINGS.leavers, disabled: { account: 'keep', removeGroups: true } },
  } as const

  it.each([
    ['a usable account', { isActive: true }, RULES, 'deactivate'],
    ['one that is disabled, and still a member', { isActive: false, isMember: true }, RULES, 'deactivate'],
    ['one that is disabled and no member', { isActive: false }, RULES, undefined],
    ['one that was enabled again by somebody', { isActive: true, left: 'disabled' }, RULES, 'deactivate'],
    ['one that only loses its groups', {}, keeping, 'leave-groups'],
    ['one that has lost its groups', { left: 'without-access' }, keeping, undefined],
    ['one that is not active anyway', { isActive: false }, keeping, undefined],
  ] as const)('%s', (_, change, rules, type) => {
    expect(planLeaving(state(change), 'disabled', rules)?.type).toBe(type)
  })

  it('leaves the groups where the behaviour says so, and only there', () => {
    const leavers = { ...DEFAULT_SETTINGS.leavers, disabled: { account: 'keep', removeGroups: false } } as const

    expect(planLeaving(state(), 'disabled', { maySuspend: true, leavers })).toBeNull()
  })
})

describe('staysUsable', () => {
  const rules = { ...RULES, maySuspend: false }

  it.each([
    ['whoever lost the access and cannot be suspended', { left: 'without-access' }, rules, true],
    ['nobody who may be suspended', { left: 'without-access' }, RULES, false],
    ['nobody who has not lost the access', {}, rules, false],
    ['nobody who is a member', { left: 'without-access', isMember: true }, rules, false],
    ['nobody whose account is not active', { left: 'without-access', isActive: false }, rules, false],
    ['whoever is active', { left: 'without-access', isActive: true }, rules, true],
    [
      'nobody whose account is to be kept',
      { left: 'without-access' },
      { ...rules, leavers: { ...rules.leavers, disabled: { account: 'keep', removeGroups: true } } },
      false,
    ],
  ] as const)('%s', (_, change, how, expected) => {
    expect(staysUsable(state(change), 'disabled', how)).toBe(expected)
  })
})
