import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { SettingChange } from '../../core/settings/compare-settings'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { directorySchema, findConnectionsProblem } from '../state/connections'
import { saveConnections, savingAlone } from './save-connections'
import { BEGUN_SECRET } from '../state/secrets'
import { describeSetup } from './describe-setup'
import type { Setup } from './describe-setup'
import { isComplete, readParts } from './parts'
import type { Parts } from './parts'
import { changeSetupRecord } from '../state/setup-record'
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
    v.strictObject({ part: v.literal('directory'), ...directorySchema.entries, expires }),
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
export async function saveConnection(
  ports: Ports,
  input: unknown,
): Promise<Setup & { readonly changes: readonly SettingChange[] }> {
  const change = parseInput(partSchema, input)
  const changes = await savingAlone(ports, () => savePart(ports, change))
  await remember(ports, change)
  return { ...(await describeSetup(ports)), changes }
}

/** @returns what roles are said to mean now, and before */
async function savePart(ports: Ports, change: v.InferOutput<typeof partSchema>): Promise<readonly SettingChange[]> {
  const parts = withPart(ports, await readParts(ports.secrets), change)
  const problem = change.part === 'directory' ? null : findConnectionsProblem(parts, change.part)
  if (problem !== null) throw new AppError('invalid-input', problem)
  if (!isComplete(parts)) {
    await ports.secrets.save(BEGUN_SECRET, parts)
    return []
  }
  const { changes } = await saveConnections(ports, parts)
  await ports.secrets.forget(BEGUN_SECRET)
  return changes
}

function withPart({ directories }: Ports, parts: Parts, change: v.InferOutput<typeof partSchema>): Parts {
  switch (change.part) {
    case 'directory':
      return { ...parts, directory: directories.parse(change) }
    case 'organization':
      return { ...parts, organization: change.values } as unknown as Parts
    case 'scim': {
      const { scim: _scim, ...rest } = parts
      return (change.values === null ? rest : { ...rest, scim: change.values }) as Parts
    }
  }
}

async function remember(ports: Ports, change: v.InferOutput<typeof partSchema>): Promise<void> {
  const isGone = change.part === 'scim' && change.values === null
  const saved = { savedAt: ports.clock.now().toISOString(), expires: endOf(ports, change) }
  await changeSetupRecord(ports.store, (record) => {
    const { [change.part]: _before, ...others } = record.parts
    return { ...record, parts: isGone ? others : { ...others, [change.part satisfies ConnectionPart]: saved } }
  })
}

function endOf({ directories }: Ports, change: v.InferOutput<typeof partSchema>): string | null {
  if (change.part === 'organization') return String(change.values['apiKeyExpires'] ?? '') || null
  return (change.part === 'directory' ? directories.endOf(change) : null) ?? change.expires
}
