/** What a broken rule looks like on the terminal. */
import type { Failure } from './run-one'

export function describeFailure({ seed, run, path, breach, story, smallerStories }: Failure): string {
  const steps = story.steps.map(
    ({ waitMinutes, act }, index) => `  ${index + 1}. after ${waitMinutes} min: ${JSON.stringify(act)}`,
  )
  return [
    `Run ${run}: the rule "${breach.rule}" is broken.`,
    `  ${breach.text}`,
    `  at ${breach.at}, ${breach.step}; the smallest of ${smallerStories + 1} stories that break it:`,
    `  ${JSON.stringify(story.cast)}`,
    `  ${JSON.stringify(story.setup)}`,
    ...steps,
    `  Replay: npm run -s chaos -- --seed ${seed} --run ${run} --path ${path}`,
  ].join('\n')
}
