import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { findConnectionsProblem } from '../state/connections'
import { saveConnections } from './save-connections'
import { BEGUN_SECRET } from '../state/keys'
import { describeSetup } from './describe-setup'
import type { Setup } from './describe-setup'
import { isComplete, readParts } from './parts'
import type { Parts } from './parts'
import { readSetupRecord, saveSetupRecord } from '../state/setup-record'
import type { ConnectionPart } from '../state/setup-record'

/** Connections one by one: those that are not sent stay as they are, so that nobody has to type a secret again. */

const expires = v.optional(
  v.nullable(v.pipe(v.string(), v.isoDate('Expected the last day of the credential as YYYY-MM-DD, or none.'))),
  null,
)
const credentials = v.record(v.string(), v.unknown())
/** What is in them is judged together with the rest. */
const partSchema = v.variant(
  'part',
  [
    v.strictObject({
      part: v.literal('directory'),
      kind: v.picklist(['entra', 'okta'], 'Expected the directory to be Entra or Okta.'),
      values: credentials,
      expires,
    }),
    v.strictObject({ part: v.literal('organization'), values: credentials }),
    v.strictObject({ part: v.literal('scim'), values: v.nullable(credentials), expires }),
  ],
  'Expected the directory, the organization or the SCIM directory.',
)
export type PartInput = v.InferInput<typeof partSchema>

/**
 * Saves one connection. Nothing runs before the directory and the organization are both there.
 * @throws AppError `invalid-input`, naming the field but never its value
 */
export async function saveConnection(ports: Ports, input: unknown): Promise<Setup> {
  const change = parseInput(partSchema, input)
  const parts = withPart(await readParts(ports.secrets), change)
  const problem = findConnectionsProblem(parts, fieldsOf(change))
  if (problem !== null) throw new AppError('invalid-input', problem)
  if (isComplete(parts)) {
    await saveConnections(ports, parts)
    await ports.secrets.forget(BEGUN_SECRET)
  } else {
    await ports.secrets.save(BEGUN_SECRET, parts)
  }
  await remember(ports, change)
  return describeSetup(ports)
}

function withPart(parts: Parts, change: v.InferOutput<typeof partSchema>): Parts {
  switch (change.part) {
    case 'directory': {
      const { entra: _entra, okta: _okta, ...rest } = parts
      return { ...rest, [change.kind]: change.values } as Parts
    }
    case 'organization':
      return { ...parts, organization: change.values } as unknown as Parts
    case 'scim': {
      const { scim: _scim, ...rest } = parts
      return (change.values === null ? rest : { ...rest, scim: change.values }) as Parts
    }
  }
}

/** The names under which the connections keep what was sent. */
function fieldsOf(change: v.InferOutput<typeof partSchema>): readonly string[] {
  return change.part === 'directory' ? [change.kind] : [change.part]
}

async function remember(ports: Ports, change: v.InferOutput<typeof partSchema>): Promise<void> {
  const record = await readSetupRecord(ports.store)
  const { [change.part]: _before, ...others } = record.parts
  const isGone = change.part === 'scim' && change.values === null
  const saved = { savedAt: ports.clock.now().toISOString(), expires: endOf(ports, change) }
  const parts = isGone ? others : { ...others, [change.part satisfies ConnectionPart]: saved }
  await saveSetupRecord(ports.store, { ...record, parts })
}

function endOf({ probes }: Pick<Ports, 'probes'>, change: v.InferOutput<typeof partSchema>): string | null {
  if (change.part === 'organization') return String(change.values['apiKeyExpires'] ?? '') || null
  if (change.part === 'scim') return change.expires
  const { certificate } = (change.values['certificate'] ?? {}) as { certificate?: string }
  return certificate === undefined ? change.expires : probes.endOfCertificate(certificate)
}
