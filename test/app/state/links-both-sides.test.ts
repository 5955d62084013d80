import fc from 'fast-check'
import {
  forgetLinks,
  moveLink,
  readAllLinks,
  readLinkedAccountIds,
  readPeopleOfAccounts,
  saveLinks,
} from '../../../src/app/state/link-store'
import { allShards } from '../../../src/core/links'
import type { Link } from '../../../src/core/people'
import type { Store } from '../../../src/ports'
import { createWorld } from '../../support/fakes'

type Writer = (store: Store) => Promise<unknown>
type Change = readonly [objectId: string, accountId: string | null]

const toLinks = (changes: readonly Change[], more: object = {}): ReadonlyMap<string, Link | null> =>
  new Map(changes.map(([objectId, accountId]) => [objectId, accountId === null ? null : { accountId, ...more }]))

/** A run plans by what it has read, and saves later. */
const plannedBy = async (store: Store, changes: readonly Change[], more: object): Promise<void> => {
  const read = await readAllLinks(store)
  await saveLinks(store, toLinks(changes, more), { read })
}

const person = fc.constantFrom('o-1', 'o-2', 'o-3')
const pair = fc.record({ from: person, to: person, account: fc.constantFrom('a-1', 'a-2', 'a-3') })
const writer: fc.Arbitrary<Writer> = fc.oneof(
  pair.map(
    ({ to, account }): Writer =>
      (store) =>
        saveLinks(store, toLinks([[to, account]])),
  ),
  pair.map(
    ({ to, account }): Writer =>
      (store) =>
        plannedBy(store, [[to, account]], { holds: true }),
  ),
  pair.map(
    ({ from, to, account }): Writer =>
      (store) =>
        plannedBy(store, [...gone(from, to), [to, account]], {}),
  ),
  pair.map(({ from, to, account }): Writer => {
    return (store) => moveLink(store, from === to ? null : from, to, { accountId: account }, 0)
  }),
  pair.map(
    ({ to, account }): Writer =>
      (store) =>
        forgetLinks(store, new Map([[account, to]])),
  ),
)
const gone = (from: string, to: string): readonly Change[] => (from === to ? [] : [[from, null]])

/** Pairs that one side tells of, and the other side of the same people and accounts. */
async function readSides(store: Store): Promise<{ byPerson: string[]; byAccount: string[] }> {
  const links = await readAllLinks(store)
  const people = await readPeopleOfAccounts(store, await readLinkedAccountIds(store, allShards()))
  return {
    byPerson: [...links].map(([objectId, link]) => `${link.accountId} ${objectId}`).sort(),
    byAccount: [...people].map((pair) => pair.join(' ')).sort(),
  }
}

async function createLinked(): Promise<Store> {
  const { store } = createWorld().ports
  await saveLinks(store, toLinks([['o-1', 'a-1']]))
  return store
}

/** @param turn what a call of the store waits for */
function slowly(store: Store, turn: <T>(call: () => Promise<T>) => Promise<T>): Store {
  const wrap = (target: Store, name: keyof Store) => {
    const call = target[name] as unknown as (...args: unknown[]) => Promise<unknown>
    return (...args: unknown[]) => turn(() => call(...args))
  }
  return new Proxy(store, { get: wrap })
}

describe('both sides of links', () => {
  it('tell the same after any writers at once', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(writer, { minLength: 2, maxLength: 3 }),
      async (scheduler, writers) => {
        const store = await createLinked()
        const slow = slowly(store, (call) => scheduler.schedule(Promise.resolve()).then(call))

        await scheduler.waitFor(Promise.all(writers.map((write) => write(slow))))

        const { byPerson, byAccount } = await readSides(store)
        expect(byAccount).toEqual(byPerson)
      },
    )
    await fc.assert(property, { numRuns: 250 })
  })

  it('have nobody linked alone, once a writer that was killed is repeated', async () => {
    const property = fc.asyncProperty(writer, fc.integer({ min: 1, max: 8 }), async (write, at) => {
      const store = await createLinked()
      let calls = 0
      const dying = slowly(store, (call) => ((calls += 1) < at ? call() : Promise.reject(new Error('killed'))))

      await write(dying).catch(() => undefined)
      await write(store)

      const { byPerson, byAccount } = await readSides(store)
      expect(byAccount).toEqual(expect.arrayContaining(byPerson))
    })
    await fc.assert(property, { numRuns: 200 })
  })

  it('tell whose an account was, where the link of somebody new was refused', async () => {
    const store = await createLinked()
    const read = await readAllLinks(store)
    await saveLinks(store, toLinks([['o-2', 'a-2']]))

    await saveLinks(store, toLinks([['o-2', 'a-3']]), { read })

    expect((await readSides(store)).byAccount).toEqual(['a-1 o-1', 'a-2 o-2'])
  })
})
