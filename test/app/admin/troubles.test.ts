import { leaveBe, listTroubles, tryAgain } from '../../../src/app/admin/troubles'
import { changeTroubles } from '../../../src/app/state/troubles'
import { readExport } from '../../../src/app/export/read-export'
import { noteTries } from '../../../src/core/troubles'
import type { Troubled } from '../../../src/core/troubles'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const update = (name: string): Troubled => ({ type: 'update', objectId: `o-${name}`, accountId: `a-${name}` })

async function fail(world: FakeWorld, actions: readonly Troubled[]): Promise<void> {
  const tries = actions.map((action) => ({
    ...{ action, because: 'refused' as const, isSuccess: false, isSuspect: false, isTaken: false },
  }))
  const personIds = actions.map((action) => ('accountId' in action ? action.accountId : action.objectId))
  await changeTroubles(world.ports.store, personIds, (troubles, isHere) =>
    noteTries(
      troubles,
      tries.filter(({ action }) => isHere('accountId' in action ? action.accountId : action.objectId)),
      { kind: 'provision' },
      NOW,
    ),
  )
}

describe('people whose change failed', () => {
  it('are listed with what, since when, how often and why', async () => {
    const world = createWorld()
    await fail(world, [update('ada'), { type: 'create', objectId: 'o-new' }])

    const { total, rows, next } = await listTroubles(world.ports, {})

    expect({ total, next }).toEqual({ total: 2, next: null })
    expect(rows).toContainEqual({
      ...{ key: 'update a-ada', type: 'update', accountId: 'a-ada', objectId: 'o-ada', groupId: null },
      ...{ productKey: null, because: 'refused', since: NOW.toISOString(), tries: 1, isLeftAlone: false },
      nextAt: new Date(NOW.getTime() + 60_000).toISOString(),
    })
    expect(rows.map(({ key }) => key)).toContain('create o-new')
  })

  it('come in pages below 100 KB when there are 5,000', async () => {
    const world = createWorld()
    await fail(
      world,
      Array.from({ length: 5_000 }, (_, index) => update(`person-with-a-long-id-${index}`)),
    )
    const seen = new Set<string>()
    let from: number | null = 0
    while (from !== null) {
      const page = await listTroubles(world.ports, { from })
      expect(JSON.stringify(page).length).toBeLessThan(100_000)
      for (const { key } of page.rows) seen.add(key)
      from = page.next
    }
    expect(seen.size).toBe(5_000)
  })

  it('are tried again at once, or left alone, as an administrator wants', async () => {
    const world = createWorld()
    await fail(world, [update('ada')])

    expect(await leaveBe(world.ports, { key: 'update a-ada' })).toEqual({ accountId: 'a-ada' })
    expect((await listTroubles(world.ports, {})).rows[0]).toMatchObject({ isLeftAlone: true })
    expect(await tryAgain(world.ports, { key: 'update a-ada' }, 'a-boss')).toEqual({ accountId: 'a-ada' })
    expect((await listTroubles(world.ports, {})).rows[0]).toMatchObject({
      isLeftAlone: false,
      nextAt: NOW.toISOString(),
    })
    expect(world.jobs).toContainEqual({ type: 'again' })
  })

  it('are exported, a line for each change', async () => {
    const world = createWorld()
    await fail(world, [update('ada')])

    const { rows, next } = await readExport(world.ports, { kind: 'troubles', of: {}, cursor: null })

    expect(next).toBeNull()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toEqual(expect.arrayContaining(['a-ada', 'update', 'refused', NOW.toISOString(), 1]))
  })

  it.each([{ from: -1 }, { from: 'first' }, { page: 1 }])(
    'refuses a question that makes no sense: %j',
    async (input) => {
      await expect(listTroubles(createWorld().ports, input)).rejects.toMatchObject({ code: 'invalid-input' })
    },
  )
})
