import { AppError, messageOf } from '../../../core/errors'
import type { DirectoryTools, Tried } from '../directory-kind'
import { createOkta } from './client'
import { createOktaDirectory } from './directory'
import type { OktaOutcome } from './form'
import type { OktaCredentials } from './schema'
import { REFUSALS } from './token'

/** Has the shape of an Okta id. */
const NOBODY = '00u00000000000000000'

/** Looks for a person and a group: what speaks against it is named; what has no name comes in the words of the adapter. */
export async function probeOkta(tools: DirectoryTools, credentials: OktaCredentials): Promise<readonly Tried[]> {
  const directory = createOktaDirectory(createOkta(tools, credentials), tools.now)
  try {
    await directory.lookUp([NOBODY])
    await directory.findGroups('', 1)
    return [{ what: 'people', outcome: 'ok' }]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const outcome = explain(error)
    const isNamed = !['refused', 'no-answer', 'throttled'].includes(outcome)
    return [{ what: 'people', outcome, ...(isNamed ? {} : { detail: messageOf(error) }) }]
  }

  function explain({ code, vendorCode }: AppError): OktaOutcome {
    switch (code) {
      case 'sign-in-refused':
        if (credentials.apiToken !== undefined) return 'token-refused'
        return vendorCode === undefined ? 'app-refused' : (REFUSALS[vendorCode] ?? 'refused')
      case 'permission-missing':
        return 'role-missing'
      case 'bad-response':
      case 'not-found':
        return 'address-wrong'
      case 'unavailable':
        return 'no-answer'
      case 'throttled':
        return 'throttled'
      default:
        return 'refused'
    }
  }
}
