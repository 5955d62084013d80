import { isClearCut, pickBatch } from '../../src/core/grant-batch'
import type { JudgedProduct } from '../../src/core/grant-batch'

const product = (productKey: string, free: number, change: Partial<JudgedProduct> = {}): JudgedProduct => ({
  productKey,
  accessGroupIds: [`g-${productKey}`],
  seatReserve: 5,
  free,
  likelyFree: free,
  ...change,
})
const asking = (...names: string[]) => names.map((name) => ({ accountId: `a-${name}`, groupIds: [] as string[] }))
const ids = (batch: ReturnType<typeof pickBatch>) => batch.grant.map(({ accountId }) => accountId)

describe('pickBatch', () => {
  it.each([
    [3, 0],
    [4, 0],
    [5, 1],
    [6, 1],
    [26, 2],
  ])('with %i free and a reserve of 5 it takes %i of two', (free, count) => {
    const batch = pickBatch(asking('ada', 'bea'), [product('jira', free)])

    expect(batch.grant).toHaveLength(count)
    expect(batch.refused.size).toBe(count === 0 ? 2 : 0)
  })

  it('refuses for a full product among several that the group gives, and names it', () => {
    const batch = pickBatch(asking('ada'), [product('jira', 50), product('jpd', 0, { seatReserve: 0 })])

    expect([...batch.refused]).toEqual([['a-ada', { productKey: 'jpd', free: 0 }]])
  })

  it('does not mind a full product that the person holds already', () => {
    const holder = { accountId: 'a-ada', groupIds: ['g-jpd'] }

    expect(ids(pickBatch([holder, ...asking('bea')], [product('jira', 50), product('jpd', 0)]))).toEqual(['a-ada'])
  })

  it('lets nobody overtake the first for whom this read has no room', () => {
    const holder = { accountId: 'a-cid', groupIds: ['g-jira'] }

    const batch = pickBatch([...asking('ada', 'bea'), holder], [product('jira', 6), product('jpd', 50)])

    expect(ids(batch)).toEqual(['a-ada'])
    expect(batch.isUnsure).toBe(false)
  })

  it('neither grants nor refuses while a seat may be somebody else’s', () => {
    const batch = pickBatch(asking('ada'), [product('jira', 4, { likelyFree: 6 })])

    expect(batch).toEqual({ grant: [], refused: new Map(), isUnsure: true })
  })

  it('always finds room where seats are unlimited', () => {
    expect(ids(pickBatch(asking('ada', 'bea'), [product('jira', Infinity)]))).toEqual(['a-ada', 'a-bea'])
  })
})

describe('isClearCut', () => {
  it.each([
    [4, true],
    [5, false],
    [25, false],
    [26, true],
    [Infinity, true],
  ])('with %i free and a reserve of 5: %s', (free, expected) => {
    expect(isClearCut([product('jira', free)])).toBe(expected)
  })

  it('is no longer so when one of several products is near its reserve', () => {
    expect(isClearCut([product('jira', 100), product('jpd', 6)])).toBe(false)
    expect(isClearCut([product('jira', 100), product('jpd', 3)])).toBe(true)
  })
})
