import { addressDigest, attributeDigest } from '../../src/core/digest'
import fc from 'fast-check'
import { matchAccounts } from '../../src/core/match-accounts'
import type { ScannedAccount } from '../../src/core/match-accounts'
import type { Link, Links, Person } from '../../src/core/people'
import type { Action } from '../../src/core/plan'
import { planProvision } from '../../src/core/provision'
import type { ProvisionRules } from '../../src/core/provision'
import { proofDigest } from '../../src/core/proofs'
import { compileScope, findInScope } from '../../src/core/scope'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import { NOW, byId, link, person } from '../support/builders'

/** A row that a link leads to. */
function row(name: string, change: Partial<ScannedAccount> = {}): ScannedAccount {
  const id = name.toLowerCase()
  return {
    accountId: `a-${id}`,
    objectId: `o-${id}`,
    email: null,
    isActive: true,
    isMember: false,
    keptBecause: null,
    ...change,
  }
}

/** A row that only its e-mail leads to; in these tests a digest is the text itself. */
const stranger = (name: string, change: Partial<ScannedAccount> = {}): ScannedAccount =>
  row(name, { objectId: null, email: `${name.toLowerCase()}@example.com`, ...change })

interface World {
  readonly people: ReadonlyMap<string, Person>
  readonly memberOfRequired: ReadonlySet<string> | null
  readonly accounts: readonly ScannedAccount[]
  readonly links: Links
}

const RULES: ProvisionRules = {
  leavers: DEFAULT_SETTINGS.leavers,
  maySuspend: true,
  scope: compileScope(DEFAULT_SETTINGS),
  createsAccounts: true,
  digestOf: null,
  proofOf: ({ proofs }) => proofDigest('key', proofs),
}

