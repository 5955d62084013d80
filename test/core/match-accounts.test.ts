import { accountsInDoubt, pairOf } from '../../src/core/identity'
import type { Verdict } from '../../src/core/identity'
import { matchAccounts } from '../../src/core/match-accounts'
import type { Claims, ScannedAccount } from '../../src/core/match-accounts'
import type { Link, Person } from '../../src/core/people'
import { proofDigest } from '../../src/core/proofs'
import { byId, link, person } from '../support/builders'

const scanned = (accountId: string, change: Partial<ScannedAccount> = {}): ScannedAccount => ({
  ...{ accountId, objectId: null, email: null, isActive: true, isMember: false, keptBecause: null },
  ...change,
})
/** In these tests the digest of an address is the address. */
const free = (name: string, email = `${name}@example.com`): ScannedAccount => scanned(`a-${name}`, { email })
const linked = (name: string): ScannedAccount => scanned(`a-${name}`, { objectId: `o-${name}` })
const proof = (employee: string): string => proofDigest('key', { employee })!

interface Case {
  readonly people: readonly Person[]
  readonly accounts: readonly ScannedAccount[]
  readonly links?: readonly (readonly [string, Link])[]
  readonly outside?: readonly string[]
  readonly change?: Partial<Claims>
}

function match({ people, accounts, links = [], outside = [], change = {} }: Case) {
  return matchAccounts(accounts, {
    people: byId(people),
    inScope: new Set(people.map(({ objectId }) => objectId).filter((id) => !outside.includes(id))),
    links: new Map(links),
    digestOf: (email) => email,
    proofOf: ({ proofs }) => proofDigest('key', proofs),
    ...change,
  })
}

const doubtOf = (objectId: string, because: string, accountId: string | null, otherId: string | null = null) => ({
  ...{ objectId, because, accountId, otherId },
})
const said = (objectId: string, accountId: string, verdict: Verdict) => ({ [pairOf(objectId, accountId)]: { verdict } })

