import { createRandom } from '../../sandbox/random'
import { createFakeStage } from './fake-stage'
import { createJudge } from './judge'
import { createStory } from './story'

export const NIGHTS = 30

/** One company for thirty nights. @returns what is wrong, with the story so far; null = nothing */
export async function play(seed: number): Promise<string | null> {
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
