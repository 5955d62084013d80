import { describeFailure } from '../../../sandbox/chaos/describe'
import { runOne } from '../../../sandbox/chaos/run-one'
import { appBundle } from '../../support/bundle'

/** Each run lives through a day or two of the whole app. */
jest.setTimeout(120_000)

const SEED = 2026
const RUNS = 24

describe('a company in trouble', () => {
  it.each(Array.from({ length: RUNS }, (_, index) => index + 1))('keeps every rule in run %i', async (run) => {
    const { failure } = await runOne({ seed: SEED, run, shrinkMs: 0 }, appBundle())

    expect(failure === null ? 'every rule is kept' : describeFailure(failure)).toBe('every rule is kept')
  })

  it('is the same story each time', async () => {
    const order = { seed: SEED, run: 1, shrinkMs: 0 }

    expect(await runOne(order, appBundle())).toEqual(await runOne(order, appBundle()))
  })

  it('is replayed alone, without the stories beside it', async () => {
    const begun: string[] = []
    const order = { seed: SEED, run: 1, path: '0:0', shrinkMs: 0 }

    await runOne(order, appBundle(), (line) => {
      if (line.startsWith('Step 1:')) begun.push(line)
    })

    expect(begun).toHaveLength(1)
  })
})
