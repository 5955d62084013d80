import type { Ports } from '../../ports'
import { isComplete, readParts } from './parts'
import { readSetupRecord } from '../state/setup-record'
import type { ConnectionPart, PartRecord, SetupRecord } from '../state/setup-record'

/** One connection as it may be shown: ids and dates, never a secret. */
export interface ShownPart extends Partial<PartRecord> {
  readonly part: ConnectionPart
  readonly kind?: 'entra' | 'okta'
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

/** Fields that may be shown; whatever else a connection has stays where it is. */
const SHOWN = ['tenantId', 'clientId', 'orgUrl', 'orgId', 'directoryId', 'apiKeyExpires'] as const

export async function describeSetup(ports: Pick<Ports, 'secrets' | 'store'>): Promise<Setup> {
  const [parts, record] = await Promise.all([readParts(ports.secrets), readSetupRecord(ports.store)])
  const { entra, okta, organization, scim } = parts as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const show = (part: ConnectionPart, fields: Readonly<Record<string, unknown>> | undefined): object =>
    fields === undefined ? {} : { [part]: { part, ids: pickIds(fields), ...record.parts[part], ...extrasOf(fields) } }
  const kind = entra !== undefined ? 'entra' : 'okta'
  const directory = show('directory', entra ?? okta) as { directory?: ShownPart }
  return {
    parts: {
      ...(directory.directory === undefined ? {} : { directory: { ...directory.directory, kind } }),
      ...show('organization', organization),
      ...show('scim', scim),
    },
    isComplete: isComplete(parts),
    confirmations: record.confirmations,
  }
}

function pickIds(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const serviceApp = (fields['serviceApp'] ?? {}) as Readonly<Record<string, unknown>>
  const all: Readonly<Record<string, unknown>> = { clientId: serviceApp['clientId'], ...fields }
  return Object.fromEntries(
    SHOWN.flatMap((name) => (typeof all[name] === 'string' ? [[name, String(all[name])] as const] : [])),
  )
}

function extrasOf({ groupIds, maySuspend }: Readonly<Record<string, unknown>>): object {
  return {
    ...(Array.isArray(groupIds) ? { groupIds: groupIds as string[] } : {}),
    ...(typeof maySuspend === 'boolean' ? { maySuspend } : {}),
  }
}
