import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { SIGNAL_SECRET } from '../state/secrets'
import { signalSecretRecord } from '../state/signal-secret-record'

const LENGTH = 'Expected a secret of 24 to 200 characters: it lets whoever has it ask for seats.'
const schema = v.strictObject({
  kind: v.picklist(['shared', 'hmac'], 'Expected the kind of secret: "shared" or "hmac".'),
  secret: v.pipe(v.string(LENGTH), v.minLength(24, LENGTH), v.maxLength(200, LENGTH)),
})

/** `shared`: sent as it is in the header Authorization. `hmac`: X-Signature is the HMAC-SHA-256 of the body, hexadecimal. */
export type SignalSecret = v.InferOutput<typeof schema>

/** As it lies in the secret store. One of an earlier version does not say when it was set. */
export type StoredSecret = SignalSecret & { readonly setAt?: string }

/** What the page shows of it. */
export interface SignalTrigger {
  readonly address: string
  /** null: no secret, every call is refused. */
  readonly secret: { readonly kind: SignalSecret['kind']; readonly setAt: string } | null
}

/**
 * The secret goes in and never comes out. What the page shows is asked for apart: a secret that is set is no failure because
 * Forge does not tell the address. @throws AppError `invalid-input`, never naming the value
 */
export async function saveSignalSecret(ports: Ports, input: unknown): Promise<SignalTrigger['secret']> {
  const secret = parseInput(schema, input)
  const setAt = ports.clock.now().toISOString()
  await ports.secrets.save(SIGNAL_SECRET, { ...secret, setAt } satisfies StoredSecret)
  const kept = { kind: secret.kind, setAt }
  await signalSecretRecord.change(ports.store, () => kept)
  return kept
}

export async function forgetSignalSecret(ports: Ports): Promise<SignalTrigger['secret']> {
  await ports.secrets.forget(SIGNAL_SECRET)
  await signalSecretRecord.change(ports.store, () => null)
  return null
}

/** @throws AppError `unavailable` where Forge does not tell the address */
export async function readSignalTrigger({ site, store }: Pick<Ports, 'site' | 'store'>): Promise<SignalTrigger> {
  return { address: await site.signalAddress(), secret: await signalSecretRecord.read(store) }
}
