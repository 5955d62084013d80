/** Rule 11: no name and no address at rest, in a queue or in the log. */
import { PERSONAL } from '../cast'
import type { World } from '../world'
import type { Rule } from './rule'

export const nothingPersonalAtRest: Rule = {
  name: 'nothing-personal-at-rest',
  watch: (world) => {
    let bodies = 0
    return () => {
      const found: string[] = []
      for (const [where, text] of textsAtRest(world)) if (PERSONAL.test(text)) found.push(`${where}: ${excerpt(text)}`)
      for (; bodies < world.queueBodies.length; bodies += 1) {
        const text = world.queueBodies[bodies]!
        if (PERSONAL.test(text)) found.push(`a queue body: ${excerpt(text)}`)
      }
      const line = world.sandbox.host.log.find(({ text }) => PERSONAL.test(text))
      if (line !== undefined) found.push(`the log of ${line.functionKey}: ${excerpt(line.text)}`)
      return found
    }
  },
}

/** Key and value of everything at rest but the secrets. */
export function textsAtRest(world: World): readonly (readonly [string, string])[] {
  const { kvs, entities } = world.storage()
  const rows = Object.entries(entities).flatMap(([name, values]) =>
    Object.entries(values).map(([key, value]) => [`${name} ${key}`, `${key} ${JSON.stringify(value)}`] as const),
  )
  return [...Object.entries(kvs).map(([key, value]) => [key, `${key} ${JSON.stringify(value)}`] as const), ...rows]
}

function excerpt(text: string): string {
  const at = text.search(PERSONAL)
  return `…${text.slice(Math.max(0, at - 60), at + 40)}…`
}
