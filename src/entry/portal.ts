import { makeResolver } from '@forge/resolver'
import { forgePorts } from '../adapters/forge/ports'
import { readPortalStatus, requestOnPortal } from '../app/grant/portal'
import type { PortalDefinitions } from '../app/grant/portal'
import { TIMEOUT_SECONDS } from './timeouts'

type Call = { context: { accountId?: string } }

const handlers = {
  status: ({ context }: Call) => readPortalStatus(forgePorts(TIMEOUT_SECONDS.resolver), context.accountId ?? null),
  request: ({ context }: Call) => requestOnPortal(forgePorts(TIMEOUT_SECONDS.resolver), context.accountId ?? null),
}

/** Self-service on the service-desk portal, for people without access. */
export const portal = makeResolver<PortalDefinitions>(handlers as never)
