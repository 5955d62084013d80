import { askOnBehalf } from '../../../src/app/signals/on-behalf'
import { keys } from '../../support/keys'
import { refreshAccount } from '../../../src/app/signals/user-events'
import { DAY_MS } from '../../../src/core/time'
import type { Store } from '../../../src/ports'
import { NOW, daysAgo, SIGNALS } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

describe('refreshAccount', () => {
  const at = NOW.toISOString()
  const event = (productKeys: readonly string[] | null) => ({ accountId: 'a-ada', productKeys, at })
  const siteWith = (record?: object): FakeWorld => {
    const world = createWorld()
    if (record !== undefined) world.kvs.set(keys.seat('a-ada'), record)
    return world
  }

  it.each([
    ['since when somebody has access by another hand', undefined, ['jira-software'], { holds: true, grantedAt: at }],
    [
      'since when somebody whom we swept has access again',
      { holds: false, revokedAt: daysAgo(1) },
      ['jira-software'],
      { holds: true, revokedAt: daysAgo(1), grantedAt: at },
    ],
    ['somebody whose access another administrator took', { holds: true, seenDay: 3 }, [], { holds: false, seenDay: 3 }],
    ['somebody of whom nothing is new', { holds: true }, ['jira-software'], { holds: true }],
    ['somebody with another product only', undefined, ['jira-product-discovery'], undefined],
    [
      'somebody whom we have swept since',
      { holds: false, revokedAt: at },
      ['jira-software'],
      { holds: false, revokedAt: at },
    ],
    ['somebody whom we have granted since', { holds: true, grantedAt: at }, [], { holds: true, grantedAt: at }],
    ['somebody granted long ago', { holds: true, grantedAt: daysAgo(9) }, [], { holds: false, grantedAt: daysAgo(9) }],
    ['an event that does not tell products', { holds: true }, null, { holds: true }],
  ])('remembers %s, and asks for nobody', async (_, record, productKeys, expected) => {
    const world = siteWith(record)

    await refreshAccount(world.ports, event(productKeys))

    expect(world.kvs.get(keys.seat('a-ada'))).toEqual(expected)
    expect([world.requests.size, world.wakes]).toEqual([0, []])
  })

  it('reads once what it decides by and changes', async () => {
    const { ports } = siteWith({ holds: true })
    let reads = 0
    const readMany: Store['readMany'] = (wanted) => ((reads += 1), ports.store.readMany(wanted))

    await refreshAccount({ store: { ...ports.store, readMany } }, event([]))

    expect(reads).toBe(1)
    expect((await ports.store.readMany([keys.seat('a-ada')])).get(keys.seat('a-ada'))!.value).toEqual({ holds: false })
  })

  it('does not wait for the first full run: who was given access meanwhile must not be swept', async () => {
    const world = createWorld()

    await refreshAccount(world.ports, event(['jira-software']))

    expect(world.kvs.get(keys.seat('a-ada'))).toEqual({ holds: true, grantedAt: at })
  })
})

describe('askOnBehalf', () => {
  const on = { signals: { ...SIGNALS, onBehalf: true } }
  const asked = (world: FakeWorld) => [...world.requests.values()].map(({ accountId }) => accountId)

  it('is off unless the administrator wants it', async () => {
    const world = createWorld()

    await askOnBehalf(world.ports, 'a-ada', ['a-bea'])

    expect(asked(world)).toEqual([])
  })

  it('asks for those without access, not for the actor', async () => {
    const world = createWorld(on)
    world.kvs.set(keys.seat('a-cid'), { holds: true })

    await askOnBehalf(world.ports, 'a-ada', ['a-ada', 'a-bea', 'a-cid', 'a-bea'])

    expect(asked(world)).toEqual(['a-bea'])
    expect([...world.requests.values()][0]?.source).toBe('on-behalf')
  })

  it('asks for five people a day and actor', async () => {
    const world = createWorld(on)
    await askOnBehalf(world.ports, 'a-ada', ['a-1', 'a-2', 'a-3'])
    await askOnBehalf(world.ports, 'a-ada', ['a-4', 'a-5', 'a-6', 'a-7'])
    await askOnBehalf(world.ports, 'a-ada', ['a-8'])
    expect(asked(world)).toEqual(['a-1', 'a-2', 'a-3', 'a-4', 'a-5'])

    await askOnBehalf(world.ports, 'a-bea', ['a-8'])
    world.now = new Date(NOW.getTime() + DAY_MS)
    await askOnBehalf(world.ports, 'a-ada', ['a-9'])

    expect(asked(world).slice(5)).toEqual(['a-8', 'a-9'])
  })
})
