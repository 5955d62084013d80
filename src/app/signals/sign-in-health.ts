import { AppError, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { keys } from '../state/keys'
import { pollSignIns } from './requests'

/** The sign-in log cannot be read since then. */
export interface SignInFailure {
  readonly since: string
  readonly because: string
}

/**
 * Reads the sign-in log, and remembers since when that fails; only a change is written.
 * @param known the failure that was remembered last, null = none
 */
export async function watchSignIns(ports: Ports, settings: Settings, known: SignInFailure | null): Promise<void> {
  const { store, clock } = ports
  try {
    await pollSignIns(ports, settings)
  } catch (error) {
    if (known === null && error instanceof AppError) {
      const failure: SignInFailure = { since: clock.now().toISOString(), because: messageOf(error) }
      await store.set(keys.signInFailure, failure)
    }
    throw error
  }
  if (known !== null) await store.delete(keys.signInFailure)
}