function plan(world: Partial<World>, rules: Partial<ProvisionRules> = {}) {
  const { people, memberOfRequired, accounts, links } = {
    ...{ people: new Map<string, Person>(), memberOfRequired: null, accounts: [], links: new Map() as Links },
    ...world,
  }
  const inScope = findInScope(people.values(), memberOfRequired, RULES.scope)
  const claims = { people, inScope, links, digestOf: (email: string) => email, proofOf: RULES.proofOf }
  const matching = matchAccounts(accounts, claims)
  return planProvision({ people, inScope, matching, links }, { ...RULES, ...rules }, NOW)
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
    const { plan: planned, linkChanges } = plan({ people: byId([person('Ada')]), accounts: [stranger('Ada')] })

    expect(planned.actions).toEqual([])
    expect([...linkChanges]).toEqual([['o-ada', { accountId: 'a-ada', wasInScope: true }]])
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

    const planned = plan({ people, accounts, links: new Map([link('Ada', { left: 'disabled' }), link('Bea')]) }).plan

    expect(planned.actions).toEqual([{ type: 'restore', objectId: 'o-ada', accountId: 'a-ada' }])
  })

  it('reports a person matched by two accounts and leaves both alone', () => {
    const accounts = [stranger('Ada'), stranger('Ada', { accountId: 'a-ada-2' })]
    const planned = plan({ people: byId([person('Ada')]), accounts }).plan

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([{ id: 'o-ada', because: 'identity-in-doubt' }])
  })

  it('reports two people with one address and leaves them and the account alone', () => {
    const people = byId([person('Ada'), person('Bea', { email: 'ada@example.com' })])
    const { plan: planned, linkChanges } = plan({ people, accounts: [stranger('Ada')] })

    expect(planned.actions).toEqual([])
    expect(planned.skips.map(({ id }) => id).sort()).toEqual(['o-ada', 'o-bea'])
    expect(linkChanges.size).toBe(0)
  })

  it('follows the link, not the address, when both lead somewhere', () => {
    const people = byId([person('Ada', { email: 'ada.new@example.com' }), person('Bea', { email: 'ada@example.com' })])
    const planned = plan({ people, accounts: [row('Ada')], links: new Map([link('Ada', { wasInScope: true })]) }).plan

    expect(planned.actions).toEqual([{ type: 'create', objectId: 'o-bea' }])
  })

  it('looks for an account under another address first, when there is one that belongs to nobody', () => {
    const people = byId([person('Ada')])

    expect(plan({ people, accounts: [stranger('Zoe')] }).plan.actions).toEqual([
      { type: 'create', objectId: 'o-ada', lookFirst: true },
    ])
  })

  it('reports who is missing, and makes nobody, where somebody else makes the accounts', () => {
    const planned = plan({ people: byId([person('Ada')]) }, { createsAccounts: false }).plan

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([{ id: 'o-ada', because: 'missing' }])
  })

  it('updates an account when the directory says something new, and only then', () => {
    const digestOf = (one: Person): string => attributeDigest('key', one)
    const people = ['Ada', 'Bea', 'Cid', 'Dan', 'Eve', 'Flo'].map((name) => person(name))
    const [ada, bea, cid, dan, eve, flo] = people as [Person, Person, Person, Person, Person, Person]
    const links = new Map([
      link('Ada', { wasInScope: true, digest: digestOf(ada) }),
      link('Bea', { wasInScope: true, digest: digestOf({ ...bea, displayName: 'Old' }) }),
      link('Cid', { wasInScope: true }),
      link('Dan', { wasInScope: true, digest: digestOf({ ...dan, email: 'old@example.com' }) }),
      link('Eve', { wasInScope: true, digest: digestOf({ ...eve, email: 'eve@old.example', displayName: 'Old' }) }),
      link('Flo', { wasInScope: true, digest: addressDigest('key', flo.email) }),
    ])
    const accounts = people.map(({ displayName }) => row(displayName))

    const { plan: planned, linkChanges } = plan({ people: byId(people), accounts, links }, { digestOf })

    const updates = planned.actions.map((one) => [
      'accountId' in one && one.accountId,
      one.type === 'update' && one.address,
    ])
    expect(Object.fromEntries(updates)).toEqual({
      ...{ 'a-bea': undefined, 'a-dan': 'changed', 'a-eve': 'moved', 'a-flo': undefined },
    })
    // Met without a digest: taken to be as it should be from now on.
    expect([...linkChanges]).toEqual([['o-cid', { accountId: 'a-cid', wasInScope: true, digest: digestOf(cid) }]])
  })

  it('keeps the address of an account whose mailbox is gone, and goes on with one that never had one', () => {
    const digestOf = (one: Person): string => attributeDigest('key', one)
    const [ada, bea] = [person('Ada', { mail: '', email: 'ada@upn.example' }), person('Bea', { mail: '' })]
    const world = {
      people: byId([ada, bea]),
      accounts: [row('Ada'), row('Bea')],
      links: new Map([
        link('Ada', { wasInScope: true, digest: digestOf(person('Ada')) }),
        link('Bea', { wasInScope: true, digest: digestOf({ ...bea, displayName: 'Old' }) }),
      ]),
    }

    const { actions, skips } = plan(world, { digestOf }).plan
    expect(actions).toEqual([{ type: 'update', objectId: 'o-bea', accountId: 'a-bea' }])
    expect(skips).toEqual([{ id: 'a-ada', because: 'mailbox-gone' }])

    const scope = { ...RULES.scope, address: 'upn' } as const
    expect(plan(world, { digestOf, scope }).plan.actions).toHaveLength(2)
  })

  it.each([
    ['keep', false, []],
    ['keep', true, ['leave-groups']],
    ['disable', false, ['deactivate']],
    ['disable', true, ['deactivate']],
  ] as const)(
    'does with who leaves the scope what the settings say: %s, remove groups %s',
    (account, removeGroups, types) => {
      const leavers = { ...DEFAULT_SETTINGS.leavers, 'out-of-scope': { account, removeGroups } }
      const world = {
        people: byId([person('Ada'), person('Gus')]),
        memberOfRequired: new Set<string>(),
        accounts: [row('Ada'), row('Gus')],
        // Gus never was in scope: nobody's leaver.
        links: new Map<string, Link>([link('Ada'), ['o-gus', { accountId: 'a-gus' }]]),
      }

      const { actions } = plan(world, { leavers }).plan

      expect(actions.map(({ type }) => type)).toEqual(types)
      expect(actions.every((action) => 'because' in action && action.because === 'out-of-scope')).toBe(true)
    },
  )

  it('takes access from a leaver whose account somebody else has disabled already', () => {
    const people = byId([person('Ada', { enabled: false })])
    const accounts = [row('Ada', { isActive: false, isMember: true })]

    expect(plan({ people, accounts, links: new Map([link('Ada')]) }).plan.actions).toHaveLength(1)
    expect(
      plan({ people, accounts: [row('Ada', { isActive: false })], links: new Map([link('Ada')]) }).plan.actions,
    ).toEqual([])
  })

  it.each(['administrator', 'unknown-role'] as const)('never plans to write to or restore who is kept by %s', (why) => {
    const { plan: planned } = plan(
      {
        people: byId([person('Ada'), person('Bea')]),
        accounts: [row('Ada', { keptBecause: why }), row('Bea', { keptBecause: why, isActive: false })],
        links: new Map([link('Ada', { digest: 'old' }), link('Bea', { left: 'disabled' })]),
      },
      { digestOf: () => 'new' },
    )

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([
      { id: 'a-ada', because: why },
      { id: 'a-bea', because: why },
    ])
  })

  it('never plans to remove administrators, exempt groups and exempt people', () => {
    const reasons = ['administrator', 'exempt-group', 'exempt-person'] as const
    for (const keptBecause of reasons) {
      const planned = plan({ accounts: [row('Ada', { keptBecause })], links: new Map([link('Ada')]) }).plan

      expect(planned.actions).toEqual([])
      expect(planned.skips).toEqual([{ id: 'a-ada', because: keptBecause }])
    }
  })

  it('notes who holds access, and who no longer does', () => {
    const { seatChanges } = plan({
      people: byId([person('Ada'), person('Bea'), person('Cid')]),
      accounts: [row('Ada', { isMember: true }), row('Bea'), row('Cid', { isMember: true })],
      links: new Map([link('Ada'), link('Bea', { holds: true }), link('Cid', { holds: true })]),
    })

    expect([...seatChanges]).toEqual([
      ['a-ada', 'given'],
      ['a-bea', 'lost'],
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
    wasInScope: boolean
    isRequired: boolean
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
      wasInScope: fc.boolean(),
      isRequired: fc.boolean(),
    }),
    { maxLength: 30 },
  )

  function toWorld(rows: readonly GeneratedRow[]): World {
    const unique = [...new Map(rows.map((one) => [one.id, one])).values()]
    const name = (id: number): string => `p${id}`
    return {
      people: byId(
        unique
          .filter((one) => one.inDirectory)
          .map((one) => person(name(one.id), { enabled: one.enabled, kind: one.guest ? 'guest' : 'member' })),
      ),
      memberOfRequired: new Set(unique.filter((one) => one.isRequired).map((one) => `o-${name(one.id)}`)),
      accounts: unique
        .filter((one) => one.hasAccount)
        .map((one) =>
          (one.linked ? row : stranger)(name(one.id), { isActive: one.isActive, isMember: one.holdsAccess }),
        ),
      links: new Map<string, Link>(
        unique
          .filter((one) => one.linked)
          .map((one) =>
            link(name(one.id), {
              ...(one.left ? { left: 'disabled' } : {}),
              ...(one.wasInScope ? { wasInScope: true } : {}),
              digest: 'old',
            }),
          ),
      ),
    }
  }

  const behaviour = fc.record({ account: fc.constantFrom('keep', 'disable'), removeGroups: fc.boolean() })
  const generatedRules: fc.Arbitrary<Partial<ProvisionRules>> = fc.record({
    leavers: fc.record({ deleted: behaviour, disabled: behaviour, 'out-of-scope': behaviour }),
    digestOf: fc.constantFrom(null, (one: Person) => one.displayName),
  })

  it('names no group: access groups never occur in a provision plan', () => {
    fc.assert(
      fc.property(generated, generatedRules, (rows, rules) => {
        const { plan: planned } = plan(toWorld(rows), rules)
        expect(planned.actions.every((action) => !('groupIds' in action))).toBe(true)
        expect(JSON.stringify(planned.actions)).not.toContain('g-')
      }),
    )
  })

  it('plans nothing more once its plan is applied', () => {
    fc.assert(
      fc.property(generated, generatedRules, (rows, rules) => {
        const before = toWorld(rows)
        const { plan: planned, linkChanges } = plan(before, rules)
        const links = new Map(before.links)
        for (const [objectId, change] of linkChanges) {
          if (change === null) links.delete(objectId)
          else links.set(objectId, change)
        }
        const accounts = new Map<string, ScannedAccount>()
        for (const one of before.accounts) {
          const objectId = [...links].find(([, { accountId }]) => accountId === one.accountId)?.[0] ?? null
          accounts.set(one.accountId, objectId === null ? one : { ...one, objectId, email: null })
        }
        for (const action of planned.actions) apply(action, accounts, links)

        const again = plan({ ...before, accounts: [...accounts.values()], links }, rules)

        // Who was restored with news in the directory is written anew the night after.
        const restored = planned.actions.flatMap((action) => (action.type === 'restore' ? [action.objectId] : []))
        const rest = again.plan.actions.filter(
          (action) => !(action.type === 'update' && restored.includes(action.objectId)),
        )
        expect(rest).toEqual([])
      }),
    )
  })

  /** What applying does to accounts and links. */
  function apply(action: Action, accounts: Map<string, ScannedAccount>, links: Map<string, Link>): void {
    if (!('objectId' in action)) throw new Error(`Expected an action about a person, got ${action.type}.`)
    const { objectId } = action
    const accountId = `a-${objectId.slice(2)}`
    const { left: _left, holds: _holds, ...kept } = links.get(objectId) ?? { accountId, wasInScope: true }
    const account = accounts.get(accountId) ?? row(objectId.slice(2))
    const state: Record<string, [Partial<ScannedAccount>, Partial<Link>]> = {
      create: [{}, {}],
      update: [{}, { digest: objectId.slice(2) }],
      restore: [{ isActive: true }, {}],
      deactivate: [{ isActive: false, isMember: false }, { left: 'disabled' }],
      'leave-groups': [{ isMember: false }, { left: 'without-groups' }],
    }
    const [change, mark] = state[action.type]!
    accounts.set(accountId, { ...account, objectId, email: null, ...change })
    links.set(objectId, { ...kept, ...mark })
  }

  it('does not depend on the order of what it read', () => {
    fc.assert(
      fc.property(generated, generatedRules, (rows, rules) => {
        const world = toWorld(rows)
        const reversed = {
          ...world,
          people: new Map([...world.people].reverse()),
          accounts: [...world.accounts].reverse(),
          links: new Map([...world.links].reverse()),
        }
        const sorted = (of: World): string[] =>
          plan(of, rules)
            .plan.actions.map((action) => JSON.stringify(action))
            .sort()
        expect(sorted(reversed)).toEqual(sorted(world))
      }),
    )
  })
})
