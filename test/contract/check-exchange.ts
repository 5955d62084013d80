/** Holds requests and replies to the contracts of their operations: ours, and the OpenAPI documents where those are at hand. */
import type { ServiceName, ServiceReply } from '../../sandbox/service'
import { isBatch, readBatchExchanges, readBatchRequests } from './batch-exchanges'
import type { CompiledOperation } from './compile-operation'
import type { Breach, Exchange, Sent } from './exchange'
import { compileOpenApiOperations } from './open-api-operations'
import { createFinder } from './operation'
import { compileOwnOperations } from './own-operations'
import { checkSelected } from './selected-properties'

type Find = (service: ServiceName, method: string, pathname: string) => CompiledOperation | undefined

let finders: { readonly own: Find; readonly openApi: Find } | null = null

/** Once per process, when the first exchange is checked. */
function readFinders(): NonNullable<typeof finders> {
  finders ??= { own: createFinder(compileOwnOperations()), openApi: createFinder(compileOpenApiOperations()) }
  return finders
}

function findOperations(service: ServiceName, request: Sent): readonly CompiledOperation[] {
  const { own, openApi } = readFinders()
  const place = [service, request.method, request.url.pathname] as const
  return [own(...place), openApi(...place)].filter((operation) => operation !== undefined)
}

/** A request of our app: the service must have the operation, and we a contract for it. */
export function checkAppRequest(service: ServiceName, request: Sent): readonly Breach[] {
  const { method, url } = request
  const operations = findOperations(service, request)
  if (readFinders().own(service, method, url.pathname) === undefined) {
    const value = url.pathname
    return [
      { operation: `${service} ${method}`, place: 'request path', problem: 'is no operation with a contract', value },
    ]
  }
  const inside = isBatch(request) ? [...readBatchRequests(request).values()] : []
  return [
    ...operations.flatMap((operation) => operation.checkRequest(request, true)),
    ...inside.flatMap((inner) => checkAppRequest(service, inner)),
  ]
}

/** A reply of the sandbox to a request that keeps to the contract. */
export function checkReply(exchange: Exchange): readonly Breach[] {
  const { service, request, reply } = exchange
  const inside = isBatch(request) && reply.status === 200 ? readBatchExchanges(exchange) : []
  return [
    ...findOperations(service, request).flatMap((operation) => checkOneReply(operation, exchange)),
    ...inside.flatMap(checkReply),
  ]
}

/**
 * An exchange with somebody other than our app, who may ask for anything: what the contract refuses, the sandbox must
 * refuse too, and what it answers must fit. Operations without a contract, and its own 501, are let through.
 */
export function checkAnyExchange(exchange: Exchange): readonly Breach[] {
  const { service, request, reply } = exchange
  if (reply.status === 501) return []
  const inside = isBatch(request) && reply.status === 200 ? readBatchExchanges(exchange) : []
  const outer = findOperations(service, request).flatMap((operation) => {
    const refused = isAccepted(reply) ? operation.checkRequest(request, false) : []
    const accepted = refused.map((breach) => ({ ...breach, problem: `${breach.problem}, but the sandbox took it` }))
    return [...accepted, ...checkOneReply(operation, exchange)]
  })
  return [...outer, ...inside.flatMap(checkAnyExchange)]
}

function checkOneReply(operation: CompiledOperation, exchange: Exchange): readonly Breach[] {
  const breaches = operation.checkReply(exchange.reply)
  return breaches.length > 0 || exchange.service !== 'entra' ? breaches : checkSelected(operation.name, exchange)
}

function isAccepted({ status }: ServiceReply): boolean {
  return status < 300
}
