import { makeResolver } from '@forge/resolver'
import { forgePorts } from '../adapters/forge/ports'
import { withoutRetry } from '../adapters/forge/with-retry'
import { requestForColleague } from '../app/signals/colleague'
import { readPortalStatus, requestOnPortal } from '../app/signals/portal'
import type { PortalDefinitions } from '../app/signals/portal'
import { TIMEOUT_SECONDS } from './timeouts'

type Call = { payload: unknown; context: { accountId?: string } }

/** By the name of the method. */
export const portalHandlers = {
  // Where the storage is full the page comes back by itself; waiting here would fill it further.
  status: ({ context }: Call) =>
    readPortalStatus(forgePorts(TIMEOUT_SECONDS.resolver, withoutRetry), context.accountId ?? null),
  request: ({ context }: Call) =>
    requestOnPortal(forgePorts(TIMEOUT_SECONDS.resolver, withoutRetry), context.accountId ?? null),
  requestForColleague: ({ payload, context }: Call) =>
    requestForColleague(forgePorts(TIMEOUT_SECONDS.resolver), context.accountId ?? null, payload),
}

/** Self-service on the service-desk portal: for people without access, and for those who ask for a colleague. */
export const portal = makeResolver<PortalDefinitions>(portalHandlers as never)
