/** The people of the company, when they live in Okta. */
import { durationMs } from '../duration'
import type { DirectoryKind } from '../entra/directory-kind'
import type { Random } from '../random'
import type { OktaAnswers } from './guesses'
import { LOG_DELAY_MIN_MS } from './limits'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const ID_LENGTH = 20

export function oktaKind(answers: OktaAnswers): DirectoryKind {
  return {
    name: 'okta',
    makeUserId: (random) => makeId('00u', random),
    makeGroupId: (random) => makeId('00g', random),
    makeAppId: (random) => makeId('0oa', random),
    signInDelayMs: { min: LOG_DELAY_MIN_MS, max: durationMs(answers['okta-log-lag']) },
  }
}

/** Okta's ids have 20 letters and digits, and begin with the kind of the object. */
export function makeId(kind: string, random: Random): string {
  const letters = Array.from({ length: ID_LENGTH - kind.length }, () => LETTERS[random.int(0, LETTERS.length - 1)])
  return kind + letters.join('')
}
