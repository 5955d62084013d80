import { AppError } from '../core/errors'
import type { Budget, DirectoryReader } from '../ports'
import { createChosenDirectory } from './chosen-directory'
import { createEntraDirectory } from './entra/directory'
import { createGraph } from './entra/graph'
import type { EntraCredentials } from './entra/token'
import { createHttp } from './http'
import type { Fetch, Http } from './http'
import { createOkta, withRetryAfter } from './okta/client'
import { createOktaDirectory } from './okta/directory'
import type { OktaCredentials } from './okta/token'

/** Exactly one of them is connected. */
export interface DirectoryCredentials {
  readonly entra?: EntraCredentials | undefined
  readonly okta?: OktaCredentials | undefined
}

const now = (): Date => new Date()

/** The directory of the connections: they are read when something is first asked of it. */
export function connectDirectory(
  http: Http,
  fetch: Fetch,
  budget: Pick<Budget, 'timeLeftMs'>,
  connections: () => Promise<DirectoryCredentials>,
): DirectoryReader {
  const pick =
    <K extends 'entra' | 'okta'>(key: K) =>
    async (): Promise<NonNullable<DirectoryCredentials[K]>> => {
      const chosen = (await connections())[key]
      if (chosen !== undefined) return chosen
      throw new AppError(
        'not-connected',
        'Expected the connection to another directory. Enter it on the Universal Access page.',
      )
    }
  const okta = createOkta(createHttp(withRetryAfter(fetch), budget), fetch, pick('okta'), now)
  return createChosenDirectory(async () => ((await connections()).okta === undefined ? 'entra' : 'okta'), {
    entra: createEntraDirectory(createGraph(http, fetch, pick('entra'), now), now),
    okta: createOktaDirectory(okta, now),
  })
}
