import fc from 'fast-check'
import { saveList } from '../../../src/app/state/chunked-list'
import { submitPlan } from '../../../src/app/apply/submit-plan'
import { defineRecord, defineRecords, readAhead, readTogether } from '../../../src/app/state/record'
import type { Action, Plan } from '../../../src/core/plan'
import type { Store } from '../../../src/ports'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'

const numbers = defineRecord<readonly number[]>('numbers', [])
const seats = defineRecords<{ readonly count: number }>((id) => `seat-${id}`)

/** A store whose calls take their time: in which order they end, the scheduler decides. */
function slowly(store: Store, scheduler: fc.Scheduler): Store {
  return new Proxy(store, {
    get: (target, name: keyof Store) =>
      scheduler.scheduleFunction(target[name] as unknown as (...args: unknown[]) => Promise<unknown>),
  })
}

describe('a record', () => {
  it('is what it was defined to be before anybody writes it', async () => {
    expect(await numbers.read(createWorld().ports.store)).toEqual([])
  })

  it('keeps the changes of both who change it at once, in any order of their calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
        const { store } = createWorld().ports
        const slow = slowly(store, scheduler)
        const changes = Array.from({ length: writers }, (_, number) =>
          numbers.change(slow, (current) => [...current, number]),
        )

        await scheduler.waitFor(Promise.all(changes))

        expect([...(await numbers.read(store))].sort()).toEqual(changes.map((_, number) => number))
      }),
    )
  })

  it('keeps the changes of two who change many at once and forget some', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { store } = createWorld().ports
        const slow = slowly(store, scheduler)
        await seats.changeMany(store, ['a', 'b'], () => ({ count: 1 }))
        const add = seats.changeMany(slow, ['a', 'b', 'c'], (current) => ({ count: (current?.count ?? 0) + 10 }))
        const forget = seats.changeMany(slow, ['a', 'c'], () => null)

        await scheduler.waitFor(Promise.all([add, forget]))

        const left = await seats.readMany(store, ['a', 'b', 'c'])
        expect(left.get('b')).toEqual({ count: 11 })
        // Whoever came last decides whether it is there; nobody sees half of both.
        for (const id of ['a', 'c']) expect([undefined, { count: 10 }]).toContainEqual(left.get(id))
      }),
    )
  })

  it('writes nothing where a change changes nothing', async () => {
    const { store } = createWorld().ports
    await numbers.change(store, () => [1])
    let swaps = 0
    const counting: Store = { ...store, swapMany: (changes) => ((swaps += 1), store.swapMany(changes)) }

    await numbers.change(counting, (current) => [...current])
    await seats.changeMany(counting, ['nobody'], (current) => current)

    expect(swaps).toBe(0)
  })

  it('is left alone by a change that refuses', async () => {
    const { store } = createWorld().ports
    await numbers.change(store, () => [1])
    const refused = numbers.change(store, () => {
      throw new Error('no')
    })

    await expect(refused).rejects.toThrow('no')
    expect(await numbers.read(store)).toEqual([1])
  })

  it('says so when others keep changing it', async () => {
    const { store } = createWorld().ports
    const contested: Store = { ...store, swapMany: async () => new Map() }

    await expect(numbers.change(contested, () => [1])).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('is read together with others in one batch', async () => {
    const { store } = createWorld().ports
    await numbers.change(store, () => [7])
    const words = defineRecord('words', 'none')

    expect(await readTogether(store, { numbers, words })).toEqual({ numbers: [7], words: 'none' })
  })
})

