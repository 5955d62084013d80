/** The app does nothing that the real services would not understand or the platform would refuse, and no code of it breaks. */
import type { Rule } from './rule'

/** What JavaScript throws by itself. */
const BUG = /^(TypeError|RangeError|ReferenceError|SyntaxError|Error: Expected a batch)/
/** What `fetch` throws when a connection breaks, and what a platform without an answer looks like. */
const NETWORK = /fetch failed/

export const nothingUnheardOf: Rule = {
  name: 'nothing-unheard-of',
  watch:
    ({ sandbox }) =>
    () => {
      const bugs = sandbox.host.log.filter(
        ({ level, text }) => level === 'error' && BUG.test(text) && !NETWORK.test(text),
      )
      return [
        ...sandbox.violations(),
        ...sandbox.host.violations,
        ...bugs.map(({ functionKey, text }) => `${functionKey}: ${text.split('\n').slice(0, 3).join(' ')}`),
      ]
    },
}
