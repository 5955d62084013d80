import { START, startFixture, type FixtureHost } from './fixture-host'

let fixture: FixtureHost
beforeEach(() => {
  fixture = startFixture()
})

const failure = (call: string): Promise<unknown> =>
  fixture.run(
    `try { ${call}; return 'done' } catch (error) { return { code: error.code, status: error.responseDetails?.status } }`,
  )

describe('the key-value store', () => {
  it('reads what was written at once, and undefined for a key that holds nothing', async () => {
    const read = await fixture.run(
      `await kvs.set('a', { n: [1, 'ü'] }); return [await kvs.get('a'), await kvs.get('b') ?? 'nothing']`,
    )

    expect(read).toEqual([{ n: [1, 'ü'] }, 'nothing'])
  })

  it('deletes, also what is not there', async () => {
    expect(
      await fixture.run(
        `await kvs.set('a', 1); await kvs.delete('a'); await kvs.delete('a'); return await kvs.get('a') ?? 'gone'`,
      ),
    ).toBe('gone')
  })

  it('shows a write to queries only after a lag', async () => {
    const pages = await fixture.run(`
      for (const key of ['p:2', 'p:1', 'q:1']) await kvs.set(key, key)
      const query = () => kvs.query().where('key', WhereConditions.beginsWith('p:')).getMany()
      const early = await query()
      await sleep(2000)
      return [early.results.length < 2, (await query()).results.map(({ key }) => key)]`)

    expect(pages).toEqual([true, ['p:1', 'p:2']])
  })

  it('pages through a query with a cursor', async () => {
    const keys = await fixture.run(`
      for (let n = 10; n < 35; n += 1) await kvs.set('k' + n, n)
      await sleep(2000)
      const seen = []
      let cursor
      do {
        let query = kvs.query().limit(10)
        if (cursor) query = query.cursor(cursor)
        const page = await query.getMany()
        seen.push(page.results.length)
        cursor = page.nextCursor
      } while (cursor)
      return seen`)

    expect(keys).toEqual([10, 10, 5])
  })

  it('refuses to overwrite under FAIL_IF_EXISTS', async () => {
    expect(await failure(`await kvs.set('a', 1, { keyPolicy: 'FAIL_IF_EXISTS' })`)).toBe('done')
    expect(await failure(`await kvs.set('a', 2, { keyPolicy: 'FAIL_IF_EXISTS' })`)).toMatchObject({ status: 409 })
    expect(fixture.stored('a')).toBe(1)
  })

  it('returns the previous or the latest value with its metadata', async () => {
    const [previous, latest] = (await fixture.run(`
      await kvs.set('a', 1)
      await sleep(1000)
      const fields = { keyPolicy: 'OVERRIDE', returnMetadataFields: [MetadataField.CREATED_AT, MetadataField.UPDATED_AT] }
      const previous = await kvs.set('a', 2, { ...fields, returnValue: 'PREVIOUS' })
      return [previous, await kvs.set('a', 3, { ...fields, returnValue: 'LATEST' })]`)) as {
      value: number
      createdAt: number
      updatedAt: number
    }[]

    expect(previous).toMatchObject({ value: 1, createdAt: START + 15, updatedAt: START + 15 })
    expect(latest?.value).toBe(3)
    expect(latest?.updatedAt).toBeGreaterThan(START + 1_000)
  })

  it('tells the expiry of a value and deletes it up to 48 hours later', async () => {
    const expiry = await fixture.run(`
      await kvs.set('a', 1, { ttl: { value: 1, unit: 'MINUTES' } })
      return (await kvs.get('a', { metadataFields: [MetadataField.EXPIRE_TIME] })).expireTime`)
    await fixture.pass(60_000)
    const afterExpiry = fixture.stored('a')
    await fixture.pass(48 * 3_600_000)

    expect(expiry).toBe(new Date(START + 15 + 60_000).toISOString())
    expect(afterExpiry).toBe(1)
    expect(fixture.stored('a')).toBeUndefined()
  })

  it.each([
    ['a key with an at sign', `await kvs.set('a@b', 1)`, { code: 'INVALID_KEY', status: 400 }],
    ['a key of 501 characters', `await kvs.set('a'.repeat(501), 1)`, { code: 'KEY_TOO_LONG', status: 400 }],
    ['a value above 240 KiB', `await kvs.set('a', 'x'.repeat(240 * 1024))`, { code: 'MAX_SIZE', status: 400 }],
    [
      'a value nested 32 deep',
      `let value = 1; for (let n = 0; n < 32; n += 1) value = { value }; await kvs.set('a', value)`,
      { code: 'MAX_DEPTH', status: 400 },
    ],
    ['a page of 101', `await kvs.query().limit(101).getMany()`, { code: 'BAD_REQUEST', status: 400 }],
    [
      'a batch of 26',
      `await kvs.batchSet(Array.from({ length: 26 }, (_, n) => ({ key: 'k' + n, value: n })))`,
      { code: 'BAD_REQUEST', status: 400 },
    ],
    [
      'a ttl above a year',
      `await kvs.set('a', 1, { ttl: { value: 366, unit: 'DAYS' } })`,
      { code: 'BAD_REQUEST', status: 400 },
    ],
  ])('refuses %s', async (_, call, expected) => {
    expect(await failure(call)).toEqual(expected)
  })

  it('refuses more than 4,000 units of 10 KB in a minute', async () => {
    const refusal = await failure(`
      const items = Array.from({ length: 25 }, (_, n) => ({ key: 'k' + n, value: 'x'.repeat(160 * 1024) }))
      for (let round = 0; round < 11; round += 1) await kvs.batchSet(items)`)

    expect(refusal).toEqual({ code: 'RATE_LIMIT_EXCEEDED', status: 429 })
  })

  it('keeps secrets apart from plain values', async () => {
    const read = await fixture.run(
      `await kvs.setSecret('key', 's3cret'); return [await kvs.getSecret('key'), await kvs.get('key') ?? 'nothing']`,
    )

    expect(read).toEqual(['s3cret', 'nothing'])
    expect(fixture.host.inspectStorage()).toMatchObject({ kvs: {}, secretKeys: ['key'] })
  })

  it('reads, writes and deletes in batches, each item on its own', async () => {
    const result = await fixture.run(`
      const set = await kvs.batchSet([{ key: 'a', value: 1 }, { key: 'b', value: 2 }, { key: 'c@', value: 3 }])
      const got = await kvs.batchGet([{ key: 'a' }, { key: 'z' }])
      await kvs.batchDelete([{ key: 'a' }])
      return [set.successfulKeys.length, set.failedKeys[0].error.code, got.successfulKeys[0].value, got.failedKeys[0].error.code]`)

    expect(result).toEqual([2, 'INVALID_KEY', 1, 'KEY_NOT_FOUND'])
    expect(fixture.host.inspectStorage().kvs).toEqual({ b: 2 })
  })

  it('counts requests and bytes of keys and values', async () => {
    await fixture.run(`await kvs.set('abc', 'de'); await kvs.get('abc'); await kvs.get('x')`)

    expect(fixture.host.counts).toMatchObject({ kvsReads: 2, kvsWrites: 1, kvsReadBytes: 7 + 1_024, kvsWriteBytes: 7 })
  })
})
