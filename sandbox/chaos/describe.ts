/** What a broken rule looks like on the terminal. */
import type { Failure } from './run-one'

export function describeFailure({ seed, run, path, guesses, breach, story, smallerStories }: Failure): string {
  const steps = story.steps.map(
    ({ waitMinutes, act }, index) => `  ${index + 1}. after ${waitMinutes} min: ${JSON.stringify(act)}`,
  )
  const choices = Object.entries(guesses).map(([id, answer]) => ` --guess ${id}=${answer}`)
  return [
    `Run ${run}: the rule "${breach.rule}" is broken.`,
    `  ${breach.text}`,
    `  at ${breach.at}, ${breach.step}; the smallest of ${smallerStories + 1} stories that break it:`,
    `  ${JSON.stringify(story.cast)}`,
    `  ${JSON.stringify(story.setup)}`,
    ...steps,
    `  Replay: npm run -s chaos -- --seed ${seed} --run ${run} --path ${path}${choices.join('')}`,
  ].join('\n')
}
