import fc from 'fast-check'
import { readAccountRow } from '../../../src/adapters/atlassian/account-rows'
import { toScanned } from '../../../src/app/read/scan-accounts'
import { isFreshSource } from '../../../src/core/dormancy'
import { createHolderCollector } from '../../../src/core/holders'
import { matchAccounts } from '../../../src/core/match-accounts'
import type { Account, Person } from '../../../src/core/people'
import { planProvision } from '../../../src/core/provision'
import { compileScope } from '../../../src/core/scope'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { planSweep } from '../../../src/core/sweep'
import { NOW, daysAgo } from '../../support/builders'

const HERE = { now: () => NOW, cloudId: () => 'cloud-1' }
const SETTINGS = { ...DEFAULT_SETTINGS, exemptGroupIds: ['g-exempt'], removeNeverUsed: true }
const PRODUCT = { key: 'jira-software', kind: 'jira', dormancyDays: 180 } as const
const THIS_SITE = 'ari:cloud:jira::site/cloud-1'
const OTHER_SITE = 'ari:cloud:jira::site/cloud-2'

type Row = Record<string, unknown>
interface Access {
  id?: unknown
  key?: unknown
  lastActiveTimestamp?: unknown
}

const used = (days: number, id = THIS_SITE): Access => ({ id, key: 'jira', lastActiveTimestamp: daysAgo(days) })
const row = (productAccess: readonly Access[] = [used(300)], change: Row = {}): Row => ({
  ...{ accountId: 'a-ada', accountType: 'atlassian', email: 'Ada@Example.com', name: 'Ada' },
  ...{ accountStatus: 'active', status: 'active', membershipStatus: 'active', addedToOrg: daysAgo(900) },
  ...{ groups: [{ id: 'g-jira' }], platformRoles: [], productAccess },
  ...change,
})
const read = (value: unknown): Account => readAccountRow(value, HERE)!

describe('a row of the organization', () => {
  it('has no gaps where everything is told', () => {
    expect(read(row())).toEqual({
      ...{
        accountId: 'a-ada',
        type: 'atlassian',
        email: 'ada@example.com',
        name: 'Ada',
        isActive: true,
        isAdmin: false,
      },
      ...{ groupIds: ['g-jira'], lastSeen: daysAgo(300), addedAt: daysAgo(900) },
    })
  })

  it.each<[string, Row, Partial<Account>]>([
    ['AI roles are plain use', { platformRoles: ['atlassian/ai-access'] }, { isAdmin: false }],
    ['every admin’s role is one', { platformRoles: ['atlassian/unit-admin'] }, { isAdmin: true }],
    ['a role nobody knows', { platformRoles: ['atlassian/owner'] }, { gaps: { unknown: ['platformRoles'] } }],
    ['no group list', { groups: null }, { groupIds: [], gaps: { missing: ['groups'] } }],
    ['a group without id', { groups: [{ id: 'g-1' }, {}] }, { groupIds: ['g-1'], gaps: { missing: ['groups'] } }],
    ['a state nobody knows', { status: 'asleep' }, { isActive: true, gaps: { unknown: ['status'] } }],
    ['a managed account outside', { membershipStatus: 'no_membership' }, { isActive: true, isElsewhere: true }],
    ['a day as the date', { addedToOrg: '2025-11-02' }, { addedAt: '2025-11-02T23:59:59.999Z' }],
    ['a date far ahead', { productAccess: [used(-2)] }, { lastSeen: null, gaps: { dates: ['jira'] } }],
    ['another site', { productAccess: [used(300), used(1, OTHER_SITE)] }, { lastSeen: daysAgo(300) }],
    ['no site', { productAccess: [used(1, '')] }, { lastSeen: daysAgo(1), gaps: { sites: ['jira'] } }],
    ['no site, and later here', { productAccess: [used(9, ''), used(1)] }, { lastSeen: daysAgo(1) }],
    [
      'another product, by its own key',
      {
        productAccess: [
          { ...used(7), key: 'confluence' },
          { key: 'trello', id: null, lastActiveTimestamp: '' },
        ],
      },
      { lastSeen: null, seenIn: { confluence: daysAgo(7) }, gaps: { dates: ['trello'] } },
    ],
  ])('with %s', (_, change, expected) => {
    const { gaps, ...account } = read(row([used(300)], change))
    expect({ ...account, gaps }).toMatchObject({ gaps: undefined, ...expected })
  })

  it.each([[{}], [null], [{ accountId: null }]])('that names no account is none: %j', (value) => {
    expect(readAccountRow(value, HERE)).toBeNull()
  })
})

/** How a row may be odd, and the same row with that field known and speaking for the person. */
interface Oddity {
  readonly spoil: (known: Row) => Row
  readonly protect: (known: Row) => Row
}

