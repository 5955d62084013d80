import { forgePorts } from '../adapters/forge/ports'
import { receiveSignal } from '../app/signals/receive-signal'
import { TIMEOUT_SECONDS } from './timeouts'

interface WebTriggerCall {
  readonly method?: string
  readonly headers?: Readonly<Record<string, readonly string[]>>
  readonly body?: string
}

interface WebTriggerReply {
  readonly statusCode: number
  readonly headers: Record<string, string[]>
  readonly body: string
}

/** Somebody outside says that a person asks for a seat. */
export async function signal({ method = '', headers = {}, body = '' }: WebTriggerCall): Promise<WebTriggerReply> {
  const named = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values[0]]))
  const reply = await receiveSignal(forgePorts(TIMEOUT_SECONDS.webTrigger), { method, headers: named, body })
  return { statusCode: reply.status, headers: { 'content-type': ['application/json'] }, body: reply.body }
}
