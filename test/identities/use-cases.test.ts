import { createFakeStage } from './fake-stage'
import { NIGHTS, play } from './play'

/** The whole of it is 1,000 seeds: IDENTITY_SEEDS=1000. */
const SEEDS = Number(process.env['IDENTITY_SEEDS'] ?? 6)
const FIRST = Number(process.env['IDENTITY_SEED'] ?? 1)

describe('accounts of a company whose directory misleads', () => {
  it(`are nobody else’s for ${NIGHTS} nights, and nobody is left without one in silence`, async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) expect(await play(seed, createFakeStage)).toBeNull()
  }, 3_600_000)
})