const without = (field: string, { [field]: _, ...rest }: Row): Row => rest
const eachAccess = (known: Row, change: Access): Row => ({
  ...known,
  productAccess: (known['productAccess'] as Access[]).map((access) => ({ ...access, ...change })),
})
const PROTECTING: readonly (readonly [field: string, words: readonly unknown[], value: unknown])[] = [
  ['groups', [[{}], 'g-jira', {}], [{ id: 'g-jira' }, { id: 'g-exempt' }]],
  ['platformRoles', [['atlassian/owner'], 'atlassian/org-admin', [null]], ['atlassian/org-admin']],
  ['productAccess', [[null], [{}], 'jira'], [used(0)]],
  ['accountType', ['robot', 5], 'app'],
  ['accountStatus', ['asleep', 5], 'inactive'],
  ['status', ['asleep', 5], 'suspended'],
  ['membershipStatus', ['asleep', 5], 'suspended'],
  ['addedToOrg', ['soon', '0', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', daysAgo(-3)], daysAgo(1)],
]
const oddities = fc.oneof(
  ...PROTECTING.flatMap(([field, words, value]) => {
    const protect = (known: Row): Row => ({ ...known, [field]: value })
    const spoilt: Oddity['spoil'][] = [
      (known) => without(field, known),
      ...[null, ...words].map((word) => (known: Row) => ({ ...known, [field]: word })),
    ]
    return spoilt.map((spoil) => fc.constant<Oddity>({ spoil, protect }))
  }),
  ...[undefined, null, '', '0', 'soon', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', daysAgo(-3)].map((written) =>
    fc.constant<Oddity>({
      spoil: (known) => eachAccess(known, { lastActiveTimestamp: written }),
      protect: (known) => eachAccess(known, { lastActiveTimestamp: daysAgo(0) }),
    }),
  ),
  ...[undefined, null, '', 'jira', 5].map((id) =>
    fc.constant<Oddity>({
      spoil: (known) => eachAccess(known, { id }),
      protect: (known) => eachAccess(known, { id: THIS_SITE }),
    }),
  ),
)
const holders = fc.array(
  fc.record({
    days: fc.constantFrom(0, 1, 179, 181, 300),
    site: fc.constantFrom(THIS_SITE, OTHER_SITE),
    isUsed: fc.boolean(),
    odd: fc.option(oddities),
  }),
  { minLength: 1, maxLength: 8 },
)

/** Whom a sweep takes the seat from, and whom a full run takes for a leaver, were everybody gone from the directory. */
function findTaken(rows: readonly Row[]): readonly string[] {
  const accounts = rows.map(read)
  const collector = createHolderCollector({ product: PRODUCT, accessGroupIds: ['g-jira'], until: NOW }, null)
  for (const account of accounts) collector.add(account)
  const { candidates, groups, newest } = collector.holders()
  const context = {
    ...{ holders: candidates, population: groups.size, accessGroupIds: ['g-jira'], readOnlyGroups: new Map() },
    ...{ records: new Map(), usedIn: new Set(['jira']), accessProducts: [] },
    adminGroups: { admin: new Set<string>(), unknown: new Set<string>(), unread: new Set<string>() },
    kept: new Map(),
  }
  const swept = isFreshSource(newest, NOW) ? planSweep(context, { ...SETTINGS, ...PRODUCT }, NOW).actions : []
  const links = new Map(accounts.map(({ accountId }) => [`o-${accountId}`, { accountId, wasInScope: true as const }]))
  const scan = {
    ...{ accessGroupIds: ['g-jira'], settings: SETTINGS, now: NOW, digestOf: (email: string) => email },
    kept: new Map(),
  }
  const scanned = accounts
    .filter(({ type }) => type === 'atlassian')
    .map((account) => toScanned(account, `o-${account.accountId}`, scan))
  const claims = {
    ...{ people: new Map<string, Person>(), inScope: new Set<string>(), digestOf: String, proofOf: () => undefined },
  }
  const snapshot = {
    ...{ people: new Map<string, Person>(), inScope: new Set<string>(), links },
    matching: matchAccounts(scanned, { ...claims, links }),
  }
  const rules = {
    ...{ ...SETTINGS, maySuspend: true, scope: compileScope(SETTINGS), createsAccounts: true, digestOf: null },
    proofOf: claims.proofOf,
  }
  const left = planProvision(snapshot, rules, NOW).plan.actions
  return [...swept, ...left].map((action) => `${action.type} ${'accountId' in action ? action.accountId : ''}`)
}

describe('whoever the organization tells oddly of', () => {
  it('loses nothing that nobody would lose with the field known and protecting', () => {
    fc.assert(
      fc.property(holders, (people) => {
        const build = (change: keyof Oddity) =>
          people.map(({ days, site, isUsed, odd }, index) => {
            const known = row(isUsed ? [used(days, site)] : [], { accountId: `a-${index}` })
            return odd === null ? known : odd[change](known)
          })

        const protectedToo = new Set(findTaken(build('protect')))

        expect(findTaken(build('spoil')).filter((taken) => !protectedToo.has(taken))).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('is found by the property: an idle holder and a leaver are taken where everything is told', () => {
    const busy = row([used(0)], { accountId: 'a-busy' })

    expect(findTaken([row(), busy])).toEqual(['revoke a-ada', 'deactivate a-ada', 'deactivate a-busy'])
  })
})
