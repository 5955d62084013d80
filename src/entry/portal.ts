import { makeResolver } from '@forge/resolver'
import { forgePorts } from '../adapters/forge/ports'
import { readPortalStatus, requestOnPortal } from '../app/portal'
import type { PortalAnswer } from '../app/portal'
import { TIMEOUT_SECONDS } from './timeouts'

/** What the page may ask. Neither takes anything from the page: both act on the caller. */
export type PortalDefinitions = { status: () => PortalAnswer; request: () => PortalAnswer }

type Call = { context: { accountId?: string } }

const handlers = {
  status: ({ context }: Call) => readPortalStatus(forgePorts(TIMEOUT_SECONDS.resolver), context.accountId ?? null),
  request: ({ context }: Call) => requestOnPortal(forgePorts(TIMEOUT_SECONDS.resolver), context.accountId ?? null),
}

/** Self-service on the service-desk portal, for people without access. */
export const portal = makeResolver<PortalDefinitions>(handlers as never)
