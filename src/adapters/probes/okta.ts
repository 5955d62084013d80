import * as oauth from 'oauth4webapi'
import { AppError, messageOf } from '../../core/errors'
import type { Finding, FindingOutcome, OktaAccess } from '../../ports'
import type { Fetch, Http } from '../http'
import { createOkta } from '../okta/client'
import { createOktaDirectory } from '../okta/directory'

/** Has the shape of an Okta id. */
const NOBODY = '00u00000000000000000'

/** Looks for a person and a group: what speaks against it is named; what has no name comes in the words of the adapter. */
export async function probeOkta(
  http: Http,
  fetch: Fetch,
  now: () => Date,
  access: OktaAccess,
): Promise<readonly Finding[]> {
  const directory = createOktaDirectory(
    createOkta(http, fetch, async () => access, now),
    now,
  )
  try {
    await directory.lookUp([NOBODY])
    await directory.findGroups('', 1)
    return [{ what: 'okta', outcome: 'ok' }]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const outcome = explain(error)
    const isNamed = outcome !== 'refused' && outcome !== 'no-answer'
    return [{ what: 'okta', outcome, ...(isNamed ? {} : { detail: messageOf(error) }) }]
  }

  function explain({ code, cause }: AppError): FindingOutcome {
    switch (code) {
      case 'sign-in-refused':
        if (access.serviceApp === undefined) return 'token-refused'
        if (!(cause instanceof oauth.ResponseBodyError)) return 'app-refused'
        return OUTCOMES[cause.error] ?? 'refused'
      case 'permission-missing':
        return 'role-missing'
      case 'bad-response':
        return 'address-wrong'
      case 'unavailable':
      case 'throttled':
        return 'no-answer'
      default:
        return 'refused'
    }
  }
}

/** Errors of Okta's token endpoint (developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp). */
const OUTCOMES: Readonly<Record<string, FindingOutcome>> = {
  invalid_client: 'app-refused',
  invalid_scope: 'scope-missing',
}
