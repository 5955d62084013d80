import { makeResolver } from '@forge/resolver'

type PortalDefinitions = { status: () => { state: 'not-yet' } }

/** Self-service on the service-desk portal comes with its own release; until then it says so. */
export const portal = makeResolver<PortalDefinitions>({ status: () => ({ state: 'not-yet' }) })
