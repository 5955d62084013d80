import { KVS } from '../../../sandbox/forge/limits'
import { changeTroubles, listTroubles, readTroubleHead, readTroubles, summaryOf } from '../../../src/app/state/troubles'
import { noteTries, personIdOf } from '../../../src/core/troubles'
import type { Troubled, Troubles } from '../../../src/core/troubles'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const PEOPLE = 5_000
const revoke = (index: number): Troubled => ({
  ...{ type: 'revoke', productKey: 'jira-software', because: 'dormant' },
  accountId: `712020:${String(index).padStart(8, '0')}-b206-4f90-8307-495238137836`,
  groupIds: ['0b0eb87c-18f4-4d2d-ae20-4d39a021494b', '0b0eb87c-18f4-4d2d-ae20-4d39a021494c'],
  newest: { source: 'organization', at: NOW.toISOString() } as never,
})

/** As the engine does after a batch. */
async function fail(world: FakeWorld, actions: readonly Troubled[], isSuccess = false): Promise<void> {
  const tries = actions.map((action) => ({
    ...{ action, because: isSuccess ? null : ('refused' as const), isSuccess, isSuspect: false, isTaken: false },
  }))
  await changeTroubles(world.ports.store, actions.map(personIdOf), (before: Troubles, isHere) =>
    noteTries(
      before,
      tries.filter(({ action }) => isHere(personIdOf(action))),
      { kind: 'sweep' },
      NOW,
    ),
  )
}

describe('people whose change failed', () => {
  it('are 5,000 in values that the store takes, told page by page', async () => {
    const world = createWorld()
    const actions = Array.from({ length: PEOPLE }, (_, index) => revoke(index))

    await fail(world, actions)

    const sizes = [...world.kvs].flatMap(([key, value]) =>
      key.startsWith('troubles') ? [Buffer.byteLength(JSON.stringify(value))] : [],
    )
    expect(sizes).toHaveLength(17)
    expect(Math.max(...sizes)).toBeLessThan(KVS.valueBytes)
    expect(summaryOf(await readTroubleHead(world.ports.store))).toMatchObject({ count: PEOPLE, people: PEOPLE })
    const page = await listTroubles(world.ports.store, 4_950, 100)
    expect(page.total).toBe(PEOPLE)
    expect(page.troubles).toHaveLength(50)
  })

  it('are counted right when two writers change the same part at once', async () => {
    const world = createWorld()
    const [one, two] = [revoke(1), { ...revoke(1), productKey: 'confluence' } as Troubled]

    await Promise.all([fail(world, [one]), fail(world, [two])])
    expect(summaryOf(await readTroubleHead(world.ports.store))).toMatchObject({ count: 2, people: 1 })
    await Promise.all([fail(world, [one], true), fail(world, [two], true)])

    expect(summaryOf(await readTroubleHead(world.ports.store)).count).toBe(0)
    expect(await readTroubles(world.ports.store)).toEqual({})
  })

  it('who do not fit into their part leave those who are there alone', async () => {
    const world = createWorld()
    const first = revoke(0)
    await fail(world, [first])
    const [part] = [...world.kvs.keys()].filter((key) => key.startsWith('troubles:'))
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...first, productKey: `product-${index}` }) as Troubled)

    await fail(world, many)

    expect(Buffer.byteLength(JSON.stringify(world.kvs.get(part!)))).toBeLessThan(KVS.valueBytes)
    expect(Object.keys(await readTroubles(world.ports.store))).toHaveLength(1)
  })
})
