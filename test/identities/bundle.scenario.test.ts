import { createBundleStage } from './bundle-stage'
import { NIGHTS, play } from './play'

/** The whole of it is 50 seeds for thirty nights: IDENTITY_BUNDLE_SEEDS=50. */
const WHOLE = process.env['IDENTITY_BUNDLE_SEEDS']
const SEEDS = Number(WHOLE ?? 1)
const FIRST = Number(process.env['IDENTITY_SEED'] ?? 1)
const PLAYED = WHOLE === undefined ? 6 : NIGHTS

describe('accounts of a company whose directory misleads, on the built bundle', () => {
  it(`are nobody else’s for ${PLAYED} nights, and nobody is left without one in silence`, async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1)
      expect(await play(seed, createBundleStage, PLAYED)).toBeNull()
  }, 7_200_000)
})