describe('whose account is whose', () => {
  it('is decided by the address where nothing else speaks', () => {
    const { rows, byAddress, doubts } = match({ people: [person('Ada')], accounts: [free('ada')] })

    expect(rows).toMatchObject([{ objectId: 'o-ada', accountId: 'a-ada' }])
    expect([byAddress, doubts]).toEqual([['o-ada'], []])
  })

  it('is decided by the record in the SCIM directory before the address', () => {
    const { rows, byAddress } = match({
      people: [person('Ada'), person('Bea')],
      accounts: [free('ada'), free('x', 'old@example.com')],
      change: { owners: new Map([['a-x', 'o-bea']]) },
    })

    expect(rows.map(({ objectId, accountId }) => [objectId, accountId])).toEqual([
      ['o-bea', 'a-x'],
      ['o-ada', 'a-ada'],
    ])
    expect(byAddress).toEqual(['o-ada'])
  })

  it('passes on to the same person made anew, whatever the address is now', () => {
    const { rows, passed, doubts } = match({
      people: [person('New', { email: 'married@example.com', proofs: { employee: '7' } })],
      accounts: [linked('old')],
      links: [link('old', { proof: proof('7'), left: 'disabled' })],
    })

    expect(rows).toMatchObject([{ objectId: 'o-new', accountId: 'a-old' }])
    expect([[...passed], doubts]).toEqual([[['o-new', 'o-old']], []])
  })

  it.each([
    ['the earlier object is still there', [person('Old', { email: 'x@example.com' })], { employee: '7' }, '7'],
    ['somebody else has the same proof', [person('Two', { proofs: { employee: '7' } })], { employee: '7' }, '7'],
    ['the proof is another', [], { employee: '8' }, '7'],
    ['there is no proof', [], undefined, '7'],
  ] as const)('does not pass on where %s', (_, others, proofs, before) => {
    const { passed } = match({
      people: [person('New', proofs === undefined ? {} : { proofs }), ...others],
      accounts: [linked('old')],
      links: [link('old', { proof: proof(before) })],
      outside: ['o-old', 'o-two'],
    })

    expect([...passed]).toEqual([])
  })

  it('does not pass on by a proof that two links have', () => {
    const { passed } = match({
      people: [person('New', { proofs: { employee: '7' } })],
      accounts: [linked('old'), linked('older')],
      links: [link('old', { proof: proof('7') }), link('older', { proof: proof('7') })],
    })

    expect([...passed]).toEqual([])
  })

  it.each<[string, Case, object[]]>([
    [
      'two people in scope have one address',
      { people: [person('Ada'), person('Bea', { email: 'ada@example.com' })], accounts: [free('ada')] },
      [doubtOf('o-ada', 'same-address', 'a-ada', 'o-bea'), doubtOf('o-bea', 'same-address', 'a-ada', 'o-ada')],
    ],
    [
      'two people in scope have one address, and there is no account',
      { people: [person('Ada'), person('Bea', { email: 'ada@example.com' })], accounts: [] },
      [doubtOf('o-ada', 'same-address', null, 'o-bea'), doubtOf('o-bea', 'same-address', null, 'o-ada')],
    ],
    [
      'somebody linked, in scope, has the address',
      {
        people: [person('Ada'), person('Bea', { email: 'ada@example.com' })],
        accounts: [linked('ada')],
        links: [link('ada')],
      },
      [doubtOf('o-bea', 'another-owner', 'a-ada', 'o-ada')],
    ],
    [
      'the account with the address is of somebody who is there',
      {
        people: [person('Ada', { email: 'else@example.com' }), person('Bea')],
        accounts: [linked('ada')],
        links: [link('ada')],
        change: { addressed: new Map([['o-bea', { accountId: 'a-ada', objectId: 'o-ada' }]]) },
      },
      [doubtOf('o-bea', 'another-owner', 'a-ada', 'o-ada')],
    ],
    [
      'the account with the address is of somebody who is gone',
      {
        people: [person('Bea')],
        accounts: [linked('ada')],
        links: [link('ada')],
        change: { addressed: new Map([['o-bea', { accountId: 'a-ada', objectId: 'o-ada' }]]) },
      },
      [doubtOf('o-bea', 'owner-gone', 'a-ada', 'o-ada')],
    ],
    [
      'two accounts have the address',
      { people: [person('Ada')], accounts: [free('ada'), free('two', 'ada@example.com')] },
      [doubtOf('o-ada', 'two-accounts', 'a-ada')],
    ],
    [
      'the proof and the address lead to two accounts',
      {
        people: [person('New', { proofs: { employee: '7' } })],
        accounts: [linked('old'), free('new')],
        links: [link('old', { proof: proof('7') })],
      },
      [doubtOf('o-new', 'two-accounts', 'a-old', 'o-old')],
    ],
    [
      'the record of the account names another object',
      {
        people: [person('Ada'), person('Else')],
        accounts: [free('ada')],
        outside: ['o-else'],
        change: { owners: new Map([['a-ada', 'o-else']]) },
      },
      [doubtOf('o-ada', 'another-record', 'a-ada', 'o-else')],
    ],
    [
      'the record of the account names nobody of this directory',
      { people: [person('Ada')], accounts: [free('ada')], change: { owners: new Map([['a-ada', 'o-gone']]) } },
      [doubtOf('o-ada', 'record-of-nobody', 'a-ada', 'o-gone')],
    ],
    [
      'the record of the account could not be read',
      {
        people: [person('Ada'), person('Bea')],
        accounts: [free('ada'), free('bea')],
        change: { unread: new Set(['ada@example.com']) },
      },
      [doubtOf('o-ada', 'record-unread', 'a-ada')],
    ],
    [
      'the account with the address is another one’s by its record',
      {
        people: [person('Ada'), person('Bea', { email: 'bea@example.com' })],
        accounts: [free('x', 'ada@example.com')],
        change: { owners: new Map([['a-x', 'o-bea']]) },
      },
      [doubtOf('o-ada', 'another-owner', 'a-x', 'o-bea')],
    ],
  ])('is in doubt where %s', (_, one, doubts) => {
    const found = match(one)

    expect(found.doubts).toEqual(doubts)
    const doubted = new Set(found.doubts.map(({ objectId }) => objectId))
    expect(found.rows.filter(({ objectId }) => doubted.has(objectId))).toEqual([])
  })

  it('asks nobody out of scope: neither twins nor leftovers are in anybody’s way', () => {
    const { rows, doubts } = match({
      people: [person('Ada'), person('Leftover', { email: 'ada@example.com' })],
      accounts: [free('ada')],
      outside: ['o-leftover'],
    })

    expect(rows).toMatchObject([{ objectId: 'o-ada', accountId: 'a-ada' }])
    expect(doubts).toEqual([])
  })

  it('leaves out who is another person by an administrator’s word', () => {
    const twins = { people: [person('Ada'), person('Bea', { email: 'ada@example.com' })], accounts: [free('ada')] }
    const { rows, doubts } = match({ ...twins, change: { verdicts: said('o-bea', 'a-ada', 'another') } })

    expect(rows).toMatchObject([{ objectId: 'o-ada', accountId: 'a-ada' }])
    // Bea has no account while Ada has the address.
    expect(doubts).toEqual([doubtOf('o-bea', 'same-address', 'a-ada', 'o-ada')])
  })

  it('counts an account elsewhere as none', () => {
    const { rows, elsewhere, unmatched } = match({
      people: [person('Ada'), person('Bea')],
      accounts: [
        { ...free('ada'), isElsewhere: true },
        { ...linked('bea'), isElsewhere: true },
      ],
      links: [link('bea')],
    })

    expect([rows, [...elsewhere], unmatched]).toEqual([[], ['o-bea'], 0])
  })
})

describe('accounts in doubt', () => {
  const doubts = [
    { objectId: 'o-new', accountId: 'a-old', otherId: 'o-old', because: 'owner-gone' },
    { objectId: 'o-twin', accountId: 'a-ada', otherId: 'o-ada', because: 'another-owner' },
  ] as const

  it('are those whose owner is not certain, until somebody says it is another person', () => {
    expect([...accountsInDoubt(doubts, {}, false)]).toEqual(['a-old'])
    expect([...accountsInDoubt(doubts, {}, true)]).toEqual(['a-old', 'a-ada'])
    expect([...accountsInDoubt(doubts, said('o-new', 'a-old', 'alone'), false)]).toEqual(['a-old'])
    expect([...accountsInDoubt(doubts, said('o-new', 'a-old', 'another'), false)]).toEqual([])
  })
})
