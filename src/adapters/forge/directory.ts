import type { Connections } from '../../app/connections'
import { AppError } from '../../core/errors'
import type { Budget, DirectoryReader } from '../../ports'
import { createChosenDirectory } from '../chosen-directory'
import { createEntraDirectory } from '../entra/directory'
import { createGraph } from '../entra/graph'
import { createHttp } from '../http'
import type { Fetch, Http } from '../http'
import { createOkta, withRetryAfter } from '../okta/client'
import { createOktaDirectory } from '../okta/directory'

const now = (): Date => new Date()

/** The directory of the connections: they are read when something is first asked of it. */
export function connectDirectory(
  http: Http,
  fetch: Fetch,
  budget: Pick<Budget, 'timeLeftMs'>,
  connections: () => Promise<Connections>,
): DirectoryReader {
  const pick =
    <K extends 'entra' | 'okta'>(key: K) =>
    async (): Promise<NonNullable<Connections[K]>> => {
      const chosen = (await connections())[key]
      if (chosen !== undefined) return chosen
      throw new AppError(
        'not-connected',
        'Expected the connection to another directory. Enter it on the Universal Access page.',
      )
    }
  const okta = createOkta(createHttp(withRetryAfter(fetch), budget), fetch, pick('okta'), now)
  return createChosenDirectory(async () => ((await connections()).okta === undefined ? 'entra' : 'okta'), {
    entra: createEntraDirectory(createGraph(http, fetch, pick('entra'), now)),
    okta: createOktaDirectory(okta, now),
  })
}
