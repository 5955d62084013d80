/** What differs between the directories in which the same people may live: the form of ids, and how late the log is. */
import { durationMs } from '../duration'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import { ENTRA_DEFAULTS } from './guesses'
import type { EntraAnswers } from './guesses'
import { SIGN_IN_DELAY_MIN_MS } from './limits'

export interface DirectoryKind {
  readonly name: 'entra' | 'okta'
  makeUserId(random: Random): string
  makeGroupId(random: Random): string
  /** Of an application that people sign in to. */
  makeAppId(random: Random): string
  /** From the sign-in to its row in the log, ms. */
  readonly signInDelayMs: { readonly min: number; readonly max: number }
}

export function entraKind(answers: EntraAnswers): DirectoryKind {
  return {
    name: 'entra',
    makeUserId: makeUuid,
    makeGroupId: makeUuid,
    makeAppId: makeUuid,
    signInDelayMs: { min: SIGN_IN_DELAY_MIN_MS, max: durationMs(answers['entra-sign-in-lag']) },
  }
}

export const ENTRA = entraKind(ENTRA_DEFAULTS)
