import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { SettingChange } from '../../core/settings/compare-settings'
import { BOTH } from '../../core/settings/row'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { directorySchema, findConnectionsProblem, parseConnections } from '../state/connections'
import type { ConnectedInfo, ConnectionsInput } from '../state/connections'
import { requireKey } from './require-key'
import { saveConnections, savingAlone } from './save-connections'
import { noteMaker } from '../state/makers'
import { BEGUN_SECRET } from '../state/secrets'
import { describeSetup } from './describe-setup'
import type { Setup } from './describe-setup'
import { isComplete, readParts } from './parts'
import type { Parts } from './parts'
import { changeSetupRecord } from '../state/setup-record'
import type { ConnectionPart, PartRecord } from '../state/setup-record'

/** Connections one by one: those that are not sent stay as they are, so that nobody has to type a secret again. */

const expires = v.optional(
  v.nullable(v.pipe(v.string(), v.isoDate('Expected the last day of the credential as YYYY-MM-DD, or none.'))),
  null,
)
const credentials = v.record(v.string(), v.unknown())
/** Of the organization that is connected now; see `requireKey`. */
const organizationKey = v.optional(v.string('Expected the API key of the organization as a text.'), '')
/** What is in them is judged together with the rest. */
const partSchema = v.variant(
  'part',
  [
    v.strictObject({ part: v.literal('directory'), ...directorySchema.entries, expires, organizationKey }),
    v.strictObject({ part: v.literal('organization'), values: credentials, organizationKey }),
    v.strictObject({ part: v.literal('scim'), values: v.nullable(credentials), expires, organizationKey }),
  ],
  'Expected the directory, the organization or the SCIM directory.',
)
export type PartInput = v.InferInput<typeof partSchema>
export type AllInput = ConnectionsInput & { readonly organizationKey?: string }
const allSchema = v.looseObject({ organizationKey })

/**
 * Saves one connection. Nothing runs before the directory and the organization are both there.
 * @throws AppError `invalid-input`, naming the field but never its value
 */
export async function saveConnection(
  ports: Ports,
  input: unknown,
  by: string,
): Promise<Setup & { readonly changes: readonly SettingChange[] }> {
  const change = parseInput(partSchema, input)
  const changes = await savingAlone(ports, () => savePart(ports, change, by))
  const isGone = change.part === 'scim' && change.values === null
  await remember(ports, { [change.part]: isGone ? null : endOf(ports, change) }, by)
  return { ...(await describeSetup(ports)), changes }
}

/**
 * Saves all connections together.
 * @throws AppError `invalid-input`, naming the field but never its value
 */
export async function saveAllConnections(
  ports: Ports,
  input: unknown,
  by: string,
): Promise<ConnectedInfo & { readonly changes: readonly SettingChange[] }> {
  const { organizationKey: key, ...rest } = parseInput(allSchema, input)
  const connections = parseConnections(ports, rest)
  const { directory, organization, scim } = connections
  const saved = await savingAlone(ports, async () => {
    const before = await readParts(ports.secrets)
    if ((await requireKey(ports, before, connections, [organization.apiKey, key])) !== null)
      await noteMaker(ports, BOTH, by)
    return saveConnections(ports, connections)
  })
  const ends = { directory: ports.directories.endOf(directory) ?? NO_END, organization: organization.apiKeyExpires }
  await remember(ports, { ...ends, scim: scim === undefined ? null : NO_END }, by)
  return saved
}

/** @returns what roles are said to mean now, and before */
async function savePart(
  ports: Ports,
  change: v.InferOutput<typeof partSchema>,
  by: string,
): Promise<readonly SettingChange[]> {
  const before = await readParts(ports.secrets)
  const parts = withPart(ports, before, change)
  const problem = change.part === 'directory' ? null : findConnectionsProblem(parts, change.part)
  if (problem !== null) throw new AppError('invalid-input', problem)
  const typed = change.part === 'organization' ? parts.organization?.apiKey : undefined
  if ((await requireKey(ports, before, parts, [typed, change.organizationKey])) !== null)
    await noteMaker(ports, BOTH, by)
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

/** The last day of a credential, '' where it is not known; null: the connection is gone. */
type End = string | null
const NO_END = ''

async function remember(
  { store, clock }: Ports,
  ends: Readonly<Partial<Record<ConnectionPart, End>>>,
  by: string,
): Promise<void> {
  const savedAt = clock.now().toISOString()
  await changeSetupRecord(store, (record) => {
    const parts: Partial<Record<ConnectionPart, PartRecord>> = { ...record.parts }
    for (const [part, end] of Object.entries(ends) as [ConnectionPart, End][])
      if (end === null) delete parts[part]
      else parts[part] = { savedAt, savedBy: by, expires: end === NO_END ? null : end }
    return { ...record, parts }
  })
}

function endOf({ directories }: Ports, change: v.InferOutput<typeof partSchema>): string {
  if (change.part === 'organization') return String(change.values['apiKeyExpires'] ?? '')
  return (change.part === 'directory' ? directories.endOf(change) : null) ?? change.expires ?? NO_END
}
