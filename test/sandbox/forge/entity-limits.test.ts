import type { EntityDeclaration } from '../../../sandbox/forge/kvs/schema'
import { checkEntityValue, readEntitySchemas } from '../../../sandbox/forge/kvs/schema'
import { startFixture } from './fixture-host'

type Attributes = EntityDeclaration['attributes']

const attributes = (count: number, name = (index: number) => `a${index}`): Attributes =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), { type: 'string' as const }]))

const entity = (change: Partial<EntityDeclaration> = {}): EntityDeclaration => ({
  name: 'person',
  attributes: attributes(10),
  ...change,
})

describe('the declaration of entities', () => {
  it.each<[string, (count: number) => EntityDeclaration[], number]>([
    ['entities', (count) => Array.from({ length: count }, (_, index) => entity({ name: `e${index}` })), 20],
    ['attributes', (count) => [entity({ attributes: attributes(count) })], 50],
    [
      'characters in the name of an attribute',
      (count) => [entity({ attributes: attributes(1, () => 'x'.repeat(count)) })],
      30,
    ],
    ['indexes', (count) => [entity({ indexes: Array.from({ length: count }, (_, index) => `a${index}`) })], 7],
    [
      'range attributes in an index',
      (count) => [entity({ indexes: [{ name: 'i', range: Object.keys(attributes(count)) }] })],
      1,
    ],
  ])('has %s at most so many', (_, declare, max) => {
    expect(() => readEntitySchemas(declare(max))).not.toThrow()
    expect(() => readEntitySchemas(declare(max + 1))).toThrow('manifest.yml')
  })

  it.each([
    ['is not declared', 'other'],
    ['may be anything', 'data'],
  ])('has no index on an attribute that %s', (_, attribute) => {
    const declaration = entity({
      attributes: { state: { type: 'string' }, data: { type: 'any' } },
      indexes: [attribute],
    })

    expect(() => readEntitySchemas([declaration])).toThrow('indexable')
  })
})

describe('the value of an entity', () => {
  const [schema] = readEntitySchemas([
    {
      name: 'person',
      attributes: {
        ...{ state: { type: 'string' }, text: { type: 'string' }, day: { type: 'integer' } },
        ...{ score: { type: 'float' }, exempt: { type: 'boolean' }, data: { type: 'any' } },
      },
      indexes: [{ name: 'by-state-text', partition: ['state'], range: ['text'] }],
    },
  ])
  const fits = (value: unknown): boolean => {
    try {
      checkEntityValue(schema!, value)
      return true
    } catch {
      return false
    }
  }
  /** The partition is written as a JSON list: two brackets and two quotes. */
  const partition = (bytes: number): string => 's'.repeat(bytes - 4)

  it.each([
    ['the largest integer', { day: 2 ** 31 - 1 }, { day: 2 ** 31 }],
    ['the smallest integer', { day: -(2 ** 31) }, { day: -(2 ** 31) - 1 }],
    ['a whole number', { day: 1 }, { day: 1.5 }],
    ['a text with something in it', { text: ' ' }, { text: '' }],
    ['a range of 900 bytes', { text: 't'.repeat(900) }, { text: 't'.repeat(901) }],
    ['a range of 900 bytes, not characters', { text: 'ü'.repeat(450) }, { text: 'ü'.repeat(451) }],
    ['a partition of 1,700 bytes', { state: partition(1_700) }, { state: partition(1_701) }],
    ['a number with a fraction', { score: 1.5 }, { score: '1.5' }],
    ['true', { exempt: true }, { exempt: 'true' }],
    ['anything where anything goes', { data: [{}] }, { colour: 'red' }],
  ])('may be %s and not what lies beyond', (_, inside, beyond) => {
    expect([fits(inside), fits(beyond)]).toEqual([true, false])
  })
})

describe('a query of entities', () => {
  it.each([
    ['a partition of 1,700 bytes', 1_700, 'done'],
    ['a partition of 1,701 bytes', 1_701, 'MAX_SIZE'],
  ])('with %s', async (_, bytes, expected) => {
    expect(
      await startFixture().run(`
        try {
          await kvs.entity('person').query().index('by-state-day', { partition: ['s'.repeat(${bytes - 4})] }).getMany()
          return 'done'
        } catch (error) { return error.code }`),
    ).toBe(expected)
  })
})
