import { planLeavers } from '../../src/core/leavers'
import type { Change } from '../../src/core/leavers'
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
})
