import { createRequestBox } from '../../../src/adapters/forge/request-box'
import { createStore } from '../../../src/adapters/forge/store'
import { createClock } from '../../../sandbox/clock'
import { createItemFailure } from '../../../sandbox/faults/store-faults'
import { FORGE_DEFAULTS, FORGE_GUESSES } from '../../../sandbox/forge/guesses'
import type { ForgeAnswers } from '../../../sandbox/forge/guesses'
import { createKvs } from '../../../sandbox/forge/kvs/backend'
import type { KvsReply } from '../../../sandbox/forge/kvs/backend'
import { readManifest } from '../../../sandbox/forge/manifest'
import { textReply } from '../../../sandbox/forge/text-reply'
import { createRandom } from '../../../sandbox/random'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import { describeStorage } from './storage.contract'
import type { StorageHarness } from './storage.contract'

interface ForgeHarness extends StorageHarness {
  /** Answers the next call of a path in place of the store, or after it. */
  answerNext(path: string, reply: KvsReply, when?: 'instead' | 'after'): void
}

/** The adapters over the sandbox's store, by way of the real @forge/kvs. */
function createForgeHarness(answers: Partial<ForgeAnswers> = {}): ForgeHarness {
  const { entities } = readManifest('manifest.yml')
  const kvs = createKvs({
    ...{ clock: createClock(NOW.getTime()), random: createRandom('storage'), entities },
    answers: { ...FORGE_DEFAULTS, ...answers },
  })
  const failing = new Set<string>()
  const failItems = createItemFailure((key) => failing.has(key))
  let next: { path: string; reply: KvsReply; when: 'instead' | 'after' } | null = null
  const answer = (path: string, body: string): KvsReply => {
    const store = (text: string): KvsReply => kvs.handle(path, text)
    if (next?.path === path) {
      const { reply, when } = next
      next = null
      if (when === 'after') store(body)
      return reply
    }
    const fault = failItems({ kind: 'kvs', path, body, functionKey: 'test', invocationId: 1 })
    return typeof fault === 'object' ? fault.answer(store) : store(body)
  }
  Object.assign(globalThis, {
    __forge_fetch__: async (_: unknown, path: string, { body }: { body: string }) => textReply(answer(path, body)),
  })
  return {
    ...{ store: createStore(), requests: createRequestBox() },
    ...(answers['kvs-missing-record-condition'] === 'fails' ? { tellsAbsence: false as const } : {}),
    failItem: (key) => failing.add(key),
    answerNext: (path, reply, when = 'instead') => (next = { path, reply, when }),
  }
}

describeStorage('the fakes of the unit tests', () => {
  const world = createWorld()
  const { store, requests } = world.ports
  return { store, requests, failItem: (key) => world.failingKeys.add(key) }
})

describeStorage('Forge', () => createForgeHarness())

for (const { id, answers, default: usual } of FORGE_GUESSES) {
  for (const answer of Object.keys(answers).filter((one) => one !== usual)) {
    describeStorage(`Forge, where ${id} is ${answer}`, () => createForgeHarness({ [id]: answer }))
  }
}

it('says of Forge’s batch that leaves out a record that it could not be read', async () => {
  const { store, answerNext } = createForgeHarness()
  await store.set('a', 1)
  answerNext('/api/v1/batch/get', { status: 200, text: '{"successfulKeys":[],"failedKeys":[]}' })

  await expect(store.readMany(['a'])).rejects.toMatchObject({ code: 'unavailable' })
})

describe('a conditional write of Forge that is refused', () => {
  const REFUSALS = [400, 403, 404, 408, 409, 412].map((status): KvsReply => {
    return { status, text: JSON.stringify({ code: 'SOMETHING', message: 'No.' }) }
  })
  const TRANSACTION = '/api/v1/transaction'
  const CREATION = '/api/v1/entity/set'
  const start = async (): Promise<ForgeHarness & { version: number }> => {
    const harness = createForgeHarness()
    await harness.store.set('a', 'before')
    return { ...harness, version: (await harness.store.readMany(['a'])).get('a')!.version }
  }

  it.each(REFUSALS)('is an error while the record is what was read: status $status', async (reply) => {
    const { store, answerNext, version } = await start()
    answerNext(TRANSACTION, reply)
    const change = store.swapMany(new Map([['a', { expected: version, value: 'after' }]]))
    await expect(change).rejects.toMatchObject({ responseDetails: { status: reply.status } })
    answerNext(CREATION, reply)
    const creation = store.swapMany(new Map([['new', { expected: null, value: 1 }]]))
    await expect(creation).rejects.toMatchObject({ responseDetails: { status: reply.status } })

    expect([...(await store.getMany(['a', 'new']))]).toEqual([['a', 'before']])
  })

  it.each(REFUSALS)('is made where the record is what it should become: status $status', async (reply) => {
    const { store, answerNext, version } = await start()
    answerNext(TRANSACTION, reply, 'after')
    const made = await store.swapMany(new Map([['a', { expected: version, value: 'after' }]]))
    answerNext(CREATION, reply, 'after')

    expect(made.has('a')).toBe(true)
    expect(await store.create('new', 1, 60)).toBe(true)
  })

  it.each(REFUSALS)('came too late where the record is another one: status $status', async (reply) => {
    const { store, answerNext, version } = await start()
    await store.swapMany(new Map([['a', { expected: version, value: 'by somebody else' }]]))
    answerNext(TRANSACTION, reply)

    expect((await store.swapMany(new Map([['a', { expected: version, value: 'after' }]]))).size).toBe(0)
  })

  it('keeps none of the others of its transaction from being made', async () => {
    const { store, answerNext, version } = await start()
    answerNext(TRANSACTION, REFUSALS[0]!)
    const tooLarge = 'x'.repeat(300_000)
    const changes = new Map([
      ['large', { expected: null, value: tooLarge }],
      ['a', { expected: version, value: 'after' }],
    ])

    await expect(store.swapMany(changes)).rejects.toMatchObject({ code: 'MAX_SIZE' })
    expect(await store.get('a')).toBe('after')
  })
})
