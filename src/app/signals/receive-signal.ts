import { codeOf } from '../../core/errors'
import { isWithinWindow, parseJson, parseSignalCall } from '../../core/signal-call'
import type { SignalCall } from '../../core/signal-call'
import type { Ports } from '../../ports'
import { isRefused, isSpent, sitePartOf } from '../state/allowances'
import { SIGNAL_SECRET } from '../state/secrets'
import { PEOPLE_AT_ONCE, hearCall, replayOf } from './hear-call'
import { isInForce, proveAnew, proveCall } from './prove-call'
import { receiveDelivery } from './receive-delivery'
import { AGAIN, PUT_OFF, REFUSED } from './signal-reply'
import type { SignalReply } from './signal-reply'

export interface SignalRequest {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** A delivery of a hundred events. */
const BODY_MAX_CHARS = 262_144

/**
 * One call from outside. Whatever is not a well-formed call, made now, proven by the secret and never seen before is 401
 * and changes nothing: malformed, oversized and late ones cost no read; forged and replayed ones cost one or two the first
 * time in a minute, as far as this instance knows, and then none. Deliveries of a log may be late and come again. A sign-in
 * that a provider holds up goes on, whoever asks, and that costs nothing.
 */
export async function receiveSignal(ports: Ports, request: SignalRequest): Promise<SignalReply> {
  const reply = await answer(ports, request)
  if (reply.status === 401) ports.log.warn('web trigger call refused')
  return reply
}

async function answer(ports: Ports, { method, headers, body }: SignalRequest): Promise<SignalReply> {
  if (method === 'GET') return answerChallenge(ports, headers)
  if (method !== 'POST' || body.length > BODY_MAX_CHARS) return REFUSED
  const json = parseJson(body)
  const goOn = ports.directories.answerCallout(json)
  if (goOn !== null) return { status: 200, body: goOn }
  const call = parseSignalCall(json)
  if (call !== null) return orLater(PUT_OFF, () => hear(ports, call, headers, body))
  const delivery = ports.directories.parseDelivery(json) ?? ports.audit.parseDelivery(json)
  if (delivery === null || (await proveCall(ports, headers, body, false)) === null) return REFUSED
  return orLater(AGAIN, () => receiveDelivery(ports, delivery))
}

/** Whom the storage cannot take in now is told so: it says nothing of the call. */
async function orLater(later: SignalReply, work: () => Promise<SignalReply>): Promise<SignalReply> {
  try {
    return await work()
  } catch (error) {
    if (codeOf(error) !== 'throttled') throw error
    return later
  }
}

async function hear(
  ports: Ports,
  call: SignalCall,
  headers: SignalRequest['headers'],
  body: string,
): Promise<SignalReply> {
  if (!isWithinWindow(call, ports.clock.now())) return REFUSED
  const part = sitePartOf(call.nonce)
  if (ports.memory.read(replayOf(call)) !== null) return REFUSED
  if (isRefused(ports, part, 'triggers')) return PUT_OFF
  const proof = await proveCall(ports, headers, body)
  if (proof === null) return REFUSED
  // Whatever is known of more people is not read in one call of the store: first what is left of the allowance.
  if (call.people.length > PEOPLE_AT_ONCE && (await isSpent(ports, part, 'triggers'))) return PUT_OFF
  const nonce = ports.signatures.sign(proof.secret, call.nonce)
  return hearCall(ports, call, { part, nonce }, async (recorded) => {
    return isInForce(proof, recorded) || (await proveAnew(ports, headers, body)) !== null
  })
}

/** A provider asks once, before it sends anything. */
async function answerChallenge(ports: Ports, headers: SignalRequest['headers']): Promise<SignalReply> {
  const body = ports.directories.answerChallenge(headers)
  if (body === null || (await ports.secrets.read(SIGNAL_SECRET)) === null) return REFUSED
  return { status: 200, body }
}
