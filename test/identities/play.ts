import { createRandom } from '../../sandbox/random'
import type { Random } from '../../sandbox/random'
import { createJudge } from './judge'
import type { Outcome } from './judge'
import { createStory } from './story'
import type { Stage } from './story'

export const NIGHTS = 30

export interface Theatre {
  readonly stage: Stage
  readonly night: () => Promise<Outcome>
}

/** One company for some nights. @returns what is wrong, with the story so far; null = nothing */
export async function play(
  seed: number,
  build: (random: Random) => Theatre | Promise<Theatre>,
  nights = NIGHTS,
): Promise<string | null> {
  const random = createRandom(`identities/${seed}`)
  const { stage, night } = await build(random.fork('stage'))
  const story = createStory(random, stage)
  const judge = createJudge(story)
  for (let count = 0; count < nights; count += 1) {
    story.next()
    const wrong = judge(await night())
    if (wrong !== null) return [`seed ${seed}, ${wrong}`, ...story.log].join('\n')
  }
  return null
}
