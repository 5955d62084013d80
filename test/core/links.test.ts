import { SHARD_COUNT, allShards, groupByShard, shardOf } from '../../src/core/links'

describe('shardOf', () => {
  it('spreads ids with a common prefix evenly enough that no shard outgrows one value', () => {
    const sizes = new Map<string, number>()
    for (let index = 0; index < 42_000; index += 1) {
      const id = `712020:${String(index).padStart(8, '0')}-6a55-4b0e-9f0b-5d1a3c7e8b21`
      sizes.set(shardOf(id), (sizes.get(shardOf(id)) ?? 0) + 1)
    }

    expect(sizes.size).toBe(SHARD_COUNT)
    expect(Math.max(...sizes.values())).toBeLessThan((2 * 42_000) / SHARD_COUNT)
  })

  it('gives one of the known shards', () => {
    expect(allShards()).toContain(shardOf('anything'))
    expect([...groupByShard(['a', 'b', 'a2']).values()].flat().sort()).toEqual(['a', 'a2', 'b'])
  })
})