describe('a record that cannot be read', () => {
  const withFailing = async (...ids: readonly string[]) => {
    const world = createWorld()
    const { store } = world.ports
    await seats.changeMany(store, ['a', 'b', 'c', 'd'], () => ({ count: 1 }))
    for (const id of ids) world.failingKeys.add(seats.keyOf(id))
    return store
  }

  it('keeps none of the others from being changed, and is told of', async () => {
    const store = await withFailing('b')
    const change = seats.changeMany(store, ['a', 'b', 'c', 'new'], (current) => ({ count: (current?.count ?? 0) + 1 }))

    await expect(change).rejects.toMatchObject({ code: 'unavailable' })
    expect([...(await seats.readMany(store, ['a', 'c', 'new'])).values()].map(({ count }) => count)).toEqual([2, 2, 1])
  })

  it('is told of in a look-up, which shows the others', async () => {
    const { found, failed } = await seats.lookUp(await withFailing('b'), ['a', 'b', 'nobody'])

    expect([[...found.keys()], [...failed]]).toEqual([['a'], [['b', 'unavailable']]])
  })

  it('is told of when it is looked up alone', async () => {
    expect((await seats.lookUp(await withFailing('b'), ['b'])).failed.has('b')).toBe(true)
  })

  it('is the storage that is down where three cannot be read and none can', async () => {
    const store = await withFailing('a', 'b', 'c', 'd')
    let reads = 0
    const readMany: Store['readMany'] = (keys) => ((reads += 1), store.readMany(keys))

    await expect(seats.lookUp({ readMany }, ['a', 'b', 'c', 'd'])).rejects.toMatchObject({ code: 'unavailable' })
    expect(reads).toBeLessThanOrEqual(5)
  })
})

describe('records that were read ahead', () => {
  it('keep the changes of all who change them at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
        const { store } = createWorld().ports
        const slow = slowly(store, scheduler)
        const changes = Array.from({ length: writers }, async (_, number) => {
          const ahead = await readAhead(slow, [numbers.key, seats.keyOf('a')])
          await seats.change(ahead, 'a', (current) => ({ count: (current?.count ?? 0) + 1 }))
          await numbers.change(ahead, (current) => [...current, number])
        })

        await scheduler.waitFor(Promise.all(changes))

        expect([...(await numbers.read(store))].sort()).toEqual(changes.map((_, number) => number))
        expect(await seats.read(store, 'a')).toEqual({ count: writers })
      }),
    )
  })

  it('are what they became after a change', async () => {
    const ahead = await readAhead(createWorld().ports.store, [numbers.key])
    await numbers.change(ahead, () => [1])

    expect(await numbers.read(ahead)).toEqual([1])
  })

  it('are read together with others that were not', async () => {
    const { store } = createWorld().ports
    await seats.changeMany(store, ['a', 'b'], () => ({ count: 1 }))
    const ahead = await readAhead(store, [seats.keyOf('a'), seats.keyOf('nobody')])

    expect([...(await seats.readMany(ahead, ['a', 'b', 'nobody'])).keys()].sort()).toEqual(['a', 'b'])
  })

  it('are looked at once before a list is written', async () => {
    const { store, reads } = countingReads()
    await saveList(store, 'list', ['a'])
    await saveList(store, 'list', ['b'], 'about')
    await saveList(store, 'list', ['b'], 'something else')

    expect(reads()).toBe(3)
  })

  it('are looked at once before a plan is handed over', async () => {
    const { store, reads } = countingReads()
    const revoke = (accountId: string): Action => ({
      ...{ type: 'revoke', accountId, productKey: 'jira-software', groupIds: ['g-jira'] },
      ...{ because: 'dormant' as const, newest: null },
    })
    const plan: Plan = {
      ...{ kind: 'sweep', plannedAt: NOW.toISOString(), skips: [], population: 100 },
      actions: Array.from({ length: 60 }, (_, index) => revoke(`a-${index}`)),
    }

    const { outcome } = await submitPlan(
      { ...createWorld().ports, store },
      { run: 'sweep', runId: 'r', planId: 'r' },
      plan,
      true,
    )

    expect(outcome).toBe('held')
    // Once what the plan is judged by, once whether its list is there, and once who is behind it.
    expect(reads()).toBe(3)
  })
})

function countingReads(): { store: Store; reads: () => number } {
  const { store } = createWorld().ports
  let reads = 0
  const readMany: Store['readMany'] = (keys) => ((reads += 1), store.readMany(keys))
  return { store: { ...store, readMany }, reads: () => reads }
}
