/** Rule 3: who is refused for want of a seat waits, and everybody who waits or is refused has a reason. */
import { requestsAtRest } from './requests-at-rest'
import type { Rule } from './rule'

export const theRefusedKnowWhy: Rule = {
  name: 'the-refused-know-why',
  watch: (world) => () =>
    requestsAtRest(world).flatMap(({ accountId, state, refusal }) => {
      if (state === 'open' || state === 'undo') return []
      if (refusal === undefined || refusal.because === '') return [`${accountId} is ${state} without a reason.`]
      return state === 'refused' && refusal.because === 'no-seat'
        ? [`${accountId} was refused a seat and does not wait.`]
        : []
    }),
}
