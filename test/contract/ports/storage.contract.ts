/** What the storage and the inbox must be to the use cases. One suite for the fakes of the unit tests and for Forge. */
import type { RequestBox, Store } from '../../../src/ports'
import { NOW } from '../../support/builders'

export interface StorageHarness {
  readonly store: Store
  readonly requests: RequestBox
  /** From now on the storage can do nothing with this key, when it is one of a batch. */
  failItem(key: string): void
  /** false: it takes no condition on something that is not there. */
  readonly tellsAbsence?: false
}

const UNAVAILABLE = { code: 'unavailable' }
const REQUEST = {
  ...{ key: 'jira:a-1', accountId: 'a-1', productKey: 'jira', state: 'open' as const },
  ...{ askedAt: NOW.toISOString(), source: 'portal' },
}

export function describeStorage(name: string, create: () => StorageHarness): void {
  describe(`the storage port: ${name}`, () => {
    const start = async (): Promise<StorageHarness> => {
      const harness = create()
      for (const key of ['a', 'b', 'c']) await harness.store.set(key, { of: key })
      return harness
    }
    const versionOf = async ({ store }: StorageHarness, key: string): Promise<number> =>
      (await store.readMany([key])).get(key)!.version

    it('reads many at once; who is not there, is missing, and who is named twice, is there once', async () => {
      const { store } = await start()

      expect([...(await store.getMany(['a', 'nobody', 'b', 'a']))]).toEqual([
        ['a', { of: 'a' }],
        ['b', { of: 'b' }],
      ])
    })

    it('takes a record that could not be read for an error, not for none', async () => {
      const harness = await start()
      harness.failItem('b')

      await expect(harness.store.readMany(['a', 'b', 'nobody'])).rejects.toMatchObject(UNAVAILABLE)
      await expect(harness.store.getMany(['b'])).rejects.toMatchObject(UNAVAILABLE)
      expect((await harness.store.getMany(['a', 'nobody'])).size).toBe(1)
    })

    it('does not name whom a key is about when an item fails', async () => {
      const harness = await start()
      harness.failItem('b')

      const error: unknown = await harness.store.readMany(['a', 'b']).catch((reason: unknown) => reason)

      expect((error as Error).message).not.toMatch(/\bb\b/)
    })

    it('says when a record was not written or deleted', async () => {
      const harness = await start()
      harness.failItem('b')

      await expect(harness.store.setMany(new Map(['a', 'b'].map((key) => [key, 1])))).rejects.toMatchObject(UNAVAILABLE)
      await expect(harness.store.deleteMany(['a', 'b'])).rejects.toMatchObject(UNAVAILABLE)
    })

    it('deletes what is there, however often it is named', async () => {
      const { store } = await start()

      await store.deleteMany(['a', 'nobody', 'a'])

      expect([...(await store.getMany(['a', 'b'])).keys()]).toEqual(['b'])
    })

    it('makes the changes of records that are what was read, and tells their new versions', async () => {
      const harness = await start()
      const { store } = harness
      const late = await versionOf(harness, 'b')
      await store.set('b', 'by somebody else')
      const swap = (expected: number | null) => ({ expected, value: 'changed' })

      const made = await store.swapMany(
        new Map([
          ['a', swap(await versionOf(harness, 'a'))],
          ['b', swap(late)],
          ['new', swap(null)],
          ['c', swap(null)],
        ]),
      )

      expect([...made.keys()].sort()).toEqual(['a', 'new'])
      const now = await store.readMany(['a', 'b', 'c', 'new'])
      expect([...now.values()].map(({ value }) => value)).toEqual([
        'changed',
        'by somebody else',
        { of: 'c' },
        'changed',
      ])
      for (const [key, version] of made) expect(now.get(key)!.version).toBe(version)
    })

    it('forgets a record only while it is what was read', async () => {
      const harness = await start()
      const { store } = harness
      const versions = new Map([...(await store.readMany(['a', 'b']))].map(([key, { version }]) => [key, version]))
      await store.set('b', 'newer')

      const made = await store.swapMany(
        new Map([...versions].map(([key, expected]) => [key, { expected, value: null }])),
      )

      expect([...made.keys()]).toEqual(['a'])
      expect([...(await store.getMany(['a', 'b'])).keys()]).toEqual(['b'])
    })

    it('makes a key for one of all who want it', async () => {
      const { store } = await start()

      expect([await store.create('new', 1, 60), await store.create('new', 2, 60)]).toEqual([true, false])
      expect(await store.get('new')).toBe(1)
    })

    it('takes a request once, reads it and forgets it', async () => {
      const { requests } = await start()

      expect([await requests.add(REQUEST), await requests.add(REQUEST)]).toEqual([true, false])
      expect(await requests.getMany([REQUEST.key, 'nobody', REQUEST.key])).toEqual([REQUEST])
      await requests.update([{ ...REQUEST, state: 'waiting' }])
      expect(await requests.getMany([REQUEST.key])).toMatchObject([{ state: 'waiting' }])
      await requests.remove([REQUEST.key, 'nobody', REQUEST.key])
      expect(await requests.getMany([REQUEST.key])).toEqual([])
    })

    it('reads requests and records in one call', async () => {
      const { store, requests } = await start()
      await requests.add(REQUEST)

      const read = await requests.readBeside([REQUEST.key, 'jira:a-2'], ['a', 'b', 'nobody'])
      expect(read.requests).toEqual([REQUEST])
      expect([...read.records].map(([key, { value }]) => [key, value])).toEqual([
        ['a', { of: 'a' }],
        ['b', { of: 'b' }],
      ])
      expect(read.records).toEqual(await store.readMany(['a', 'b']))
    })

    it('writes a request beside a change or not at all', async () => {
      const harness = await start()
      const { store, requests, tellsAbsence = true } = harness
      const expected = await versionOf(harness, 'a')
      const change = (value: unknown) => new Map([['a', { expected, value }]])

      expect(await requests.addBeside([REQUEST], change(1))).toBe(tellsAbsence)
      await store.set('a', 2)
      expect(await requests.addBeside([{ ...REQUEST, key: 'jira:a-2' }], change(3))).toBe(false)

      expect(await requests.getMany([REQUEST.key, 'jira:a-2'])).toEqual(tellsAbsence ? [REQUEST] : [])
      expect(await store.get('a')).toBe(2)
    })

    it('adds nothing over a request that is there, and changes nothing beside it', async () => {
      const harness = await start()
      const { store, requests } = harness
      const waiting = { ...REQUEST, state: 'waiting' as const, place: 5 }
      await requests.update([waiting])
      const expected = await versionOf(harness, 'a')

      expect(await requests.addBeside([REQUEST], new Map([['a', { expected, value: 1 }]]))).toBe(false)

      expect(await requests.getMany([REQUEST.key])).toEqual([waiting])
      expect(await store.get('a')).toEqual({ of: 'a' })
    })

    it.each(['open', 'waiting', null] as const)('asks again over a refusal, not over what is %s', async (state) => {
      const { requests } = await start()
      const before = state === null ? [] : [{ ...REQUEST, state, place: 5 }]
      await requests.update(before)

      expect(await requests.askAgain(REQUEST)).toBe(false)
      expect(await requests.getMany([REQUEST.key])).toEqual(before)

      await requests.update([{ ...REQUEST, state: 'refused' }])
      expect(await requests.askAgain(REQUEST)).toBe(true)
      expect(await requests.getMany([REQUEST.key])).toEqual([REQUEST])
    })

    it('takes a request that could not be read, written or removed for an error', async () => {
      const harness = await start()
      const { requests } = harness
      await requests.add(REQUEST)
      harness.failItem(REQUEST.key)

      await expect(requests.getMany(['nobody', REQUEST.key])).rejects.toMatchObject(UNAVAILABLE)
      await expect(requests.update([REQUEST])).rejects.toMatchObject(UNAVAILABLE)
      await expect(requests.remove([REQUEST.key])).rejects.toMatchObject(UNAVAILABLE)
    })
  })
}
