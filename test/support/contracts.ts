/** Puts the contracts between the tests and the sandbox's services; breaches fail the test (contract-guard.ts). */
import type { Sandbox } from '../../sandbox/create-sandbox'
import type { Service, ServiceName } from '../../sandbox/service'
import { checkAnyExchange, checkAppRequest, checkReply } from '../contract/check-exchange'
import type { Breach, Sent } from '../contract/exchange'
import { describeBreach } from '../contract/exchange'
import { recordBreach } from './contract-breaches'

function record(breaches: readonly Breach[]): void {
  for (const breach of breaches) recordBreach(describeBreach(breach))
}

/** Whoever calls may send anything: replies are checked, and that wrong requests are refused. */
export function holdToContract<S extends Service>(service: S): S {
  return {
    ...service,
    handle: (request) => {
      const reply = service.handle(request)
      record(checkAnyExchange({ service: service.name, request, reply }))
      return reply
    },
  }
}

/** A request that our app's own code made. */
export function recordAppRequest(service: ServiceName, request: Sent): void {
  record(checkAppRequest(service, request))
}

/** Holds the app and the services of a sandbox to the contracts from now on, also where a fault replaces the reply. */
export function holdSandboxToContracts(sandbox: Pick<Sandbox, 'host' | 'onExchange'>): void {
  sandbox.onExchange((service, request, reply) => record(checkReply({ service, request, reply })))
  sandbox.host.onRequest((service, request) => recordAppRequest(service, request))
}
