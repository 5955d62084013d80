import { AppError, messageOf } from '../../core/errors'
import type { Finding, OktaAccess } from '../../ports'
import type { Fetch, Http } from '../http'
import { createOkta } from '../okta/client'
import { createOktaDirectory } from '../okta/directory'

/** Has the shape of an Okta id. */
const NOBODY = '00u00000000000000000'

/** Okta's own words, and ours for them, say what to correct: they are passed on. */
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
    return [{ what: 'okta', outcome: 'ok' }]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const outcome = error.code === 'permission-missing' ? 'permission-missing' : 'refused'
    const isNoAnswer = error.code === 'unavailable' || error.code === 'throttled'
    return [{ what: 'okta', outcome: isNoAnswer ? 'no-answer' : outcome, detail: messageOf(error) }]
  }
}
