import type { Ports } from '../../ports'
import { isComplete, readParts } from './parts'
import { readSetupRecord } from '../state/setup-record'
import type { ConnectionPart, PartRecord, SetupRecord } from '../state/setup-record'

/** One connection as it may be shown: ids and dates, never a secret. */
export interface ShownPart extends Partial<PartRecord> {
  readonly part: ConnectionPart
  /** Directory only. */
  readonly kind?: string
  /** By the name of the field. */
  readonly ids: Readonly<Record<string, string>>
  /** Organization only: what is fixed with the key. */
  readonly groupIds?: readonly string[]
  readonly maySuspend?: boolean
}

/** What has been entered so far. */
export interface Setup {
  readonly parts: Readonly<Partial<Record<ConnectionPart, ShownPart>>>
  /** The jobs can run. */
  readonly isComplete: boolean
  readonly confirmations: SetupRecord['confirmations']
}

/** Fields of the organization and the SCIM directory that may be shown; whatever else a connection has stays where it is. */
const SHOWN = ['orgId', 'directoryId', 'apiKeyExpires'] as const

export async function describeSetup(ports: Pick<Ports, 'secrets' | 'store' | 'directories'>): Promise<Setup> {
  const [parts, record] = await Promise.all([readParts(ports.secrets), readSetupRecord(ports.store)])
  const { directory, organization, scim } = parts
  const show = (part: ConnectionPart, shown: Omit<ShownPart, 'part'> | undefined): Setup['parts'] =>
    shown === undefined ? {} : { [part]: { part, ...shown, ...record.parts[part] } }
  return {
    parts: {
      ...show('directory', directory && ports.directories.show(directory)),
      ...show('organization', organization && { ids: pickIds(organization), ...extrasOf(organization) }),
      ...show('scim', scim && { ids: pickIds(scim) }),
    },
    isComplete: isComplete(parts),
    confirmations: record.confirmations,
  }
}

function pickIds(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    SHOWN.flatMap((name) => (typeof fields[name] === 'string' ? [[name, String(fields[name])] as const] : [])),
  )
}

function extrasOf({ groupIds, maySuspend }: Readonly<Record<string, unknown>>): object {
  return {
    ...(Array.isArray(groupIds) ? { groupIds: groupIds as string[] } : {}),
    ...(typeof maySuspend === 'boolean' ? { maySuspend } : {}),
  }
}
