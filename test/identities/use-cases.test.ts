import { createRandom } from '../../sandbox/random'
import { createFakeStage } from './fake-stage'
import { createJudge } from './judge'
import { createStory } from './story'

const NIGHTS = 30
/** The whole of it is 1,000 seeds: IDENTITY_SEEDS=1000. */
const SEEDS = Number(process.env['IDENTITY_SEEDS'] ?? 12)
const FIRST = Number(process.env['IDENTITY_SEED'] ?? 1)

/** @returns what is wrong, with the story so far; null = nothing */
async function play(seed: number): Promise<string | null> {
  const { stage, night } = createFakeStage()
  const story = createStory(createRandom(`identities/${seed}`), stage)
  const judge = createJudge(story)
  for (let count = 0; count < NIGHTS; count += 1) {
    story.next()
    const wrong = judge(await night())
    if (wrong !== null) return [`seed ${seed}, ${wrong}`, ...story.log].join('\n')
  }
  return null
}

describe('accounts of a company whose directory misleads', () => {
  it(`are nobody else’s for ${NIGHTS} nights, and nobody is left without one in silence`, async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) expect(await play(seed)).toBeNull()
  }, 3_600_000)
})
