/** The contract of one operation as it stands in a file, and how a request finds it. */
import type { ServiceName } from '../../sandbox/service'

export type Schema = boolean | { readonly [keyword: string]: unknown }

export interface Operation {
  readonly service: ServiceName
  /** e.g. 'entra/list-users'. */
  readonly name: string
  readonly method: string
  /** With parameters in braces. */
  readonly path: string
  /** Of the headers in lower case; others are let through. */
  readonly headers: Schema
  /** Of the parameters after reading numbers, booleans and comma lists. */
  readonly query: { readonly properties: Readonly<Record<string, Schema>>; readonly [keyword: string]: unknown }
  /** What our app must keep to beyond what the service demands. */
  readonly appQuery?: Schema
  /** Absent: the request has none. */
  readonly body?: Schema
  readonly isBodyOptional?: boolean
  /** By status, or '4XX'; null: no body. */
  readonly responses: Readonly<Record<string, Schema | null>>
}

/** @returns finds the operation of a request; the path with the fewest parameters wins, as `/users/delta` over `/users/{id}` */
export function createFinder<T extends Pick<Operation, 'service' | 'method' | 'path'>>(
  operations: readonly T[],
): (service: ServiceName, method: string, pathname: string) => T | undefined {
  const entries = operations
    .map((operation) => ({
      operation,
      pattern: compilePath(operation.path),
      parameters: countParameters(operation.path),
    }))
    .sort((a, b) => a.parameters - b.parameters)
  return (service, method, pathname) =>
    entries.find(
      ({ operation, pattern }) =>
        operation.service === service && operation.method === method && pattern.test(pathname),
    )?.operation
}

function compilePath(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}$`)
}

function countParameters(path: string): number {
  return path.split('{').length - 1
}
