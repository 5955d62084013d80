import { startFixture, type FixtureHost } from './fixture-host'

const KIB = 1_024
let fixture: FixtureHost
beforeEach(() => {
  fixture = startFixture()
})

/** @returns 'done', or what the store said */
const attempt = (call: string): Promise<unknown> =>
  fixture.run(`try { ${call}; return 'done' } catch (error) { return error.code }`)

/** A value whose JSON has so many bytes. */
const sized = (bytes: number): string => `'x'.repeat(${bytes - 2})`
const nested = (depth: number): string =>
  `(() => { let value = 1; for (let n = 0; n < ${depth}; n += 1) value = { value }; return value })()`
/** Past @forge/kvs, whose own checks come first. @returns the status */
const raw = (path: string, body: string): Promise<unknown> =>
  fixture.run(`return platform('kvs', '/api/v1/${path}', ${body})`)

describe('a key and its value', () => {
  it.each([
    [
      'a key of 500 characters',
      `await kvs.set('a'.repeat(500), 1)`,
      `await kvs.set('a'.repeat(501), 1)`,
      'KEY_TOO_LONG',
    ],
    [
      'a value of 240 KiB',
      `await kvs.set('a', ${sized(240 * KIB)})`,
      `await kvs.set('a', ${sized(240 * KIB + 1)})`,
      'MAX_SIZE',
    ],
    [
      'a secret of 128 KiB',
      `await kvs.setSecret('a', ${sized(128 * KIB)})`,
      `await kvs.setSecret('a', ${sized(128 * KIB + 1)})`,
      'MAX_SIZE',
    ],
    ['a value nested 31 deep', `await kvs.set('a', ${nested(31)})`, `await kvs.set('a', ${nested(32)})`, 'MAX_DEPTH'],
    [
      'a ttl of a year',
      `await kvs.set('a', 1, { ttl: { value: 365, unit: 'DAYS' } })`,
      `await kvs.set('a', 1, { ttl: { value: 366, unit: 'DAYS' } })`,
      'BAD_REQUEST',
    ],
    [
      'a page of 100',
      `await kvs.query().limit(100).getMany()`,
      `await kvs.query().limit(101).getMany()`,
      'BAD_REQUEST',
    ],
  ])('%s is the most there may be', async (_, fits, exceeds, code) => {
    expect([await attempt(fits), await attempt(exceeds)]).toEqual(['done', code])
  })

  it.each(['a:b', 'a.b', 'a_b', 'a-b', 'a#b', 'a b', 'A9'])('the key "%s" is one', async (key) => {
    expect(await attempt(`await kvs.set('${key}', 1)`)).toBe('done')
  })

  it.each(['', ' ', 'a@b', 'a/b', 'a|b', 'ä'])('the key "%s" is none', async (key) => {
    expect(await raw('set', JSON.stringify({ key, value: 1 }))).toBe(400)
  })
})

describe('a batch and a transaction', () => {
  const items = (count: number, bytes = 10): string =>
    `Array.from({ length: ${count} }, (_, n) => ({ key: 'k' + String(n).padStart(2, '0'), value: ${sized(bytes)} }))`

  it.each(['batch/set', 'batch/get', 'batch/delete'])('%s has 25 items at most', async (path) => {
    expect([await raw(path, items(25)), await raw(path, items(26))]).toEqual([200, 400])
  })

  it('of 25 operations at most', async () => {
    const transaction = (count: number): string => `({ set: ${items(count)} })`

    expect([await raw('transaction', transaction(25)), await raw('transaction', transaction(26))]).toEqual([200, 400])
  })

  it.each(['batch/set', 'transaction'])('%s has 4 MB at most, keys included', async (path) => {
    // 24 values of the same size, and one that fills up: keys have 3 bytes each.
    const rest = 4 * KIB * KIB - 25 * 3 - 24 * 170_000
    const body = (last: number): string => {
      const list = `[...${items(24, 170_000)}, { key: 'k24', value: ${sized(last)} }]`
      return path === 'transaction' ? `({ set: ${list} })` : list
    }

    expect([await raw(path, body(rest)), await raw(path, body(rest + 1))]).toEqual([200, 400])
  })
})

