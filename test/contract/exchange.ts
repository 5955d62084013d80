/** One request with its reply as they crossed the wire, and what a contract finds wrong with them. */
import type { ServiceName, ServiceReply, ServiceRequest } from '../../sandbox/service'

export type Sent = Pick<ServiceRequest, 'method' | 'url' | 'headers' | 'body'>

export interface Exchange {
  readonly service: ServiceName
  readonly request: Sent
  readonly reply: ServiceReply
}

export interface Breach {
  /** Whose contract and which operation, e.g. 'entra/list-users' or 'openapi/entra listUsers'. */
  readonly operation: string
  /** e.g. 'request query /$top' or 'reply 200 /value/0/id'. */
  readonly place: string
  readonly problem: string
  readonly value: unknown
}

const SHOWN_CHARACTERS = 300

export function describeBreach({ operation, place, problem, value }: Breach): string {
  const text = JSON.stringify(value) ?? 'nothing'
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
  return `${operation}: ${place} ${problem}, got ${shown}`
}
