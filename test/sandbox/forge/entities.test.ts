import { startFixture, type FixtureHost } from './fixture-host'

let fixture: FixtureHost
beforeEach(() => {
  fixture = startFixture()
})

const failure = (call: string): Promise<unknown> =>
  fixture.run(
    `try { ${call}; return 'done' } catch (error) { return error.responseDetails?.status + ' ' + error.code }`,
  )

const people = `
  for (const [key, state, day] of [['a', 'open', 3], ['b', 'open', 1], ['c', 'done', 2], ['d', 'open', 2]]) {
    await kvs.entity('person').set(key, { state, day })
  }
  await sleep(2000)
  const keys = ({ results }) => results.map(({ key }) => key)`

describe('custom entities', () => {
  it.each([
    ['an empty string', `{ state: '' }`],
    ['an integer above 32 bits', `{ day: 2 ** 31 }`],
    ['a fraction as an integer', `{ day: 1.5 }`],
    ['a string as a boolean', `{ exempt: 'yes' }`],
    ['an attribute that is not declared', `{ colour: 'red' }`],
  ])('refuse %s', async (_, value) => {
    expect(await failure(`await kvs.entity('person').set('a', ${value})`)).toBe('400 INVALID_ENTITY_VALUE')
  })

  it('refuse an entity that is not declared', async () => {
    expect(await failure(`await kvs.entity('team').get('a')`)).toBe('400 BAD_REQUEST')
  })

  it('query one partition of an index, sorted by its range', async () => {
    const result = await fixture.run(`${people}
      const open = () => kvs.entity('person').query().index('by-state-day', { partition: ['open'] })
      return [
        keys(await open().getMany()),
        keys(await open().sort(Sort.DESC).getMany()),
        keys(await open().where(WhereConditions.between(2, 3)).getMany()),
        keys(await open().where(WhereConditions.lessThan(3)).sort(Sort.DESC).getMany()),
        keys(await open().where(WhereConditions.greaterThan(1)).getMany()),
      ]`)

    expect(result).toEqual([
      ['b', 'd', 'a'],
      ['a', 'd', 'b'],
      ['d', 'a'],
      ['d', 'b'],
      ['d', 'a'],
    ])
  })

  it('query by a plain index and by key', async () => {
    const result = await fixture.run(`${people}
      return [
        keys(await kvs.entity('person').query().index('state').where(WhereConditions.equalTo('done')).getMany()),
        keys(await kvs.entity('person').query().index('by-key').where(WhereConditions.greaterThanEqualTo('b')).getMany()),
      ]`)

    expect(result).toEqual([['c'], ['b', 'c', 'd']])
  })

  it('apply filters after the page was read, so a page may be empty and still have a cursor', async () => {
    const result = await fixture.run(`${people}
      const page = await kvs.entity('person').query().index('by-key')
        .filters(new Filter().and('day', FilterConditions.equalTo(2))).limit(2).getMany()
      return [page.results.length, page.nextCursor !== undefined]`)

    expect(result).toEqual([0, true])
  })

  it('continue behind the cursor in both directions', async () => {
    const result = await fixture.run(`${people}
      const pages = []
      for (const sort of [Sort.ASC, Sort.DESC]) {
        const query = () => kvs.entity('person').query().index('by-state-day', { partition: ['open'] }).sort(sort).limit(2)
        const first = await query().getMany()
        pages.push(keys(first), keys(await query().cursor(first.nextCursor).getMany()))
      }
      return pages`)

    expect(result).toEqual([['b', 'd'], ['a'], ['a', 'd'], ['b']])
  })

  it('move in their indexes when their attributes change', async () => {
    const result = await fixture.run(`${people}
      await kvs.entity('person').set('a', { state: 'done', day: 9 })
      await kvs.entity('person').delete('b')
      await sleep(2000)
      const by = (state) => kvs.entity('person').query().index('by-state-day', { partition: [state] }).getMany()
      return [keys(await by('open')), keys(await by('done'))]`)

    expect(result).toEqual([['d'], ['c', 'a']])
  })
})

describe('a transaction', () => {
  it('compares and sets, or writes nothing', async () => {
    const swap = (from: string, to: string): string => `
      await kvs.transact()
        .set('a', { state: '${to}' }, { entityName: 'person', conditions: new Filter().and('state', FilterConditions.equalTo('${from}')) })
        .set('log:${to}', true)
        .execute()`
    await fixture.run(`await kvs.entity('person').set('a', { state: 'one' })`)

    expect(await failure(swap('one', 'two'))).toBe('done')
    expect(await failure(swap('one', 'three'))).toBe('409 CONDITION_FAILED')
    expect(fixture.host.inspectStorage()).toMatchObject({
      kvs: { 'log:two': true },
      entities: { person: { a: { state: 'two' } } },
    })
  })

  it('creates only what is not there with NOT_EXISTS', async () => {
    const create = `await kvs.transact()
      .set('a', { state: 'new' }, { entityName: 'person', conditions: new Filter().and('state', FilterConditions.notExists()) }).execute()`

    expect(await failure(create)).toBe('done')
    expect(await failure(create)).toBe('409 CONDITION_FAILED')
  })

  it('writes nothing when a check fails', async () => {
    const refusal = await failure(`await kvs.transact().set('x', 1)
      .check('a', { entityName: 'person', conditions: new Filter().and('day', FilterConditions.greaterThan(1)) }).execute()`)

    expect(refusal).toBe('409 CONDITION_FAILED')
    expect(fixture.stored('x')).toBeUndefined()
  })

  it.each([
    ['the same key twice', `.set('a', 1).delete('a')`],
    ['conditions on a plain key', `.set('a', 1, { conditions: new Filter().and('n', FilterConditions.equalTo(1)) })`],
  ])('refuses %s', async (_, operations) => {
    expect(await failure(`await kvs.transact()${operations}.execute()`)).toBe('400 BAD_REQUEST')
  })
})