describe('the rates of one installation', () => {
  it('are 1,000 requests a second', async () => {
    const codes = (count: number): string => `
      const calls = Array.from({ length: ${count} }, () => kvs.get('a'))
      return (await Promise.allSettled(calls)).filter(({ reason }) => reason?.code === 'RATE_LIMIT_EXCEEDED').length`

    expect(await fixture.run(codes(1_000))).toBe(0)
    expect(await startFixture().run(codes(1_001))).toBe(1)
  })

  /** Each of these requests moves 240 KiB less some bytes: 24 units of 10 KB. */
  const big = (call: string, count: number): string => `
    await kvs.set('seed', ${sized(240 * KIB - 100)})
    await sleep(61_000)
    let refused = 0
    for (let n = 0; n < ${count}; n += 1) {
      try { await ${call} } catch (error) { refused += error.code === 'RATE_LIMIT_EXCEEDED' ? 1 : 1_000 }
    }
    await kvs.set('result', refused)`

  it.each([
    ['read', `kvs.get('seed')`],
    ['written', `kvs.set('n' + n, ${sized(240 * KIB - 100)})`],
  ])('are 4,000 units of 10 KB %s a minute', async (_, call) => {
    const refused = async (count: number): Promise<unknown> => {
      const own = startFixture()
      await own.run(
        `await new Queue({ key: 'long' }).push({ body: { name: 'big', code: ${JSON.stringify(big(call, count))} } })`,
      )
      await own.pass(200_000)
      return own.stored('result') ?? 'refused too'
    }

    // 166 × 24 = 3,984 units; the next one is too many, and what follows it too.
    expect(await refused(166)).toBe(0)
    expect(await refused(167)).not.toBe(0)
  })

  it('are 1 MB a second to one key', async () => {
    const write = (count: number, key: string): string => `
      for (let n = 0; n < ${count}; n += 1) await kvs.set(${key}, ${sized(240 * KIB)})`

    expect(await attempt(write(4, `'same'`))).toBe('done')
    expect(await attempt(write(5, `'key' + n`))).toBe('done')
    expect(await attempt(write(5, `'other'`))).toBe('RATE_LIMIT_EXCEEDED')
  })
})

describe('queries', () => {
  it('give ten values unless asked', async () => {
    expect(
      await fixture.run(`
        for (let n = 0; n < 11; n += 1) await kvs.set('k' + n, n)
        await sleep(2_000)
        return (await kvs.query().getMany()).results.length`),
    ).toBe(10)
  })

  it('show a write a second and a half later at the latest', async () => {
    expect(
      await fixture.run(`
        for (let n = 0; n < 50; n += 1) await kvs.set('k' + String(n).padStart(2, '0'), n)
        const count = async () => (await kvs.query().limit(100).getMany()).results.length
        const early = await count()
        await sleep(1_500)
        return [early < 50, await count()]`),
    ).toEqual([true, 50])
  })
})

describe('a value that has expired', () => {
  it('is still there for up to 48 hours', async () => {
    await fixture.run(`
      for (let n = 0; n < 50; n += 1) await kvs.set('k' + n, 1, { ttl: { value: 1, unit: 'SECONDS' } })`)
    const left = (): number => Object.keys(fixture.host.inspectStorage().kvs).length

    await fixture.pass(3_600_000)
    const afterAnHour = left()
    await fixture.pass(47 * 3_600_000)

    expect(afterAnHour).toBeGreaterThan(40)
    expect(left()).toBe(0)
  })
})

describe('bytes as billed', () => {
  it('are those of key and value, and 1 KB for each read that finds nothing', async () => {
    await fixture.run(`
      await kvs.set('abc', 'de')
      await kvs.batchGet([{ key: 'abc' }, { key: 'x' }, { key: 'y' }])
      await kvs.get('z')`)

    expect(fixture.host.counts).toMatchObject({ kvsWriteBytes: 7, kvsReadBytes: 7 + 3 * KIB })
  })
})
