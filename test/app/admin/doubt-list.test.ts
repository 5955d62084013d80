import {
  findInDirectory,
  listDoubts,
  sayIdentity,
  takeBackDecision,
  unlinkPerson,
} from '../../../src/app/admin/identities'
import { readExport } from '../../../src/app/export/read-export'
import { saveIdentityDoubts } from '../../../src/app/state/identity-doubts'
import { readLinks } from '../../../src/app/state/link-store'
import type { IdentityDoubt } from '../../../src/core/identity'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const doubt = (change: Partial<IdentityDoubt> = {}): IdentityDoubt => ({
  ...{ objectId: 'o-ada', accountId: 'a-old', otherId: 'o-gone', because: 'owner-gone' },
  ...change,
})

/** Ada has the address of an account whose owner is gone. */
async function worldInDoubt(doubts: readonly IdentityDoubt[] = [doubt()]): Promise<FakeWorld> {
  const world = createWorld()
  world.people.set('o-ada', person('Ada'))
  world.accounts.set('a-old', account('Old', { name: 'Ada of old', email: 'ada@example.com', isActive: false }))
  await saveIdentityDoubts(world.ports.store, doubts, new Date(daysAgo(2)))
  return world
}

describe('people in doubt', () => {
  it('are listed with both sides as they are now, why, and since when', async () => {
    const world = await worldInDoubt()

    expect(await listDoubts(world.ports, {})).toEqual({
      ...{ total: 1, open: 1, next: null },
      rows: [
        {
          ...{ ...doubt(), since: daysAgo(2), decision: null, other: null },
          person: { name: 'Ada', address: 'ada@example.com', isActive: true },
          account: { name: 'Ada of old', address: 'ada@example.com', isActive: false },
        },
      ],
    })
  })

  it('come in pages of at most 100 KB when there are 5,000 with long names', async () => {
    const world = createWorld()
    const long = 'ö'.repeat(250)
    const doubts = Array.from({ length: 5_000 }, (_, index) => {
      const id = String(index).padStart(36, '0')
      for (const objectId of [`o-${id}`, `t-${id}`])
        world.people.set(objectId, person(long, { objectId, email: `${long}-${id}@example.com` }))
      world.accounts.set(`a-${id}`, account(long, { accountId: `a-${id}`, name: long }))
      return doubt({ objectId: `o-${id}`, accountId: `a-${id}`, otherId: `t-${id}`, because: 'another-owner' })
    })
    await saveIdentityDoubts(world.ports.store, doubts, NOW)
    const seen = new Set<string>()
    for (const from of [0, 2_500, 4_975]) {
      const page = await listDoubts(world.ports, { from })
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(100_000)
      for (const { objectId } of page.rows) seen.add(objectId)
      expect(page).toMatchObject({ total: 5_000, open: 5_000, next: from === 4_975 ? null : from + 25 })
    }
    expect(seen.size).toBe(75)
  })

  it('come before what is decided, and each decision stays in the list until it is taken back', async () => {
    const world = await worldInDoubt([doubt(), doubt({ objectId: 'o-bea', accountId: 'a-bea' })])
    await sayIdentity(world.ports, { objectId: 'o-ada', accountId: 'a-old', verdict: 'another' }, 'a-boss')

    expect((await listDoubts(world.ports, {})).rows).toMatchObject([
      { objectId: 'o-bea', decision: null },
      { objectId: 'o-ada', because: 'owner-gone', decision: { verdict: 'another', at: NOW.toISOString() } },
    ])

    // The next full run is in no doubt of Ada.
    await saveIdentityDoubts(world.ports.store, [doubt({ objectId: 'o-bea', accountId: 'a-bea' })], NOW)
    const { total, open, rows } = await listDoubts(world.ports, {})
    expect({ total, open }).toEqual({ total: 2, open: 1 })
    expect(rows[1]).toMatchObject({ objectId: 'o-ada', accountId: 'a-old', because: null })

    await takeBackDecision(world.ports, { objectId: 'o-ada', accountId: 'a-old' }, 'a-boss')
    expect((await listDoubts(world.ports, {})).total).toBe(1)
  })

  it('without an account can be left alone, and taken back', async () => {
    const world = await worldInDoubt([doubt({ accountId: null, because: 'same-address' })])
    await sayIdentity(world.ports, { objectId: 'o-ada', accountId: null, verdict: 'alone' }, 'a-boss')
    await saveIdentityDoubts(world.ports.store, [], NOW)

    expect((await listDoubts(world.ports, {})).rows).toMatchObject([{ objectId: 'o-ada', accountId: null }])
    await takeBackDecision(world.ports, { objectId: 'o-ada', accountId: null }, 'a-boss')

    expect((await listDoubts(world.ports, {})).rows).toEqual([])
  })

  it('are exported by ids, with reason and decision, and nobody is looked up', async () => {
    const world = await worldInDoubt()
    await sayIdentity(world.ports, { objectId: 'o-ada', accountId: 'a-old', verdict: 'alone' }, 'a-boss')
    world.beforeCall = (name) => expect(name).not.toMatch(/^lookUp/)

    const { rows, next } = await readExport(world.ports, { kind: 'doubts', of: {}, cursor: null })

    expect(next).toBeNull()
    expect(rows).toEqual([['o-ada', 'a-old', 'o-gone', 'owner-gone', daysAgo(2), 'alone', NOW.toISOString()]])
  })
})

describe('a link by hand', () => {
  it('finds people by address and by id, and tells who has an account', async () => {
    const world = await worldInDoubt()
    await addLinked(world, person('Bea'), account('Bea'))

    const ada = { objectId: 'o-ada', name: 'Ada', address: 'ada@example.com', isActive: true, hasAccount: false }
    expect(await findInDirectory(world.ports, { person: ' ADA@example.com ' })).toEqual([ada])
    expect(await findInDirectory(world.ports, { person: 'o-ada' })).toEqual([ada])
    expect(await findInDirectory(world.ports, { person: 'o-bea' })).toMatchObject([{ hasAccount: true }])
    expect(await findInDirectory(world.ports, { person: 'nobody@example.com' })).toEqual([])
  })

  it('is ended and listed, and made again when that is taken back', async () => {
    const world = createWorld()
    await addLinked(world, person('Ada'), account('Ada'))

    await unlinkPerson(world.ports, { accountId: 'a-ada' }, 'a-boss')

    expect((await readLinks(world.ports.store, ['o-ada'])).size).toBe(0)
    expect((await listDoubts(world.ports, {})).rows).toMatchObject([
      { objectId: 'o-ada', accountId: 'a-ada', because: null, decision: { verdict: 'another', isUnlinked: true } },
    ])

    await takeBackDecision(world.ports, { objectId: 'o-ada', accountId: 'a-ada' }, 'a-boss')
    expect((await readLinks(world.ports.store, ['o-ada'])).get('o-ada')).toMatchObject({ accountId: 'a-ada' })
  })
})
