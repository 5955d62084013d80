import type { Ports } from '../../ports'
import { SIGNAL_SECRET } from '../state/secrets'
import type { StoredSecret } from './signal-secret'

type Headers = Readonly<Record<string, string | undefined>>
type ProvingPorts = Pick<Ports, 'secrets' | 'signatures' | 'memory'>

/** The secret as this instance has read it within this minute. */
interface Known {
  readonly secret: StoredSecret | null
  /** A call was not proven by it when it was read: no other call leads to another read. */
  readonly hasRefused: boolean
}

/**
 * The first forged call of a minute reads the secret, and the others are held against that one: a new secret may be refused
 * for so long. A secret that this instance knows already proves a call only while it is in force, see `isInForce`.
 * @param isRecalled false: only the secret as it is stored now proves it
 * @returns null: not proven
 */
export async function proveCall(
  ports: ProvingPorts,
  headers: Headers,
  body: string,
  isRecalled = true,
): Promise<StoredSecret | null> {
  const known = ports.memory.read<Known>(SIGNAL_SECRET)
  const isGood = known !== null && isProven(ports, known.secret, headers, body)
  if (isGood && isRecalled) return known.secret
  return !isGood && known?.hasRefused === true ? null : proveAnew(ports, headers, body)
}

/** The same by the secret as it is stored now. */
export async function proveAnew(ports: ProvingPorts, headers: Headers, body: string): Promise<StoredSecret | null> {
  const secret = await ports.secrets.read<StoredSecret>(SIGNAL_SECRET)
  const isGood = isProven(ports, secret, headers, body)
  ports.memory.keep(SIGNAL_SECRET, { secret, hasRefused: !isGood } satisfies Known)
  return isGood ? secret : null
}

/**
 * A secret that was replaced or removed proves nothing from then on: each one says when it was set, and so does the record
 * that is written after it.
 * @param recorded the record of the secret as it is now
 */
export function isInForce({ setAt }: StoredSecret, recorded: { readonly setAt: string } | null | undefined): boolean {
  return setAt !== undefined && setAt === recorded?.setAt
}

function isProven(
  { signatures }: Pick<Ports, 'signatures'>,
  known: StoredSecret | null,
  headers: Headers,
  body: string,
): boolean {
  if (known === null) return false
  const { kind, secret } = known
  if (kind === 'shared') return signatures.isSame((headers['authorization'] ?? '').replace(/^Bearer /, ''), secret)
  return signatures.isSame((headers['x-signature'] ?? '').replace(/^sha256=/, ''), signatures.sign(secret, body))
}
