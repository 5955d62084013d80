import fc from 'fast-check'
import { compareRows, createSortedRows } from '../../../sandbox/forge/kvs/sorted-rows'
import type { Row } from '../../../sandbox/forge/kvs/sorted-rows'

const row = (key: string, range: Row['range'] = key): Row => ({ key, range })

describe('rows of an index partition', () => {
  it('are in order by the range, then by the key', () => {
    const rows = createSortedRows()
    for (const one of [row('b', 2), row('a', 2), row('c', 1)]) rows.insert(one)

    expect(rows.read().map(({ key }) => key)).toEqual(['c', 'a', 'b'])
  })

  it('are those that were inserted and not removed, however many changes come between two reads', () => {
    const change = fc.record({ key: fc.integer({ min: 0, max: 60 }), range: fc.integer({ min: 0, max: 9 }) })
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 40 }), { maxLength: 6 }), (reads) => {
        const rows = createSortedRows()
        const expected = new Map<string, Row>()
        for (const changes of reads) {
          for (const { key, range } of changes) {
            const before = expected.get(String(key))
            // The same place again means that the key goes.
            if (before !== undefined) rows.remove(before)
            expected.delete(String(key))
            if (before?.range === range) continue
            const after = row(String(key), range)
            rows.insert(after)
            expected.set(after.key, after)
          }
          expect(rows.read()).toEqual([...expected.values()].sort(compareRows))
        }
      }),
    )
  })
})
