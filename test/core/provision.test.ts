import fc from 'fast-check'
import { planLeavers, planProvision } from '../../src/core/provision'
import type { MatchedAccount, ProvisionSnapshot } from '../../src/core/provision'
import type { Link } from '../../src/core/people'
import { NOW, byId, link, person } from '../support/builders'

function row(name: string, change: Partial<MatchedAccount> = {}): MatchedAccount {
  const id = name.toLowerCase()
  return { accountId: `a-${id}`, objectId: `o-${id}`, isActive: true, holdsAccess: false, ...change }
}

function plan(snapshot: Partial<ProvisionSnapshot>) {
  return planProvision({ people: new Map(), memberOfRequired: null, accounts: [], links: new Map(), ...snapshot }, NOW)
}

describe('planProvision', () => {
  it('creates an account for everyone in scope who has none', () => {
    const people = byId([person('Ada'), person('Bea', { enabled: false }), person('Gus', { kind: 'guest' })])

    expect(plan({ people }).plan.actions).toEqual([{ type: 'create', objectId: 'o-ada' }])
  })

  it('creates nobody outside the required groups', () => {
    const people = byId([person('Ada'), person('Bea')])

    expect(plan({ people, memberOfRequired: new Set(['o-bea']) }).plan.actions).toEqual([
      { type: 'create', objectId: 'o-bea' },
    ])
  })

  it('links an account that is already there instead of making one', () => {
    const { plan: planned, linkChanges } = plan({ people: byId([person('Ada')]), accounts: [row('Ada')] })

    expect(planned.actions).toEqual([])
    expect([...linkChanges]).toEqual([['o-ada', { a: 'a-ada' }]])
  })

  it('does not make a second account while the first is on its way', () => {
    expect(plan({ people: byId([person('Ada')]), links: new Map([link('Ada')]) }).plan.actions).toEqual([])
  })

  it('deactivates who was disabled, and who is gone from the directory', () => {
    const planned = plan({
      people: byId([person('Ada', { enabled: false })]),
      accounts: [row('Ada'), row('Bea')],
      links: new Map([link('Ada'), link('Bea')]),
    }).plan

    expect(planned.actions).toEqual([
      { type: 'deactivate', objectId: 'o-ada', accountId: 'a-ada', because: 'disabled' },
      { type: 'deactivate', objectId: 'o-bea', accountId: 'a-bea', because: 'deleted' },
    ])
  })

  it('leaves accounts alone that it never linked', () => {
    expect(
      plan({ people: byId([person('Ada')]), accounts: [row('Ada')], links: new Map([link('Ada')]) }).plan.actions,
    ).toEqual([])
  })

  it('restores only whom it had deactivated itself', () => {
    const people = byId([person('Ada'), person('Bea')])
    const accounts = [row('Ada', { isActive: false }), row('Bea', { isActive: false })]

    const planned = plan({ people, accounts, links: new Map([link('Ada', { x: 1 }), link('Bea')]) }).plan

    expect(planned.actions).toEqual([{ type: 'restore', objectId: 'o-ada', accountId: 'a-ada' }])
  })

  it('reports a person matched by two accounts and leaves both alone', () => {
    const accounts = [row('Ada'), row('Ada', { accountId: 'a-ada-2' })]
    const planned = plan({ people: byId([person('Ada', { enabled: false })]), accounts }).plan

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([{ id: 'o-ada', because: 'matched-twice' }])
  })

  it('notes who holds access, and who no longer does', () => {
    const { seatChanges } = plan({
      people: byId([person('Ada'), person('Bea'), person('Cid')]),
      accounts: [row('Ada', { holdsAccess: true }), row('Bea'), row('Cid', { holdsAccess: true })],
      links: new Map([link('Ada'), link('Bea', { h: 1 }), link('Cid', { h: 1 })]),
    })

    expect([...seatChanges]).toEqual([
      ['a-ada', true],
      ['a-bea', false],
    ])
  })

  interface GeneratedRow {
    id: number
    enabled: boolean
    guest: boolean
    inDirectory: boolean
    hasAccount: boolean
    isActive: boolean
    holdsAccess: boolean
    linked: boolean
    left: boolean
  }
  const generated: fc.Arbitrary<GeneratedRow[]> = fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 15 }),
      enabled: fc.boolean(),
      guest: fc.boolean(),
      inDirectory: fc.boolean(),
      hasAccount: fc.boolean(),
      isActive: fc.boolean(),
      holdsAccess: fc.boolean(),
      linked: fc.boolean(),
      left: fc.boolean(),
    }),
    { maxLength: 30 },
  )

  function toSnapshot(rows: readonly GeneratedRow[]): ProvisionSnapshot {
    const unique = [...new Map(rows.map((one) => [one.id, one])).values()]
    const name = (id: number): string => `p${id}`
    return {
      people: byId(
        unique
          .filter((one) => one.inDirectory)
          .map((one) => person(name(one.id), { enabled: one.enabled, kind: one.guest ? 'guest' : 'member' })),
      ),
      memberOfRequired: null,
      accounts: unique
        .filter((one) => one.hasAccount)
        .map((one) => row(name(one.id), { isActive: one.isActive, holdsAccess: one.isActive && one.holdsAccess })),
      links: new Map<string, Link>(
        unique.filter((one) => one.linked).map((one) => link(name(one.id), one.left ? { x: 1 } : {})),
      ),
    }
  }

  it('never touches a group: access groups do not occur in a provision plan', () => {
    fc.assert(
      fc.property(generated, (rows) => {
        const { plan: planned } = planProvision(toSnapshot(rows), NOW)
        expect(
          planned.actions.every((action) => !('groupIds' in action) && !JSON.stringify(action).includes('g-')),
        ).toBe(true)
        expect(planned.actions.every((action) => ['create', 'restore', 'deactivate'].includes(action.type))).toBe(true)
      }),
    )
  })

  it('plans nothing more once its plan is applied', () => {
    fc.assert(
      fc.property(generated, (rows) => {
        const before = toSnapshot(rows)
        const { plan: planned, linkChanges } = planProvision(before, NOW)
        const accounts = new Map(before.accounts.map((one) => [one.objectId, one]))
        const links = new Map(before.links)
        for (const [objectId, change] of linkChanges) {
          if (change === null) links.delete(objectId)
          else links.set(objectId, change)
        }
        for (const action of planned.actions) {
          if (action.type === 'create') {
            const accountId = `a-${action.objectId.slice(2)}`
            accounts.set(action.objectId, { accountId, objectId: action.objectId, isActive: true, holdsAccess: false })
            links.set(action.objectId, { a: accountId })
          } else if (action.type !== 'revoke') {
            const isActive = action.type === 'restore'
            accounts.set(action.objectId, { ...accounts.get(action.objectId)!, isActive, holdsAccess: false })
            const { x: _x, h: _h, ...kept } = links.get(action.objectId)!
            links.set(action.objectId, isActive ? kept : { ...kept, x: 1 })
          }
        }

        const again = planProvision({ ...before, accounts: [...accounts.values()], links }, NOW)

        expect(again.plan.actions).toEqual([])
      }),
    )
  })

  it('does not depend on the order of what it read', () => {
    fc.assert(
      fc.property(generated, (rows) => {
        const snapshot = toSnapshot(rows)
        const reversed = {
          ...snapshot,
          people: new Map([...snapshot.people].reverse()),
          accounts: [...snapshot.accounts].reverse(),
          links: new Map([...snapshot.links].reverse()),
        }
        const sorted = (of: ProvisionSnapshot): string[] =>
          planProvision(of, NOW)
            .plan.actions.map((action) => JSON.stringify(action))
            .sort()
        expect(sorted(reversed)).toEqual(sorted(snapshot))
      }),
    )
  })
})

describe('planLeavers', () => {
  it('deactivates linked people who were disabled or deleted, once', () => {
    const changes = new Map([
      ['o-ada', 'disabled'],
      ['o-bea', 'deleted'],
      ['o-cid', 'deleted'],
      ['o-dan', 'disabled'],
    ] as const)

    const planned = planLeavers(changes, new Map([link('Ada'), link('Bea'), link('Dan', { x: 1 })]), 100, NOW)

    expect(planned.actions).toEqual([
      { type: 'deactivate', objectId: 'o-ada', accountId: 'a-ada', because: 'disabled' },
      { type: 'deactivate', objectId: 'o-bea', accountId: 'a-bea', because: 'deleted' },
    ])
    expect(planned.population).toBe(100)
  })
})
