import { readWholeList, saveList } from '../../../src/app/state/chunked-list'
import { createWorld } from '../../support/fakes'

/** Of one value (Forge, storage limits). */
const VALUE_BYTES = 240 * 1024

it.each([
  [
    'actions with four groups',
    { id: 'a'.repeat(43), groupIds: ['b', 'c', 'd', 'e'].map((one) => one.repeat(36)) },
    700,
  ],
  ['names of three bytes a character', { name: '部'.repeat(255) }, 1_000],
])('a list of %s is cut into values that the storage takes', async (_, item, count) => {
  const { ports, kvs } = createWorld()
  const items = Array.from({ length: count }, () => item)

  await saveList(ports.store, 'list', items)

  const sizes = [...kvs.values()].map((value) => Buffer.byteLength(JSON.stringify(value)))
  expect(Math.max(...sizes)).toBeLessThan(VALUE_BYTES)
  expect((await readWholeList(ports.store, 'list'))?.items).toEqual(items)
})
