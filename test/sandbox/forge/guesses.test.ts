import { eachAnswer } from '../../support/each-answer'
import { startFixture } from './fixture-host'

const tryTo = (call: string): string =>
  `try { ${call}; return 'done' } catch (error) { return error.responseDetails.status }`

/** Of the fixture's entity. */
const ifState = (condition: string): string =>
  `{ entityName: 'person', conditions: new Filter().and('state', FilterConditions.${condition}) }`

describe('guesses about Forge', () => {
  eachAnswer('kvs-lost-condition-status', (answer, guesses) => {
    it('refuses a transaction whose condition does not hold with that status', async () => {
      const { run } = startFixture({ guesses })
      await run(`await kvs.entity('person').set('a', { state: 'on' })`)

      const status = await run(tryTo(`await kvs.transact().delete('a', ${ifState(`equalTo('off')`)}).execute()`))

      expect(status).toBe(Number(answer))
    })
  })

  eachAnswer('kvs-existing-key-status', (answer, guesses) => {
    it('refuses FAIL_IF_EXISTS on a key that holds a value with that status', async () => {
      const { run, stored } = startFixture({ guesses })
      await run(`await kvs.set('a', 1)`)

      expect(await run(tryTo(`await kvs.set('a', 2, { keyPolicy: 'FAIL_IF_EXISTS' })`))).toBe(Number(answer))
      expect(stored('a')).toBe(1)
    })
  })

  eachAnswer('kvs-missing-record-condition', (answer, guesses) => {
    it('makes a record on the condition that it has no state, or refuses to', async () => {
      const { run } = startFixture({ guesses })

      const outcome = await run(
        tryTo(`await kvs.transact().set('a', { state: 'on' }, ${ifState('notExists()')}).execute()`),
      )

      expect(outcome).toBe(answer === 'holds' ? 'done' : 409)
    })
  })

  eachAnswer('kvs-batch-key-twice', (answer, guesses) => {
    it.each([
      ['batchGet', `kvs.batchGet([{ key: 'a' }, { key: 'b' }, { key: 'a' }])`],
      ['batchSet', `kvs.batchSet([{ key: 'a', value: 1 }, { key: 'a', value: 2 }])`],
      ['batchDelete', `kvs.batchDelete([{ key: 'a' }, { key: 'a' }])`],
    ])('%s answers a key that is named twice, or refuses the whole request', async (_, call) => {
      const { run, stored } = startFixture({ guesses })
      await run(`await kvs.set('a', 'before')`)

      expect(await run(tryTo(`await ${call}`))).toBe(answer === 'answered' ? 'done' : 400)
      if (answer === 'refused') expect(stored('a')).toBe('before')
    })

    it('takes the same key of two entities', async () => {
      const { run } = startFixture({ guesses })

      expect(await run(tryTo(`await kvs.batchGet([{ key: 'a' }, { key: 'a', entityName: 'person' }])`))).toBe('done')
    })
  })

  eachAnswer('kvs-batch-operations', (answer, guesses) => {
    it('takes 45 batches within a minute, and the next one or not', async () => {
      const { run, pass } = startFixture({ guesses })
      const readBatch = tryTo(`await kvs.batchGet([{ key: 'a' }])`)

      await run(`for (let n = 0; n < 45; n += 1) await kvs.batchGet([{ key: 'a' }])`)
      expect(await run(readBatch)).toBe(answer === 'unlimited' ? 'done' : 429)

      await pass(60_000)
      expect(await run(readBatch)).toBe('done')
    })
  })
})
